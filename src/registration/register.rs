//! Registering one task.

use bgtask_core::model::{AppleKind, Platform, ResolvedTask};

use super::{Change, RegisterError, Registration};
use crate::{
    host::{DeclaredTasks, Host, HostError, RegisteredTask, RegistrationRequest, Running},
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
    for registered in &outdated {
        remove(host, registered, options.running)?;
    }
    if let Some(kept) = kept {
        return Ok((kept.clone(), Change::Kept));
    }
    let request = RegistrationRequest { cancel_on_condition_loss, ..RegistrationRequest::of(declared, task) };
    let registered = host.register(request).await?;
    records::keep_fingerprint(settings, registered.id, fingerprint)?;
    Ok((registered, if outdated.is_empty() { Change::Registered } else { Change::Replaced }))
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
