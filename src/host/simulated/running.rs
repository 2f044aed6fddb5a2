//! Runs: from a trigger that fires to the completion of the deferral.

use bgtask_core::{
    catalog::{
        AccessStatus, ApplicationTriggerResult, CancellationReason, DeviceTriggerResult, EnumValue, HostingModel,
        TriggerKind, limits,
    },
    model::{Guid, Platform, ResolvedTask},
};

use super::{
    AppState, Power, Waiting, What,
    device::{Device, Effect, Event},
    registered::Registered,
};
use crate::{
    Completion, Outcome, TriggerDetails,
    cancellation::Canceller,
    host::{HostError, HostErrorKind, HostEvent},
};

/// A run that has not ended.
pub(super) struct Running {
    pub(super) registration: Guid,
    pub(super) instance: Guid,
    pub(super) task: ResolvedTask<'static>,
    pub(super) cancel_on_condition_loss: bool,
    pub(super) details: TriggerDetails,
    pub(super) canceller: Option<Canceller>,
    pub(super) cancelled: bool,
    /// The Apple request that it was launched for.
    pub(super) identifier: Option<&'static str>,
}

impl Running {
    pub(super) fn is_in_process(&self) -> bool {
        self.task.windows.is_none_or(|windows| windows.model == HostingModel::InProcess)
    }
}

impl Device {
    /// The trigger of a registration fires.
    pub(super) fn fire(&mut self, registration: Guid, details: TriggerDetails) {
        let (allowed, status) = (self.may_run(), self.access_status());
        let Some(registered) = self.by_id(registration) else {
            return;
        };
        if registered.spent {
            return;
        }
        let name = registered.name();
        if !allowed {
            self.note(name, None, What::Triggered);
            self.note(name, None, What::Suppressed(status));
            return;
        }
        registered.spent = registered.task.spec.trigger.once;
        if registered.pending.back_mut().is_some_and(|waiting| waiting.takes_in(&details)) {
            self.note(name, None, What::TriggeredAgain);
            return;
        }
        registered.pending.push_back(details);
        self.note(name, None, What::Triggered);
        self.release(registration);
    }

    /// The triggers of all registrations of this event fire.
    pub(super) fn raise(&mut self, event: EnumValue) {
        self.raise_with(event, &TriggerDetails::NONE);
    }

    /// The triggers of all registrations of this event fire, with these details.
    pub(super) fn raise_with(&mut self, event: EnumValue, details: &TriggerDetails) {
        self.fire_all(details, |registered| {
            registered.trigger() == TriggerKind::System && registered.task.spec.trigger.value() == Some(event)
        });
    }

    /// The triggers of all registrations that `select` chooses fire; says how many those are.
    pub(super) fn fire_all(&mut self, details: &TriggerDetails, select: impl Fn(&Registered) -> bool) -> usize {
        if self.platform != Platform::Windows {
            return 0;
        }
        let fired: Vec<Guid> =
            self.registered.iter().filter(|registered| select(registered)).map(|registered| registered.id).collect();
        for registration in &fired {
            self.fire(*registration, details.clone());
        }
        fired.len()
    }

    /// A time or maintenance trigger is due.
    pub(super) fn trigger_due(&mut self, registration: Guid) {
        let Some(registered) = self.by_id(registration) else {
            return;
        };
        let interval = registered.interval().filter(|_| !registered.task.spec.trigger.once);
        let due = interval.and_then(|interval| self.schedule(interval, Event::TriggerDue(registration)));
        if let Some(registered) = self.by_id(registration) {
            registered.due = due;
        }
        self.fire(registration, TriggerDetails::NONE);
    }

    /// Starts the run that a registration owes, if it owes one and everything that it waits for holds.
    fn release(&mut self, registration: Guid) {
        if self.running.values().any(|run| run.registration == registration) {
            return;
        }
        let Some(at) = self.registered.iter().position(|registered| registered.id == registration) else {
            return;
        };
        if self.registered[at].pending.is_empty() {
            return;
        }
        let waiting = self.waits_for(&self.registered[at]);
        let registered = &mut self.registered[at];
        if !waiting.is_empty() {
            if !registered.held {
                registered.held = true;
                let name = registered.name();
                self.note(name, None, What::Held(waiting));
            }
            return;
        }
        registered.held = false;
        if let Some(details) = registered.pending.pop_front() {
            self.start_run(registration, details, None);
        }
    }

