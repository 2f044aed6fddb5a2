//! Registering one task.

use bgtask_core::{
    catalog::error_code::{Code, hresult},
    model::{AppleKind, Platform, ResolvedTask},
};

use super::{Change, RegisterError, Registration};
use crate::{
    host::{DeclaredTasks, Host, HostError, HostErrorKind, RegisteredTask, RegistrationRequest, Running},
    records,
};

/// How a task is to be registered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RegisterOptions {
    force: bool,
    cancel_on_condition_loss: Option<bool>,
    running: Running,
}

impl RegisterOptions {
    /// As declared; what is registered so already is kept.
    pub const fn new() -> Self {
        Self { force: false, cancel_on_condition_loss: None, running: Running::Finish }
    }

    /// Registers anew also what is registered as declared.
    pub const fn force(self, force: bool) -> Self {
        Self { force, ..self }
    }

    /// Whether a running instance is cancelled when a condition ceases to hold, in place of what the task declares.
    pub const fn cancel_on_condition_loss(self, cancel: bool) -> Self {
        Self { cancel_on_condition_loss: Some(cancel), ..self }
    }

    /// What becomes of the runs of a registration that is replaced.
    pub const fn running(self, running: Running) -> Self {
        Self { running, ..self }
    }
}

/// A task that is registered, and what was done for it.
#[derive(Debug)]
pub struct Registered<'h, H> {
    /// The registration, also when it was there before.
    pub registration: Registration<'h, H>,
    /// What was done: [`Change::Kept`], [`Change::Registered`] or [`Change::Replaced`].
    pub change: Change,
}

/// Whether a task is meant for a family of systems.
pub(super) const fn is_meant_for(task: &ResolvedTask<'_>, platform: Platform) -> bool {
    match platform {
        Platform::Windows => task.windows.is_some(),
        Platform::Apple => matches!(&task.apple, Some(apple) if !matches!(apple.kind, AppleKind::None)),
    }
}

/// Sees to it that `task` is registered as declared, once, given what is registered at the moment.
pub(super) async fn register_one<H: Host>(
    host: &H,
    declared: DeclaredTasks,
    task: &ResolvedTask<'static>,
    existing: &[RegisteredTask],
    options: RegisterOptions,
) -> Result<(RegisteredTask, Change), RegisterError> {
    let settings = &*host.settings();
    let cancel_on_condition_loss = options.cancel_on_condition_loss.unwrap_or(task.spec.cancel_on_condition_loss);
    let fingerprint = fingerprint(task, host.platform(), cancel_on_condition_loss);

    // Windows does not keep names unique, and every registration of a name runs: one is to be left, or none.
    let mut kept = None;
    let mut outdated = Vec::new();
    for registered in existing.iter().filter(|registered| registered.name == task.spec.name) {
        let unchanged = records::fingerprint(settings, registered.id)? == Some(fingerprint);
        if unchanged && !options.force && kept.is_none() {
            kept = Some(registered);
        } else {
            outdated.push(registered);
        }
    }
    // Each is removed, whatever hinders another one.
    let change = if outdated.is_empty() { Change::Registered } else { Change::Replaced };
    let mut remove_outdated = || {
        let removed = outdated.drain(..).map(|registered| remove(host, registered, options.running));
        removed.fold(Ok(()), Result::and)
    };
    if let Some(kept) = kept {
        remove_outdated()?;
        return Ok((kept.clone(), Change::Kept));
    }
    let request = RegistrationRequest { cancel_on_condition_loss, ..RegistrationRequest::of(declared, task) };
    let comes_first = change == Change::Replaced && stands_beside_others(task, host.platform());
    if !comes_first {
        remove_outdated()?;
    }
    let registered = match host.register(request).await {
        Err(error) if comes_first && may_be_due_to_others(&error) => {
            remove_outdated()?;
            host.register(request).await?
        }
        answer => answer?,
    };
    // It is registered: what it replaces goes, whether or not its fingerprint can be kept. Of two, each would run.
    let is_known = records::keep_fingerprint(settings, registered.id, fingerprint);
    remove_outdated().and(is_known)?;
    Ok((registered, change))
}

/// Whether the task can be registered while an earlier registration of its name is there. Then the new one comes first, so
/// that a refusal leaves the app with what it had.
///
/// Windows makes a second registration of the same name: "if a task is registered multiple times, it will run multiple times",
/// <https://learn.microsoft.com/windows/uwp/launch-resume/register-a-background-task>. But of some triggers an app may have
/// one alone. On Apple systems a request takes the place of the one with its identifier.
fn stands_beside_others(task: &ResolvedTask<'_>, platform: Platform) -> bool {
    platform == Platform::Windows && task.spec.trigger.kind.facts().registrations.is_none()
}

/// Whether a registration may have been refused because of the one that it is to replace, as both would use one device, or
/// more than the system has. It may not where the refusal names another cause.
fn may_be_due_to_others(error: &RegisterError) -> bool {
    match error {
        RegisterError::TooManyRegistrations { .. } => true,
        RegisterError::Host(error) => {
            let argument = error.code() == Some(Code::Hresult(hresult::E_INVALIDARG));
            error.kind() == HostErrorKind::Other && !argument
        }
        _ => false,
    }
}

/// Removes a registration and what is kept of it.
pub(super) fn remove<H: Host>(host: &H, registered: &RegisteredTask, running: Running) -> Result<(), HostError> {
    host.unregister(registered.id, running)?;
    records::forget_fingerprint(&*host.settings(), registered.id)
}

/// Tells one way of registering from another.
fn fingerprint(task: &ResolvedTask<'_>, platform: Platform, cancel_on_condition_loss: bool) -> u64 {
    let declared = task.fingerprint(platform);
    if cancel_on_condition_loss == task.spec.cancel_on_condition_loss { declared } else { !declared }
}
