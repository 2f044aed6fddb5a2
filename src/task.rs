//! What a background task is.

use std::fmt;

use bgtask_core::model::TaskSpec;

use crate::TaskInstance;

/// A background task: what runs when its trigger fires.
///
/// ```
/// use bgtask::prelude::*;
///
/// #[derive(Default)]
/// pub struct RefreshFeed;
///
/// impl BackgroundTask for RefreshFeed {
///     type Error = std::io::Error;
///
///     async fn run(&self, task: &TaskInstance) -> Result<(), Self::Error> {
///         std::fs::read_to_string("feeds.txt")?;
///         task.set_progress(100);
///         Ok(())
///     }
/// }
/// ```
///
/// The value is made, and the future made and driven, on one worker thread of its own: neither needs to be `Send`. The
/// deferral is taken before and completed after, whatever happens in between: an error, a panic, a cancellation.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a background task",
    label = "`BackgroundTask` is not implemented for `{Self}`",
    note = "write `impl BackgroundTask for {Self}` with `type Error` and \
            `async fn run(&self, task: &TaskInstance) -> Result<(), Self::Error>`"
)]
pub trait BackgroundTask {
    /// What can go wrong. Its text is reported to whoever listens for the task's completion.
    type Error: fmt::Display;

    /// The work. Write it as `async fn run`.
    ///
    /// # Errors
    ///
    /// Whatever the task fails with; it ends in the completion event.
    fn run(&self, task: &TaskInstance) -> impl Future<Output = Result<(), Self::Error>>;
}

/// What `#[background_task]` implements: the declaration of a task.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not declared as a background task",
    label = "`#[background_task(…)]` is missing on `{Self}`",
    note = "an app lists types and functions that carry `#[background_task(trigger = \"…\")]`"
)]
pub trait DeclaredTask: BackgroundTask + Sized + 'static {
    /// Itself. What is no task has none, and so whoever asks for more by way of it tells no second time that it is none.
    #[doc(hidden)]
    type Task;

    /// The name of its first registration.
    const NAME: &'static str;

    /// What each `#[background_task]` on it declares; empty where one of them has an error.
    const SPECS: &'static [TaskSpec<'static>];

    /// Makes the value that runs.
    fn create() -> Self;

    /// The function that builds the trigger of the registration at this place in [`DeclaredTask::SPECS`], where it has
    /// `trigger = with(…)`.
    #[cfg(windows)]
    fn build_trigger(registration: usize) -> Option<crate::host::windows::TriggerBuilder> {
        let _ = registration;
        None
    }
}

/// What a task written as a function may return: nothing, or a `Result`.
#[diagnostic::on_unimplemented(
    message = "a background task can't return `{Self}`",
    label = "a task function returns `()` or `Result<(), E>` where `E: Display`",
    note = "what is to be kept of a run can be left with `task.leave(&value)` (feature `serde`)"
)]
pub trait TaskOutcome {
    /// The outcome as the runtime takes it.
    ///
    /// # Errors
    ///
    /// What the function failed with.
    fn into_result(self) -> Result<(), Failure>;
}

impl TaskOutcome for () {
    fn into_result(self) -> Result<(), Failure> {
        Ok(())
    }
}

impl<E: fmt::Display> TaskOutcome for Result<(), E> {
    fn into_result(self) -> Result<(), Failure> {
        self.map_err(|error| Failure(error.to_string()))
    }
}

/// What a task written as a function failed with: the text of its error, which is what is told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure(String);

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
