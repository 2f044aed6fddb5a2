//! One registration.

use std::{fmt, sync::Arc};

use bgtask_core::model::Guid;

use super::{
    listen::{self, TaskEvent},
    register::remove,
};
use crate::{
    Completion,
    details::Arguments,
    events::Events,
    host::{Host, HostError, HostEvent, RegisteredTask, RequestResult, Running},
    records,
    subscription::Subscription,
};

/// A registration with a host.
pub struct Registration<'h, H> {
    host: &'h H,
    registered: RegisteredTask,
}

impl<'h, H: Host> Registration<'h, H> {
    pub(super) const fn new(host: &'h H, registered: RegisteredTask) -> Self {
        Self { host, registered }
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

    /// Removes it.
    ///
    /// # Errors
    ///
    /// When the system refused.
    pub fn unregister(self, running: Running) -> Result<(), HostError> {
        remove(self.host, &self.registered, running)
    }

    /// Asks that it be run now: for the triggers `application`, `media-processing` and `device-use`. The arguments reach
    /// the task as its trigger details.
    ///
    /// # Errors
    ///
    /// When its trigger can't be fired by the app, or not from here or now.
    pub async fn request_run(&self, arguments: Arguments) -> Result<RequestResult, HostError> {
        self.host.request_run(self.registered.id, arguments).await
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
