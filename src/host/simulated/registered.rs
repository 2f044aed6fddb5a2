//! What is registered, and what Windows and Apple systems refuse to register.

use std::{collections::VecDeque, time::Duration};

use bgtask_core::{
    catalog::{CancellationReason, ParameterKind, Support, TriggerKind, limits, system_event},
    model::{Guid, Platform, ResolvedTask},
};

use super::{
    What,
    device::{Device, Effect, Event, EventKey},
};
use crate::{
    TriggerDetails,
    host::{
        HostError, HostErrorKind, HostEvent, HostListener, RegisteredTask, RegistrationRequest, Running as RunningRuns,
    },
    registration::RegisterError,
};

/// A registration.
pub(super) struct Registered {
    pub(super) id: Guid,
    pub(super) task: ResolvedTask<'static>,
    pub(super) cancel_on_condition_loss: bool,
    /// Its trigger fired, and the run that is due to it has not begun. Firings that carry nothing
    /// are one, and so are changes of the network.
    pub(super) pending: VecDeque<TriggerDetails>,
    /// Its run is held, and that was written down.
    pub(super) held: bool,
    /// It was to fire once, and did.
    pub(super) spent: bool,
    /// When it fires next, if that is known.
    pub(super) due: Option<EventKey>,
}

impl Registered {
    pub(super) fn name(&self) -> &'static str {
        self.task.spec.name
    }

    pub(super) fn trigger(&self) -> TriggerKind {
        self.task.spec.trigger.kind
    }

    pub(super) fn as_listed(&self) -> RegisteredTask {
        RegisteredTask { id: self.id, name: self.name().to_owned(), group: self.task.spec.group.map(str::to_owned) }
    }

    /// The minutes between two firings, for the triggers that go by time.
    pub(super) fn interval(&self) -> Option<Duration> {
        match self.trigger() {
            TriggerKind::Time | TriggerKind::Maintenance => {
                Some(Duration::from_secs(u64::from(self.task.spec.trigger.number()?) * 60))
            }
            _ => None,
        }
    }
}

impl Device {
    pub(super) fn by_id(&mut self, registration: Guid) -> Option<&mut Registered> {
        self.registered.iter_mut().find(|registered| registered.id == registration)
    }

    /// Registers a task, as the system would.
    pub(super) fn register(&mut self, request: RegistrationRequest<'_>) -> Result<RegisteredTask, RegisterError> {
        let task = request.task;
        if let Some(refusal) = self.refusals.remove(task.spec.name) {
            return Err(refusal);
        }
        match self.platform {
            Platform::Windows => self.check_for_windows(task)?,
            Platform::Apple => self.check_for_apple(task)?,
        }
        let registered = Registered {
            id: self.random.guid(),
            task: *task,
            cancel_on_condition_loss: request.cancel_on_condition_loss,
            pending: VecDeque::new(),
            held: false,
            spent: false,
            due: None,
        };
        let (id, listed) = (registered.id, registered.as_listed());
        self.note(task.spec.name, None, What::Registered);
        self.registered.push(registered);
        match self.platform {
            Platform::Windows => self.wind_up(id),
            Platform::Apple => self.submit_for(id),
        }
        Ok(listed)
    }

    /// Removes a registration, if it is there.
    pub(super) fn unregister(&mut self, registration: Guid, running: RunningRuns) {
        let Some(at) = self.registered.iter().position(|registered| registered.id == registration) else {
            return;
        };
        let removed = self.registered.remove(at);
        if let Some(key) = removed.due {
            self.call_off(key);
        }
        self.note(removed.name(), None, What::Unregistered);
        if running == RunningRuns::Cancel {
            self.cancel_runs(CancellationReason::Abort, |run| run.registration == registration);
        }
        if self.platform == Platform::Apple {
            self.withdraw(&removed);
        }
    }

    /// Sets a time or maintenance trigger going: it first fires at a tick of the system's timer, not sooner than asked.
    fn wind_up(&mut self, registration: Guid) {
        let tick = Duration::from_secs(u64::from(limits::TIMER_TICK_MINUTES) * 60);
        let now = self.time();
        let Some(interval) = self.by_id(registration).and_then(|registered| registered.interval()) else {
            return;
        };
        let delay = interval + now.after(interval).until_multiple_of(tick);
        let due = self.schedule(delay, Event::TriggerDue(registration));
        if let Some(registered) = self.by_id(registration) {
            registered.due = due;
        }
    }

    fn check_for_windows(&self, task: &ResolvedTask<'static>) -> Result<(), RegisterError> {
        let Some(windows) = task.windows else {
            return Err(RegisterError::NotForThisPlatform { platform: Platform::Windows });
        };
        let trigger = &task.spec.trigger;
        let facts = trigger.kind.facts();
        if let Support::Fails(reason) = facts.support(windows.model) {
            return Err(RegisterError::TriggerNotAllowed {
                trigger: facts.name,
                model: windows.model,
                reason,
                error: None,
            });
        }
        if let (Some(ParameterKind::Minutes { minimum, .. }), Some(minutes)) =
            (facts.parameter.map(|parameter| parameter.kind), trigger.number())
            && minutes < minimum
        {
            return Err(RegisterError::TooFewMinutes { minutes, minimum, error: None });
        }
        if !facts.conditions && !task.spec.conditions.is_empty() {
            return Err(RegisterError::ConditionsNotAllowed { trigger: facts.name, error: None });
        }
        let event_once = trigger.kind == TriggerKind::System
            && trigger.value().is_some_and(|event| system_event::facts(event).one_shot);
        if trigger.once && trigger.kind == TriggerKind::System && !event_once {
            return Err(RegisterError::OnceNotAllowed { trigger: trigger.to_string(), error: None });
        }
        if let Some(allowed) = facts.registrations.map(usize::from)
            && self.registered.iter().filter(|other| other.trigger() == trigger.kind).count() >= allowed
        {
            return Err(RegisterError::TooManyRegistrations { trigger: facts.name, allowed, error: None });
        }
        Ok(())
    }

    /// Has `listener` told of a registration's events.
    pub(super) fn subscribe(&mut self, registration: Guid, listener: HostListener) -> Result<u64, HostError> {
        if self.by_id(registration).is_none() {
            return Err(not_registered());
        }
        self.app.subscriptions += 1;
        self.app.listeners.insert(self.app.subscriptions, (registration, listener));
        Ok(self.app.subscriptions)
    }

    /// Tells whoever listens to a registration, when the app gets to hear it.
    pub(super) fn tell(&mut self, registration: Guid, event: &HostEvent) {
        use super::AppState::{Background, Foreground, NotRunning, Suspended};
        for (to, listener) in self.app.listeners.values() {
            if *to != registration {
                continue;
            }
            let told = (listener.clone(), event.clone());
            match (self.app.state, event) {
                (Foreground, _) | (Background, HostEvent::Completed { .. }) => {
                    self.effects.push_back(Effect::Tell(told.0, told.1));
                }
                (Suspended, HostEvent::Completed { .. }) => self.app.undelivered.push(told),
                (Background | Suspended, HostEvent::Progress { .. }) | (NotRunning, _) => {}
            }
        }
    }
}

pub(super) fn not_registered() -> HostError {
    HostError::new(HostErrorKind::NotRegistered, "there is no such registration")
}
