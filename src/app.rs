//! What an app is, and the state that its tasks share.

use std::{
    any::{Any, TypeId},
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use bgtask_core::{
    model::{AppSpec, Place, ResolvedTask},
    resolve::ListEntry,
};

use crate::{Activation, DispatchError, executor, lock::lock};

/// What `#[background_app]` implements: the app's tasks and how they are activated.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not declared as a background app",
    label = "`#[background_app(…)]` is missing on `{Self}`",
    note = "write `#[background_app(tasks(…))] pub struct {Self};`"
)]
pub trait BackgroundApp: Sized + 'static {
    /// What the app's annotation says.
    const SPEC: AppSpec<'static>;

    /// The app's list: one entry for each task type.
    const LIST: &'static [ListEntry<'static>];

    /// Its tasks with their defaults applied, one for each registration, in the order of the list.
    const TASKS: &'static [ResolvedTask<'static>];

    /// What its tasks share: see [`provide_state`].
    type State: Send + Sync + 'static;

    /// What the binary says of the app, for tools that look at what was built: see [`bgtask_core::record`]. Nothing, for an
    /// app that was put together by hand.
    fn record() -> &'static [u8] {
        &[]
    }

    /// Starts the task that is registered as `name`.
    ///
    /// # Errors
    ///
    /// When the app has no such task, or no thread could be started for it. The deferral is completed all the same.
    fn dispatch(name: &str, activation: Activation<Self>) -> Result<(), DispatchError>;

    /// The function that builds the trigger of the task registered as `name`, where it has `trigger = with(…)`.
    #[cfg(windows)]
    fn build_trigger(name: &str) -> Option<crate::host::windows::TriggerBuilder> {
        let _ = name;
        None
    }

    /// Drives a task's future to its end on the current thread.
    ///
    /// An app with an async runtime of its own puts that here, by `block_on = path`.
    fn block_on<F: Future>(future: F) -> F::Output {
        executor::block_on(future)
    }
}

/// Where an app stands whose list is in another file.
pub trait Placed {
    /// The place of its attribute.
    const PLACE: Place<'static>;
}

/// Dispatches an activation to the task that it is for.
///
/// # Errors
///
/// When the app has no task of that name, or no thread could be started for it. The deferral is completed all the same,
/// and the failure is reported to whoever listens for completions.
pub fn on_background_activated<A: BackgroundApp>(activation: Activation<A>) -> Result<(), DispatchError> {
    let instance = activation.instance().clone();
    A::dispatch(instance.name(), activation)
}

/// The name under which the dispatch switch of `A` knows a registration: that of its type's first registration.
///
/// A type with several `#[background_task]` has several registrations, all of the same entry in the app's list, and one
/// arm in the switch. A name that no task has is given back as it is.
pub fn primary_name<A: BackgroundApp>(name: &str) -> &str {
    // Most apps have no second registration of a type, and no name is looked for.
    if const { !has_second_registrations(A::TASKS) } {
        return name;
    }
    let Some(named) = A::TASKS.iter().find(|task| task.spec.name == name) else {
        return name;
    };
    A::TASKS.iter().find(|task| task.entry == named.entry).map_or(name, |first| first.spec.name)
}

/// Whether a type has several registrations; they stand side by side.
const fn has_second_registrations(tasks: &[ResolvedTask<'_>]) -> bool {
    let mut at = 1;
    while at < tasks.len() {
        if tasks[at - 1].entry == tasks[at].entry {
            return true;
        }
        at += 1;
    }
    false
}

/// Has the linker keep what the binary says of `A`.
pub(crate) fn keep_record<A: BackgroundApp>() {
    // The address is what counts. An optimizer that could see through it would leave nothing to keep.
    std::hint::black_box(A::record());
}

type SharedState = Arc<dyn Any + Send + Sync>;

static STATES: Mutex<BTreeMap<TypeId, SharedState>> = Mutex::new(BTreeMap::new());

/// Gives the tasks of `A` the state that they share in this process: `task.state::<S>()` returns it.
///
/// Call it before the first activation: at the start of `main`. A later call replaces the state for the activations that
/// follow. The simulated host is given its state when it is built and does not look here.
pub fn provide_state<A: BackgroundApp>(state: A::State) {
    let state: SharedState = Arc::new(state);
    let earlier = lock(&STATES).insert(TypeId::of::<A>(), state);
    drop(earlier);
}

/// The state that was provided for `A`; for an app without state, `()`.
pub(crate) fn provided_state<A: BackgroundApp>() -> Option<SharedState> {
    if TypeId::of::<A::State>() == TypeId::of::<()>() {
        return Some(Arc::new(()));
    }
    lock(&STATES).get(&TypeId::of::<A>()).cloned()
}
