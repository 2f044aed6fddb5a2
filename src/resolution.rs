//! An app's tasks with its defaults applied, worked out while the app is compiled.
//!
//! Names are joined in constants of generic types, so that a macro emits a path and not the work, and so that an app
//! carries only the names that its tasks use.

use bgtask_core::{
    model::{ResolvedTask, Text},
    record::{self, RecordedTarget},
    resolve::{self, ListEntry, Name, SharedIdentifiers},
    rules::{self, Findings, Site},
};

#[cfg(windows)]
use crate::host::windows::TriggerBuilder;
use crate::{Activation, BackgroundApp, DeclaredTask, DispatchError};

/// A joined name as a constant of an app or of a task in it.
trait Joined {
    /// The name, joined.
    const LONG: Name;

    /// The name in a buffer that fits nearly all names, as the whole buffer becomes part of the app.
    const SHORT: Text<64>;

    /// The name.
    const NAME: &'static str = if Self::SHORT.is_cut() { long::<Self>() } else { const { &Self::SHORT }.as_str() };
}

/// A function of its own, as constants are worked out wherever they are mentioned, and only functions where called.
const fn long<J: Joined + ?Sized>() -> &'static str {
    const { &J::LONG }.as_str()
}

/// The default entry point of the task type `T` in the app `A`.
struct EntryPoint<A, T>(A, T);

impl<A: BackgroundApp, T: DeclaredTask> EntryPoint<A, T> {
    const fn join<const N: usize>() -> Text<N> {
        match T::SPECS {
            [first, ..] => resolve::default_entry_point(A::SPEC.namespace, first.type_name),
            [] => Text::EMPTY,
        }
    }
}

impl<A: BackgroundApp, T: DeclaredTask> Joined for EntryPoint<A, T> {
    const LONG: Name = Self::join();
    const SHORT: Text<64> = Self::join();
}

/// One of the identifiers that tasks of the app `A` share: `REQUEST` is its place in [`identifiers`].
struct Identifier<A, const REQUEST: usize>(A);

impl<A: BackgroundApp, const REQUEST: usize> Joined for Identifier<A, REQUEST> {
    const SHORT: Text<64> = Text::new(Self::LONG.as_str());
    const LONG: Name = {
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

/// A task in the list of the app `A`: all that the app's code asks of it, so that what is no task is told once.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not declared as a background task",
    label = "`#[background_task(…)]` is missing on `{Self}`",
    note = "an app lists types and functions that carry `#[background_task(trigger = \"…\")]`"
)]
pub trait ListedIn<A>: Sized {
    /// [`DeclaredTask::Task`]
    type Task;

    /// The name of its first registration, under which the dispatch switch knows it.
    const NAME: &'static str;

    /// Its entry. The place in the list is for the app to say.
    const ENTRY: ListEntry<'static>;

    /// Runs it.
    ///
    /// # Errors
    ///
    /// When no thread could be started. The deferral is completed all the same.
    fn start(activation: Activation<A>) -> Result<(), DispatchError>;

    /// The function that builds the trigger of its registration `name`, where it has one.
    #[cfg(windows)]
    fn build_trigger(name: &str) -> Option<TriggerBuilder>;
}

// What is no task is told as that: the compiler need not name the trait that is missing, and all that have it.
#[diagnostic::do_not_recommend]
impl<A: BackgroundApp, T: DeclaredTask> ListedIn<A> for T {
    type Task = T::Task;

    const NAME: &'static str = T::NAME;

    const ENTRY: ListEntry<'static> = ListEntry { entry: 0, specs: T::SPECS, entry_point: EntryPoint::<A, T>::NAME };

    fn start(activation: Activation<A>) -> Result<(), DispatchError> {
        activation.start::<T>()
    }

    #[cfg(windows)]
    fn build_trigger(name: &str) -> Option<TriggerBuilder> {
        <T as DeclaredTask>::build_trigger(T::SPECS.iter().position(|spec| spec.name == name)?)
    }
}

