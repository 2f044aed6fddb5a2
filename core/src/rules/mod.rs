//! What can be wrong with a task, an app or its files: one rule, one number, one place.
//!
//! A rule's row says its number, severity, title, explanation and source; beside it stands its check, which makes the
//! message. The checks of tasks and apps are `const fn`s: macros run them on what they parsed, the compiler runs them on a
//! whole app in const evaluation, and the tools run them on what they found, so all three say the same words.

#![allow(clippy::large_types_passed_by_value, clippy::large_stack_arrays, reason = "const evaluation can't allocate")]

pub mod annotation;
mod apart;
mod app;
pub mod apple;
pub mod binary;
pub mod conditions;
mod finding;
pub mod hosting;
pub mod manifest;
mod modes;
pub mod names;
mod naming;
pub mod project;
pub mod property_list;
mod task;
pub mod triggers;

pub use app::{
    check as check_app, check_among, check_entry, check_in_app, check_own_words, check_with_tasks, stand_apart,
};
pub use finding::{ErrorText, Finding, Findings, Message, Site};
pub use task::check as check_task;

use crate::model::Platforms;

/// How bad it is to break a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// A system would refuse or ignore it.
    Error,
    /// It works, but probably not as meant. Under `strict` an error.
    Warning,
}

impl Severity {
    /// The word for it in messages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// Its number, `BG0101`. A number is never given to another rule.
    pub id: &'static str,
    /// How bad it is to break it.
    pub severity: Severity,
    /// The platforms that set it.
    pub platforms: Platforms,
    /// What it asks, in a line.
    pub title: &'static str,
    /// Why the system behaves so, what happens at run time, and how to mend it. Paragraphs stand apart by an empty line;
    /// the lines of an example begin with four spaces, and no other line does.
    pub explanation: &'static str,
    /// The public page that says so.
    pub source: &'static str,
}

impl Rule {
    /// Whether an annotation may say `allow` of it.
    pub fn can_be_allowed(&self) -> bool {
        self.severity == Severity::Warning && *self != *annotation::UNUSED_ALLOW && !self.is_of_binary()
    }

    /// Whether it is told of the app or of its files alone, so that no task's `allow` holds for it.
    pub fn is_of_app(&self) -> bool {
        OF_THE_APP.contains(&self)
    }

    /// Whether it is told of a built binary, for which no annotation speaks.
    pub fn is_of_binary(&self) -> bool {
        binary::RULES.contains(&self)
    }

    /// Whether it is a warning that is among the allowed ones.
    pub const fn is_allowed(&self, allowed: &[&str]) -> bool {
        if matches!(self.severity, Severity::Error) {
            return false;
        }
        let mut at = 0;
        while at < allowed.len() {
            if same(allowed[at], self.id) {
                return true;
            }
            at += 1;
        }
        false
    }
}

/// The warnings that no task's annotation is about.
const OF_THE_APP: &[&Rule] = &[
    apple::EXITS_ON_SUSPEND_IS_DEAD,
    apple::RETIRED_MODE,
    apple::UNKNOWN_MODE,
    apple::VERSION_BOUND_MODE,
    apple::NOT_MADE_FOR_APPLE,
    manifest::STALE_ENTRY_POINT,
    property_list::STALE_IDENTIFIER,
    property_list::BUILD_SETTING_CONTRADICTS,
    project::PANIC_ABORT,
    project::NOT_JUDGED,
    project::NOT_BUILT_HERE,
    project::NO_DLL_EXPORTS,
    project::NEVER_CALLED,
];

/// The source of what is bgtask's own to say.
const OWN_PAGES: &str = "https://docs.rs/bgtask";

/// Declares a module's rules, and the list of them.
macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident = $id:literal $severity:ident $platforms:ident
        $title:literal, $explanation:literal, $source:expr;)*) => {
        $($(#[$doc])*
        #[doc = concat!($id, ": ", $title)]
        pub const $name: &$crate::rules::Rule = &$crate::rules::Rule {
            id: $id,
            severity: $crate::rules::Severity::$severity,
            platforms: $crate::model::Platforms::$platforms,
            title: $title,
            explanation: $explanation,
            source: $source,
        };)*

        /// Every rule of this subject.
        pub(super) const RULES: &[&$crate::rules::Rule] = &[$($name),*];
    };
}
use rules;

/// Every rule, by number.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    [
        annotation::RULES,
        triggers::RULES,
        conditions::RULES,
        names::RULES,
        hosting::RULES,
        apple::RULES,
        manifest::RULES,
        property_list::RULES,
        project::RULES,
        binary::RULES,
    ]
    .into_iter()
    .flatten()
    .copied()
}

/// The rule with this number, in either case.
pub fn find(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.id.eq_ignore_ascii_case(id))
}

/// Equality of text in const evaluation, where `==` is not to be had.
pub(crate) const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    // From the end: names of one app begin alike, and const evaluation is slow enough for that to count.
    let mut at = a.len();
    while at > 0 {
        at -= 1;
        if a[at] != b[at] {
            return false;
        }
    }
    true
}
