//! An app's tasks with its defaults applied, worked out while the app is compiled.
//!
//! Names are joined in constants of generic types, so that a macro emits a path and not the work, and so that an app
//! carries only the names that its tasks use.

use bgtask_core::{
    model::{ResolvedTask, Text},
    resolve::{self, ListEntry, Name, SharedIdentifiers},
    rules::{self, Findings},
};

use crate::{BackgroundApp, DeclaredTask};

/// A joined name as a constant of an app or of a task in it.
trait Joined {
    /// The name, joined.
    const JOINED: Name;

    /// The name in a buffer that fits nearly all names, as the whole buffer becomes part of the app.
    const SHORT: Text<64> = Text::new(Self::JOINED.as_str());

    /// The name.
    const NAME: &'static str =
        if Self::SHORT.is_cut() { const { &Self::JOINED }.as_str() } else { const { &Self::SHORT }.as_str() };
}

/// The default entry point of the task type `T` in the app `A`.
struct EntryPoint<A, T>(A, T);

impl<A: BackgroundApp, T: DeclaredTask> Joined for EntryPoint<A, T> {
    const JOINED: Name = match T::SPECS {
        [first, ..] => resolve::default_entry_point(A::SPEC.namespace, first.type_name),
        [] => Name::EMPTY,
    };
}

/// One of the identifiers that tasks of the app `A` share: `REQUEST` is its place in [`identifiers`].
struct Identifier<A, const REQUEST: usize>(A);

impl<A: BackgroundApp, const REQUEST: usize> Joined for Identifier<A, REQUEST> {
    const JOINED: Name = {
        let shared = match A::SPEC.identifier_prefix {
            Some(prefix) => resolve::shared_identifiers(prefix),
            None => resolve::shared_identifiers(""),
        };
        let [[plain, power], [network, both]] = shared.processing;
        [shared.refresh, plain, power, network, both, shared.continued][REQUEST]
    };
}

const fn identifiers<A: BackgroundApp>() -> SharedIdentifiers<&'static str> {
    SharedIdentifiers {
        refresh: Identifier::<A, 0>::NAME,
        processing: [
            [Identifier::<A, 1>::NAME, Identifier::<A, 2>::NAME],
            [Identifier::<A, 3>::NAME, Identifier::<A, 4>::NAME],
        ],
        continued: Identifier::<A, 5>::NAME,
    }
}

/// The entry of the task type `T` in the list of the app `A`.
pub const fn list_entry<A: BackgroundApp, T: DeclaredTask>(entry: u16) -> ListEntry<'static> {
    ListEntry { entry, specs: T::SPECS, entry_point: EntryPoint::<A, T>::NAME }
}

/// Every registration of the app `A`, `N` of them.
pub const fn resolve<A: BackgroundApp, const N: usize>() -> [ResolvedTask<'static>; N] {
    resolve::tasks(&A::SPEC, A::LIST, &identifiers::<A>())
}

/// Fails the compilation when one of an entry's registrations breaks a rule.
///
/// The error is told at the caller, which is why the caller is the entry in the app's list.
#[track_caller]
pub const fn check_entry<A: BackgroundApp>(entry: u16) {
    let mut at = 0;
    while at < A::TASKS.len() {
        if A::TASKS[at].entry == entry {
            tell(&rules::check_entry(&A::SPEC, A::TASKS, at), A::SPEC.strict);
        }
        at += 1;
    }
}

/// Fails the compilation when what the app says contradicts its tasks.
#[track_caller]
pub const fn check_app<A: BackgroundApp>() {
    tell(&rules::check_with_tasks(&A::SPEC, A::TASKS), A::SPEC.strict);
    if A::SPEC.strict {
        // Errors in the app's own words were told at their tokens; its warnings are not told elsewhere.
        tell(&rules::check_app(&A::SPEC), true);
    }
}

#[track_caller]
const fn tell(findings: &Findings, strict: bool) {
    if let Some(text) = findings.first_error(strict) {
        panic!("{}", text.as_str());
    }
}