/// A task at the place `N` in the list of the app `A`, held against the rules that a whole app can break.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not declared as a background task",
    label = "`#[background_task(…)]` is missing on `{Self}`"
)]
pub trait CheckedIn<A, const N: u16> {
    /// Fails the compilation where one of the task's registrations breaks a rule. The error stands at the words of the
    /// annotation that break it, which is why the annotation says what this is: [`first_broken`] knows the words, and
    /// [`tell`] tells.
    const CHECKED: ();
}

/// The length of what the binary says of the app `A`, in bytes.
pub const fn record_length<A: BackgroundApp>() -> usize {
    // Whether there are debug assertions takes as many bytes as whether there are none.
    record::length(&RecordedTarget::this(false), &A::SPEC, A::TASKS)
}

/// What the binary says of the app `A`, whose crate says whether it has debug assertions.
pub const fn record<A: BackgroundApp, const N: usize>(debug_assertions: bool) -> [u8; N] {
    record::write(&RecordedTarget::this(debug_assertions), &A::SPEC, A::TASKS)
}

/// Every registration of the app `A`, `N` of them.
pub const fn resolve<A: BackgroundApp, const N: usize>() -> [ResolvedTask<'static>; N] {
    resolve::tasks(&A::SPEC, A::LIST, &identifiers::<A>())
}

/// Whether the app's registrations surely don't clash, so that its entries need not ask.
struct StandApart<A>(A);

impl<A: BackgroundApp> StandApart<A> {
    const HOLDS: bool = rules::stand_apart(A::TASKS);
}

/// What the first broken rule that is told of the entry `N` is about: which of the type's registrations, and what of it.
pub const fn first_broken<A: BackgroundApp, const N: u16>() -> Option<(usize, Site)> {
    let first = first_of::<A>(N);
    let mut at = first;
    while at < A::TASKS.len() && A::TASKS[at].entry == N {
        if let Some(finding) = registration::<A>(at).first_told(A::SPEC.strict) {
            return Some((at - first, finding.site));
        }
        at += 1;
    }
    None
}

/// Fails the compilation with all broken rules of the entry `N`. The error is told at the caller.
#[track_caller]
pub const fn tell<A: BackgroundApp, const N: u16>() {
    let mut findings = Findings::NONE;
    let mut at = first_of::<A>(N);
    while at < A::TASKS.len() && A::TASKS[at].entry == N {
        findings.add_all(&registration::<A>(at));
        at += 1;
    }
    fail(&findings, A::SPEC.strict);
}

/// The broken rules of the registration at this place in the app's tasks.
const fn registration<A: BackgroundApp>(at: usize) -> Findings {
    let task = &A::TASKS[at];
    let mut findings = rules::check_in_app(&A::SPEC, task);
    if A::SPEC.strict {
        // Errors in the task's own words were told at their tokens, and left it without registrations.
        let mut of_both = rules::check_own_words(task);
        of_both.add_all(&findings);
        findings = of_both.without(task.spec.allow).without(A::SPEC.allow);
    }
    if !StandApart::<A>::HOLDS {
        // They are errors, all of them.
        findings.add_all(&rules::check_among(A::TASKS, at));
    }
    findings
}

/// The first registration of an entry, or of the one after it: registrations stand in the order of the list.
const fn first_of<A: BackgroundApp>(entry: u16) -> usize {
    let (mut from, mut to) = (0, A::TASKS.len());
    while from < to {
        let middle = from.midpoint(to);
        if A::TASKS[middle].entry < entry {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    from
}

/// Fails the compilation when what the app says contradicts its tasks.
#[track_caller]
pub const fn check_app<A: BackgroundApp>() {
    fail(&rules::check_with_tasks(&A::SPEC, A::TASKS).without(A::SPEC.allow), A::SPEC.strict);
    if A::SPEC.strict {
        // Errors in the app's own words were told at their tokens; its warnings are not told elsewhere.
        fail(&rules::check_app(&A::SPEC).without(A::SPEC.allow), true);
    }
}

#[track_caller]
const fn fail(findings: &Findings, strict: bool) {
    if let Some(text) = findings.errors(strict) {
        panic!("{}", text.as_str());
    }
}
