//! The simulated device: everything that outlives the app, and the clock.

use std::{
    any::Any,
    collections::{BTreeMap, VecDeque},
    time::{Duration, SystemTime},
};

use bgtask_core::{
    catalog::{AccessStatus, AccessVerdict, CancellationReason},
    model::{Guid, Platform},
};

use super::{
    AppState, CivilTime, Entry, What, environment::Environment, random::Random, registered::Registered,
    running::Running, scheduler::Scheduler,
};
use crate::{
    host::{HostEvent, HostListener},
    lifecycle::{LifecycleEvent, LifecycleListener},
    registration::RegisterError,
    timer::Action,
};

/// The state of the device. Its methods change it under a lock, and leave what must be done outside of that lock as
/// [`Effect`]s.
pub(super) struct Device {
    pub(super) platform: Platform,
    pub(super) start: CivilTime,
    /// Virtual time since the start.
    pub(super) now: Duration,
    pub(super) random: Random,
    pub(super) environment: Environment,
    pub(super) access: Access,
    pub(super) app: App,
    pub(super) registered: Vec<Registered>,
    pub(super) running: BTreeMap<u64, Running>,
    pub(super) runs: u64,
    pub(super) settings: BTreeMap<String, String>,
    /// What the next attempts to register a name are answered with.
    pub(super) refusals: BTreeMap<String, RegisterError>,
    pub(super) timeline: Vec<Entry>,
    /// How many entries of the timeline were shown to the watcher.
    pub(super) shown: usize,
    pub(super) effects: VecDeque<Effect>,
    pub(super) scheduler: Scheduler,
    coming: BTreeMap<(Duration, u64), Event>,
    events: u64,
}

/// Whether the app may run in the background.
#[derive(Clone, Copy, Debug)]
pub(super) struct Access {
    /// What the system answers to a request.
    pub(super) answer: AccessStatus,
    /// Whether it was requested, and not removed since.
    pub(super) requested: bool,
    /// What the user says when asked for a kind of access.
    pub(super) user_grants: bool,
}

/// The app's process, and what it listens to.
pub(super) struct App {
    pub(super) state: AppState,
    pub(super) version: String,
    /// The version that is being installed, while runs of the old one come to their ends.
    pub(super) update_to: Option<String>,
    /// The user removed the app from the screen: an Apple system then runs nothing until it is opened again.
    pub(super) forced_out: bool,
    pub(super) listeners: BTreeMap<u64, (Guid, HostListener)>,
    pub(super) lifecycle_listeners: BTreeMap<u64, LifecycleListener>,
    pub(super) subscriptions: u64,
    /// What happened while the app was suspended.
    pub(super) undelivered: Vec<(HostListener, HostEvent)>,
}

/// Something that happens at a moment to come.
pub(super) enum Event {
    /// A time or maintenance trigger is due.
    TriggerDue(Guid),
    /// A run has used up its time.
    TimeOver(u64),
    /// A timer of a run's is due.
    Timer(u64, Action),
    /// The system looks whether to launch the app for this identifier.
    Opportunity(&'static str),
    /// The time that the system gave to a start for this identifier is about to end.
    LaunchOver(&'static str),
}

/// The name of an [`Event`], to call it off.
pub(super) type EventKey = (Duration, u64);

/// Something to be done outside of the device's lock, because code of the app's may run in it.
pub(super) enum Effect {
    /// Start a run.
    Start(u64),
    /// Tell a run to stop.
    Cancel(u64, CancellationReason),
    /// End a run with its process.
    Kill(u64),
    /// A timer of a run's.
    Act(u64, Action),
    /// Tell a listener.
    Tell(HostListener, HostEvent),
    /// Drop what may hold something of the app's.
    LetGo(Box<dyn Any + Send>),
    /// Tell a listener of the lifecycle.
    TellLifecycle(LifecycleListener, LifecycleEvent),
}

impl Device {
    pub(super) fn new(
        platform: Platform,
        start: CivilTime,
        seed: u64,
        version: String,
        environment: Environment,
        answer: AccessStatus,
    ) -> Self {
        Self {
            platform,
            start,
            now: Duration::ZERO,
            random: Random::new(seed),
            environment,
            access: Access { answer, requested: false, user_grants: true },
            app: App {
                state: AppState::Foreground,
                version,
                update_to: None,
                forced_out: false,
                listeners: BTreeMap::new(),
                lifecycle_listeners: BTreeMap::new(),
                subscriptions: 0,
                undelivered: Vec::new(),
            },
            registered: Vec::new(),
            running: BTreeMap::new(),
            runs: 0,
            settings: BTreeMap::new(),
            refusals: BTreeMap::new(),
            timeline: Vec::new(),
            shown: 0,
            effects: VecDeque::new(),
            scheduler: Scheduler::default(),
            coming: BTreeMap::new(),
            events: 0,
        }
    }

    /// The time of day.
    pub(super) fn time(&self) -> CivilTime {
        self.start.after(self.now)
    }

    /// The time of day, with its fraction of a second.
    pub(super) fn system_time(&self) -> SystemTime {
        let start = self.start.system_time();
        start.checked_add(self.now).unwrap_or(start)
    }

    /// Has `event` happen after `delay`; never, when that is past the end of the clock.
    pub(super) fn schedule(&mut self, delay: Duration, event: Event) -> Option<EventKey> {
        let at = self.now.checked_add(delay)?;
        self.events += 1;
        let key = (at, self.events);
        self.coming.insert(key, event);
        Some(key)
    }

    /// Calls an event off; gives it back, to be dropped outside of the lock.
    pub(super) fn call_off(&mut self, key: EventKey) -> Option<Event> {
        self.coming.remove(&key)
    }

    /// Goes on to the next event, if it happens by `until`, and has it happen.
    pub(super) fn go_on(&mut self, until: Duration) -> bool {
        match self.coming.first_entry() {
            Some(entry) if entry.key().0 <= until => {
                let ((at, _), event) = entry.remove_entry();
                self.now = self.now.max(at);
                self.happen(event);
                true
            }
            _ => false,
        }
    }

    fn happen(&mut self, event: Event) {
        match event {
            Event::TriggerDue(registration) => self.trigger_due(registration),
            Event::TimeOver(run) => self.time_over(run),
            Event::Timer(run, action) => self.effects.push_back(Effect::Act(run, action)),
            Event::Opportunity(identifier) => self.opportunity(identifier),
            Event::LaunchOver(identifier) => self.launch_over(identifier),
        }
    }

    /// What the system says about access at the moment.
    pub(super) fn access_status(&self) -> AccessStatus {
        if self.access.requested { self.access.answer } else { AccessStatus::Unspecified }
    }

    /// Whether tasks run.
    pub(super) fn may_run(&self) -> bool {
        matches!(self.access_status().verdict(), AccessVerdict::Allowed)
    }

    /// Writes down what happened to a task.
    pub(super) fn note(&mut self, task: &str, instance: Option<u64>, what: What) {
        let entry = Entry { at: self.time(), elapsed: self.now, task: Some(task.to_owned()), instance, what };
        self.timeline.push(entry);
    }

    /// Writes down what happened to the device or the app.
    pub(super) fn note_change(&mut self, what: impl Into<String>) {
        let what = What::Changed(what.into());
        self.timeline.push(Entry { at: self.time(), elapsed: self.now, task: None, instance: None, what });
    }
}
