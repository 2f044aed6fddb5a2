//! Registering anew from a task, once the system has updated the app.

use super::{RegisterAllError, RegisterAllOptions, RegistrationReport};
use crate::{BackgroundApp, TaskInstance, host::DeclaredTasks};

/// [`register_all`](super::register_all), from a task, with the host that runs it: the work of a task that Windows starts
/// when it has updated the app, before the user does. The new version is noticed: access is removed and requested anew, and
/// every task registered anew.
///
/// ```
/// use bgtask::{
///     prelude::*,
///     registration::{RegisterAllError, after_update},
/// };
///
/// #[background_task(trigger = "system:ServicingComplete")]
/// async fn register_anew(task: &TaskInstance) -> Result<(), RegisterAllError> {
///     after_update::<App>(task).await.map(drop)
/// }
///
/// #[background_app(tasks(register_anew))]
/// struct App;
/// ```
///
/// These three lines are the app's own, and not a task of the library's to be listed, so that the annotation is the
/// declaration as everywhere: `cargo bgtask` finds it in the app's sources, its model and entry point are the app's, and a
/// condition or a name can be put on it.
///
/// An app that is started more often than it is updated needs no such task: `register_all` at its start does the same. It is
/// for apps whose tasks are to run on although nobody opens the app after an update. That Windows lets a task request access
/// in every hosting model was not tried.
///
/// Source: <https://learn.microsoft.com/windows/uwp/launch-resume/support-your-app-with-background-tasks>
///
/// # Errors
///
/// As [`register_all`](super::register_all); also when the run's host can't register.
pub async fn after_update<A: BackgroundApp>(task: &TaskInstance) -> Result<RegistrationReport, RegisterAllError> {
    after_update_with::<A>(task, RegisterAllOptions::new()).await
}

/// [`after_update`], with options: such as to remove what the new version does not declare any more.
///
/// # Errors
///
/// As [`after_update`].
pub async fn after_update_with<A: BackgroundApp>(
    task: &TaskInstance,
    options: RegisterAllOptions,
) -> Result<RegistrationReport, RegisterAllError> {
    task.inner.host.register_all(DeclaredTasks::of::<A>(), options).await
}