    /// Starts every run that is owed and waits for nothing any more.
    pub(super) fn release_all(&mut self) {
        let owing: Vec<Guid> = self.registered.iter().filter(|r| !r.pending.is_empty()).map(|r| r.id).collect();
        for registration in owing {
            self.release(registration);
        }
    }

    fn waits_for(&self, registered: &Registered) -> Vec<Waiting> {
        if self.platform == Platform::Apple {
            return Vec::new();
        }
        let conditions = registered.task.spec.conditions.iter().copied();
        let mut waiting: Vec<Waiting> =
            conditions.filter(|condition| !self.environment.holds(*condition)).map(Waiting::Condition).collect();
        if registered.trigger() == TriggerKind::Maintenance && self.environment.power == Power::Battery {
            waiting.push(Waiting::ExternalPower);
        }
        if registered.trigger() == TriggerKind::Time && self.energy_saver_applies() {
            waiting.push(Waiting::EnergySaverOff);
        }
        if self.app.update_to.is_some() {
            waiting.push(Waiting::Update);
        }
        waiting
    }

    /// Whether time triggers rest: unless the user exempted the app.
    pub(super) fn energy_saver_applies(&self) -> bool {
        use bgtask_core::catalog::AccessStatus::AlwaysAllowed;
        self.environment.energy_saver && self.access.answer != AlwaysAllowed
    }

    /// A run of a registration begins, once the driver gets to it.
    pub(super) fn start_run(
        &mut self,
        registration: Guid,
        details: TriggerDetails,
        identifier: Option<&'static str>,
    ) -> Option<u64> {
        let instance = self.random.guid();
        let registered = self.by_id(registration)?;
        let run = Running {
            registration,
            instance,
            task: registered.task,
            cancel_on_condition_loss: registered.cancel_on_condition_loss,
            details,
            canceller: None,
            cancelled: false,
            identifier,
        };
        self.runs += 1;
        let number = self.runs;
        self.running.insert(number, run);
        self.effects.push_back(Effect::Start(number));
        Some(number)
    }

    /// The driver got to a run: its time begins to count.
    pub(super) fn run_begins(&mut self, number: u64, canceller: Canceller) {
        let Some(run) = self.running.get_mut(&number) else {
            return;
        };
        run.canceller = Some(canceller);
        let (name, trigger) = (run.task.spec.name, run.task.spec.trigger.kind);
        self.note(name, Some(number), What::Started);
        if self.platform == Platform::Windows {
            let limit = match trigger {
                TriggerKind::Application => limits::APPLICATION_RUN_TIME,
                TriggerKind::DeviceUse => limits::DEVICE_USE_RUN_TIME,
                TriggerKind::DeviceServicing => limits::DEVICE_SERVICING_RUN_TIME,
                _ => limits::RUN_TIME,
            };
            self.schedule(limit, Event::TimeOver(number));
        }
    }

    /// A run has used up its time.
    pub(super) fn time_over(&mut self, number: u64) {
        self.cancel_run(number, CancellationReason::ExecutionTimeExceeded);
    }

    /// Tells a run to stop, unless that was done before.
    pub(super) fn cancel_run(&mut self, number: u64, reason: CancellationReason) {
        if let Some(run) = self.running.get_mut(&number)
            && !run.cancelled
        {
            run.cancelled = true;
            self.effects.push_back(Effect::Cancel(number, reason));
        }
    }

    /// Tells every run to stop that `select` chooses; says how many those are.
    pub(super) fn cancel_runs(&mut self, reason: CancellationReason, select: impl Fn(&Running) -> bool) -> usize {
        let chosen: Vec<u64> = self.running.iter().filter(|(_, run)| select(run)).map(|(number, _)| *number).collect();
        for number in &chosen {
            self.cancel_run(*number, reason);
        }
        chosen.len()
    }

