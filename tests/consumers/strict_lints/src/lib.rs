//! A library whose author lets nothing pass: every lint that a crate can be asked to keep, as an error.
#![forbid(unsafe_code)]
#![deny(
    warnings,
    future_incompatible,
    keyword_idents,
    let_underscore,
    nonstandard_style,
    rust_2018_idioms,
    rust_2021_compatibility,
    rust_2024_compatibility,
    unused,
    absolute_paths_not_starting_with_crate,
    deprecated_in_future,
    elided_lifetimes_in_paths,
    explicit_outlives_requirements,
    if_let_rescope,
    impl_trait_overcaptures,
    impl_trait_redundant_captures,
    let_underscore_drop,
    macro_use_extern_crate,
    meta_variable_misuse,
    missing_copy_implementations,
    missing_debug_implementations,
    missing_docs,
    missing_unsafe_on_extern,
    non_ascii_idents,
    redundant_imports,
    redundant_lifetimes,
    single_use_lifetimes,
    tail_expr_drop_order,
    trivial_casts,
    trivial_numeric_casts,
    unit_bindings,
    unnameable_types,
    unreachable_pub,
    unused_extern_crates,
    unused_import_braces,
    unused_lifetimes,
    unused_macro_rules,
    unused_qualifications,
    unused_results,
    variant_size_differences
)]
#![deny(clippy::all, clippy::pedantic, clippy::nursery)]
#![allow(clippy::redundant_pub_crate, reason = "it contradicts unreachable_pub")]
#![deny(
    clippy::allow_attributes_without_reason,
    clippy::as_conversions,
    clippy::dbg_macro,
    clippy::default_numeric_fallback,
    clippy::empty_enum_variants_with_brackets,
    clippy::exit,
    clippy::expect_used,
    clippy::float_arithmetic,
    clippy::get_unwrap,
    clippy::indexing_slicing,
    clippy::let_underscore_must_use,
    clippy::let_underscore_untyped,
    clippy::map_err_ignore,
    clippy::mem_forget,
    clippy::missing_docs_in_private_items,
    clippy::mod_module_files,
    clippy::multiple_inherent_impl,
    clippy::panic,
    clippy::print_stdout,
    clippy::pub_without_shorthand,
    clippy::same_name_method,
    clippy::shadow_unrelated,
    clippy::str_to_string,
    clippy::todo,
    clippy::unimplemented,
    clippy::unneeded_field_pattern,
    clippy::unreachable,
    clippy::unwrap_used,
    clippy::use_debug
)]

use std::fmt;
use std::sync::atomic::{AtomicU32, Ordering};

use bgtask::prelude::*;

/// What the tasks share.
#[derive(Debug, Default)]
pub struct Library {
    /// How often something was fetched.
    fetched: AtomicU32,
}

/// A feed could not be fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FeedError;

impl fmt::Display for FeedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a feed could not be fetched")
    }
}

impl std::error::Error for FeedError {}

/// Refreshes the feeds.
#[background_task(trigger = "time:15", condition = "UserPresent")]
#[background_task(trigger = system(TimeZoneChange), name = "refresh-elsewhere", conditions(InternetAvailable))]
#[derive(Clone, Copy, Debug, Default)]
pub struct RefreshFeed;

impl BackgroundTask for RefreshFeed {
    type Error = FeedError;

    async fn run(&self, task: &TaskInstance) -> Result<(), FeedError> {
        let library: &Library = task.state().map_err(|_no_state| FeedError)?;
        let before = library.fetched.fetch_add(1, Ordering::Relaxed);
        task.cancelled_or(async { task.set_progress(before) }).await.map_err(|_cancelled| FeedError)
    }
}

/// Tidies up, in more ways than one.
#[background_task(trigger = maintenance(60), create = Tidy::thorough)]
#[derive(Clone, Copy, Debug)]
pub enum Tidy {
    /// A little.
    Quick,
    /// As much as there is time for.
    Thorough {
        /// How many rounds.
        rounds: u32,
    },
}

impl Tidy {
    /// Ten rounds.
    const fn thorough() -> Self {
        Self::Thorough { rounds: 10 }
    }
}

impl BackgroundTask for Tidy {
    type Error = FeedError;

    async fn run(&self, task: &TaskInstance) -> Result<(), FeedError> {
        let rounds = match *self {
            Self::Quick => 1,
            Self::Thorough { rounds } => rounds,
        };
        task.cancelled_or(async { task.set_progress(rounds) }).await.map_err(|_cancelled| FeedError)
    }
}

/// Sends what waits to be sent.
///
/// # Errors
///
/// When the task was told to stop.
#[background_task(trigger = "time:30")]
pub async fn send(task: &TaskInstance) -> Result<(), Cancelled> {
    task.cancelled_or(async { task.set_progress(100) }).await
}

/// Counts.
#[background_task(trigger = "time:60", name = "count")]
pub const fn count() {}

/// Tasks that nobody else need know of.
mod inner {
    use bgtask::{TaskInstance, background_task};

    /// Looks at the clock.
    #[background_task(trigger = "time:15")]
    pub(super) fn look(task: &TaskInstance) {
        task.set_progress(1);
    }
}

/// An app of all of them.
#[background_app(
    tasks(RefreshFeed, Tidy, send, count, inner::look),
    model = "out-of-process",
    namespace = "Tasks",
    identifier_prefix = "com.contoso.feed",
    modes("audio"),
    state = Library,
    block_on = drive
)]
#[derive(Clone, Copy, Debug)]
pub struct App;

/// Drives a task, on bgtask's own executor.
fn drive<F: Future>(future: F) -> F::Output {
    bgtask::block_on(future)
}
