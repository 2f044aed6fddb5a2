//! Registering all tasks of an app.

use super::{
    Change, RegisterAllError, RegisterOptions, RegistrationReport, TaskReport,
    register::{is_meant_for, register_one, remove},
};
use crate::{
    BackgroundApp, access, app,
    host::{DeclaredTasks, Host, Running},
    records,
};

/// What is to be done besides registering what the app declares.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RegisterAllOptions {
    force: bool,
    undeclared: Undeclared,
    running: Running,
}

/// What is to be done with registrations that the app does not declare.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Undeclared {
    /// They are left, and reported.
    #[default]
    Keep,
    /// Those that bgtask registered, for an earlier version of the app, are removed; others, as of a library, are left.
    RemoveOurs,
    /// All are removed, whoever registered them.
    RemoveAll,
}

impl RegisterAllOptions {
    /// Nothing besides.
    pub const fn new() -> Self {
        Self { force: false, undeclared: Undeclared::Keep, running: Running::Finish }
    }

    /// Registers anew also what is registered as declared.
    pub const fn force(self, force: bool) -> Self {
        Self { force, ..self }
    }

    /// What is to be done with registrations that the app does not declare.
    pub const fn undeclared(self, undeclared: Undeclared) -> Self {
        Self { undeclared, ..self }
    }

    /// What becomes of the runs of registrations that are replaced or removed.
    pub const fn running(self, running: Running) -> Self {
        Self { running, ..self }
    }
}

/// Sees to it that every task of `A` is registered as declared, once. To be called at every start of the app: what is
/// registered and unchanged is kept.
///
/// Access to background work is requested first. When the app's version is another than at the last call, access is
/// removed and requested anew, and every task registered anew, as Windows wants it after an update:
/// <https://learn.microsoft.com/windows/uwp/launch-resume/support-your-app-with-background-tasks>.
///
/// Of two processes that notice an update at once, the app and a task for `ServicingComplete` say, each may register every
/// task. What is there twice then is one again after the next start.
///
/// A task that is refused stays registered as it was, where the system lets the two be there at once: see
/// [`Registrar::register`](super::Registrar::register).
///
/// A one-shot task that has run is not registered any more, and so is registered again. An app that wants it once and
/// for all registers it by itself ([`Registrar::register`](super::Registrar::register)).
///
/// ```
/// use bgtask::{host::simulated::Simulation, prelude::*, registration::Change};
///
/// #[background_task(trigger = "time:15")]
/// fn refresh() {}
///
/// #[background_app(tasks(refresh))]
/// struct App;
///
/// let host = Simulation::<App>::new();
/// let report = bgtask::block_on(App::register_all(&host))?;
/// assert_eq!(report.change("refresh"), Some(&Ok(Change::Registered)));
/// let report = bgtask::block_on(App::register_all(&host))?;
/// assert_eq!(report.change("refresh"), Some(&Ok(Change::Kept)));
/// # Ok::<(), bgtask::registration::RegisterAllError>(())
/// ```
///
/// # Errors
///
/// When background work is denied, or not every task could be registered; the others are registered all the same.
pub async fn register_all<A: BackgroundApp, H: Host>(host: &H) -> Result<RegistrationReport, RegisterAllError> {
    register_all_with::<A, H>(host, RegisterAllOptions::new()).await
}

/// [`register_all`], with options.
///
/// # Errors
///
/// As [`register_all`].
pub async fn register_all_with<A: BackgroundApp, H: Host>(
    host: &H,
    options: RegisterAllOptions,
) -> Result<RegistrationReport, RegisterAllError> {
    app::keep_record::<A>();
    register_declared(host, DeclaredTasks::of::<A>(), options).await
}

/// [`register_all_with`], of an app without its type.
pub(crate) async fn register_declared<H: Host>(
    host: &H,
    declared: DeclaredTasks,
    options: RegisterAllOptions,
) -> Result<RegistrationReport, RegisterAllError> {
    let settings = &*host.settings();
    let version = host.app_version()?;
    let updated_from = match &version {
        Some(version) => records::version(settings)?.filter(|before| before != version),
        None => None,
    };
    if updated_from.is_some() {
        host.remove_access()?;
    }
    let access = access::request(host).await?;

    let existing = host.registrations()?;
    let platform = host.platform();
    let each = RegisterOptions::new().force(options.force || updated_from.is_some()).running(options.running);
    let mut tasks = Vec::with_capacity(declared.tasks.len());
    for task in declared.tasks {
        let change = if is_meant_for(task, platform) {
            register_one(host, declared, task, &existing, each).await.map(|(_, change)| change)
        } else {
            Ok(Change::NotMeantHere)
        };
        tasks.push(TaskReport { name: task.spec.name.to_owned(), change });
    }

    for registered in &existing {
        if declared.tasks.iter().any(|task| is_meant_for(task, platform) && task.spec.name == registered.name) {
            continue;
        }
        let remove_it = match options.undeclared {
            Undeclared::Keep => false,
            Undeclared::RemoveOurs => records::fingerprint(settings, registered.id)?.is_some(),
            Undeclared::RemoveAll => true,
        };
        let change = if remove_it {
            remove(host, registered, options.running).map(|()| Change::Removed).map_err(Into::into)
        } else {
            Ok(Change::Undeclared)
        };
        tasks.push(TaskReport { name: registered.name.clone(), change });
    }

    let report = RegistrationReport { access, updated_from, tasks };
    if report.failures().next().is_some() {
        // The version is not kept: what an update asks for is tried again at the next start.
        return Err(RegisterAllError::Tasks(report));
    }
    records::forget_other_fingerprints(settings, host.registrations()?.iter().map(|registered| registered.id))?;
    if let Some(version) = version {
        records::keep_version(settings, &version)?;
    }
    Ok(report)
}
