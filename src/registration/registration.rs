//! One registration.

use std::{fmt, sync::Arc};

use bgtask_core::model::{Guid, ResolvedTask};

use super::{
    listen::{self, TaskEvent},
    register::remove,
};
use crate::{
    BackgroundApp, Completion,
    events::Events,
    host::{Host, HostError, HostEvent, RegisteredTask, Running},
    records,
    subscription::Subscription,
};

/// A registration with a host.
pub struct Registration<'h, H> {
    host: &'h H,
    registered: RegisteredTask,
    declared: Option<&'static ResolvedTask<'static>>,
}

impl<'h, H: Host> Registration<'h, H> {
    pub(super) fn new<A: BackgroundApp>(host: &'h H, registered: RegisteredTask) -> Self {
        let declared = A::TASKS.iter().find(|task| task.spec.name == registered.name);
        Self { host, registered, declared }
    }

    pub(crate) fn host(&self) -> &'h H {
        self.host
    }

    /// The app's settings with the host.
    #[cfg(feature = "serde")]
    pub(crate) fn settings(&self) -> Arc<dyn crate::host::Settings> {
        self.host.settings()
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.registered.name
    }

    /// The id that the system gave it.
    pub fn id(&self) -> Guid {
        self.registered.id
    }

    /// The group that it is in.
    pub fn group(&self) -> Option<&str> {
        self.registered.group.as_deref()
    }

    /// What the app declares of it: its trigger, conditions, hosting model. `None` for a registration that the app does not
    /// declare.
    pub fn declared(&self) -> Option<&'static ResolvedTask<'static>> {
        self.declared
    }

    /// Removes it.
    ///
    /// # Errors
    ///
    /// When the system refused.
    pub fn unregister(self, running: Running) -> Result<(), HostError> {
        remove(self.host, &self.registered, running)
    }

    /// Its progress and completions as they come.
    ///
    /// When runs ended while nobody listened, because the app was suspended, ended or busy elsewhere, the first event is
    /// the completion of the last of them, with their number in [`Completion::while_away`]. Whoever listens first gets
    /// it.
    ///
    /// # Errors
    ///
    /// When it is not registered any more, or the settings can't be read.
    pub fn events(&self) -> Result<Events<TaskEvent>, HostError> {
        Events::subscribe(|send| listen::to_all(self.host, &self.registered, &Arc::from(send)))
    }

    /// Calls `listener` for each completion, the missed ones first, as [`Registration::events`] has it.
    ///
    /// # Errors
    ///
    /// When it is not registered any more, or the settings can't be read.
    pub fn on_completed(
        &self,
        listener: impl Fn(Completion) + Send + Sync + 'static,
    ) -> Result<Subscription, HostError> {
        let listener = move |event| {
            if let TaskEvent::Completed(completion) = event {
                listener(completion);
            }
        };
        listen::to_all(self.host, &self.registered, &(Arc::new(listener) as _))
    }

    /// Calls `listener` for each progress, while the app is in the foreground.
    ///
    /// # Errors
    ///
    /// When it is not registered any more.
    pub fn on_progress(&self, listener: impl Fn(u32) + Send + Sync + 'static) -> Result<Subscription, HostError> {
        let listener = move |event| {
            if let HostEvent::Progress { progress, .. } = event {
                listener(progress);
            }
        };
        self.host.subscribe(self.registered.id, Arc::new(listener))
    }

    /// How its last run ended, whether or not anybody heard of it.
    ///
    /// # Errors
    ///
    /// When the settings can't be read.
    pub fn last_completion(&self) -> Result<Option<Completion>, HostError> {
        Ok(records::last_completion(&*self.host.settings(), self.name())?.map(|(_, completion)| completion))
    }
}

impl<H> fmt::Debug for Registration<'_, H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.registered.fmt(f)
    }
}