    /// A run reports progress.
    pub(super) fn progress(&mut self, number: u64, progress: u32) {
        if let Some(run) = self.running.get(&number) {
            let (name, registration, instance) = (run.task.spec.name, run.registration, run.instance);
            self.note(name, Some(number), What::Progress(progress));
            self.tell(registration, &HostEvent::Progress { instance, progress });
        }
    }

    /// A run's deferral is completed.
    pub(super) fn run_ends(&mut self, number: u64, completion: &Completion) {
        let Some(run) = self.running.remove(&number) else {
            return;
        };
        self.note(run.task.spec.name, Some(number), What::end(completion));
        if completion.outcome != Outcome::Killed {
            let error = match &completion.outcome {
                Outcome::Completed => None,
                Outcome::Failed(text) => Some(HostError::new(HostErrorKind::Other, text.clone())),
                failure => Some(HostError::new(HostErrorKind::Other, failure.to_string())),
            };
            self.tell(run.registration, &HostEvent::Completed { instance: run.instance, error });
        }
        let spent = |registered: &Registered| registered.spent && registered.pending.is_empty();
        if let Some(at) = self.registered.iter().position(|r| r.id == run.registration && spent(r)) {
            let gone = self.registered.remove(at);
            self.note(gone.name(), None, What::Spent);
        }
        if let Some(identifier) = run.identifier {
            self.launch_ends_if_idle(identifier);
        }
        if self.running.is_empty() {
            self.finish_update();
        }
        self.release(run.registration);
    }

    /// The app's process ends, and with it what runs in it.
    pub(super) fn kill_in_process_runs(&mut self) {
        let numbers = self.running.iter().filter(|(_, run)| run.is_in_process()).map(|(number, _)| *number);
        self.effects.extend(numbers.map(Effect::Kill));
    }

    /// Asks for a run, as `RequestAsync` of this trigger does.
    pub(super) fn request(
        &mut self,
        registration: Guid,
        trigger: TriggerKind,
        details: TriggerDetails,
    ) -> Result<Requested, HostError> {
        let Some(registered) = self.by_id(registration) else {
            return Err(super::registered::not_registered());
        };
        let (declared, owes) = (registered.trigger(), !registered.pending.is_empty());
        if declared != trigger {
            let text = format!("the trigger is `{}`, not `{}`", declared.facts().name, trigger.facts().name);
            return Err(HostError::new(HostErrorKind::NotAllowed, text));
        }
        if self.app.state != AppState::Foreground {
            return Err(HostError::new(HostErrorKind::NotAllowed, "a run is requested by an app in the foreground"));
        }
        if !self.may_run() {
            return Ok(match self.access.answer {
                AccessStatus::DeniedByUser | AccessStatus::Denied => Requested::DeniedByUser,
                _ => Requested::DeniedBySystem,
            });
        }
        if owes || self.running.values().any(|run| run.registration == registration) {
            return Ok(Requested::RunsAlready);
        }
        self.fire(registration, details);
        Ok(Requested::Started)
    }
}

/// What became of a request to run.
pub(super) enum Requested {
    Started,
    RunsAlready,
    DeniedByUser,
    DeniedBySystem,
}

impl From<Requested> for ApplicationTriggerResult {
    fn from(requested: Requested) -> Self {
        match requested {
            Requested::Started => Self::Allowed,
            Requested::RunsAlready => Self::CurrentlyRunning,
            Requested::DeniedByUser | Requested::DeniedBySystem => Self::DisabledByPolicy,
        }
    }
}

impl From<Requested> for DeviceTriggerResult {
    fn from(requested: Requested) -> Self {
        match requested {
            Requested::Started => Self::Allowed,
            // There is no answer of its own for a run that goes on: one at a time is the system's rule.
            Requested::RunsAlready | Requested::DeniedBySystem => Self::DeniedBySystem,
            Requested::DeniedByUser => Self::DeniedByUser,
        }
    }
}
