//! The Apple profile: requests as BGTaskScheduler takes them.
//!
//! It is a model, not a promise. An Apple system starts an app when it sees fit: by the pattern of use, battery, budgets
//! of its own. The model keeps what is documented, the limits on requests, not sooner than asked, what a request can ask
//! for, processing only while nobody uses the device, and chooses the rest by the seed.

use std::{collections::BTreeMap, time::Duration};

use bgtask_core::{
    catalog::{CancellationReason, apple_request, limits},
    model::{AppleKind, Guid, Platform, ResolvedApple, ResolvedTask},
};

use super::{
    Network, Power, What,
    device::{Device, Event, EventKey},
    registered::Registered,
};
use crate::{TriggerDetails, host::due_table::DueTable, registration::RegisterError};

/// The requests of the app, and the tasks behind them.
#[derive(Default)]
pub(super) struct Scheduler {
    pending: BTreeMap<&'static str, EventKey>,
    due: DueTable<Guid, Duration>,
    /// The starts that have not ended, by identifier, with the events at which their time is over.
    launched: BTreeMap<&'static str, Option<EventKey>>,
}

/// How long the model lets the system wait with a start that could be: up to an hour.
const LATEST: u64 = 60 * 60;

/// How long the model's system waits before it looks again whether a start can be: up to half an hour.
const LOOK_AGAIN: u64 = 30 * 60;

/// How long the model lets processing tasks run. Documentation says minutes, and gives no number.
const PROCESSING_RUN_TIME: Duration = Duration::from_secs(5 * 60);

fn request_of(task: &ResolvedTask<'static>) -> Option<(&'static str, ResolvedApple<'static>)> {
    let apple = task.apple?;
    Some((apple.identifier?, apple))
}

impl Device {
    pub(super) fn check_for_apple(&self, task: &ResolvedTask<'static>) -> Result<(), RegisterError> {
        let not_here = RegisterError::NotForThisPlatform { platform: Platform::Apple };
        let Some((identifier, apple)) = request_of(task) else {
            return Err(not_here);
        };
        let Some(allowed) = apple_request::of_kind(apple.kind).ok_or(not_here)?.pending else {
            return Ok(());
        };
        let mut identifiers: Vec<&str> = self
            .registered
            .iter()
            .filter_map(|registered| request_of(&registered.task))
            .filter(|(other, of_kind)| of_kind.kind == apple.kind && *other != identifier)
            .map(|(identifier, _)| identifier)
            .collect();
        identifiers.sort_unstable();
        identifiers.dedup();
        if identifiers.len() >= allowed {
            return Err(RegisterError::TooManyRegistrations { trigger: apple.kind.name(), allowed, error: None });
        }
        Ok(())
    }

    /// Puts a task behind its request. A continued task has no request until the app asks for a run.
    pub(super) fn submit_for(&mut self, registration: Guid) {
        let Some(registered) = self.by_id(registration) else {
            return;
        };
        let interval = registered.interval();
        let once = registered.task.spec.trigger.once;
        let Some((identifier, apple)) = request_of(&registered.task) else {
            return;
        };
        if apple.kind == AppleKind::Continued {
            return;
        }
        // What stands in for an event has no interval: it is due at once, and then as often as Windows' shortest.
        let shortest = Duration::from_secs(u64::from(limits::MINIMUM_MINUTES) * 60);
        let first = self.now + interval.unwrap_or_default();
        self.scheduler.due.put(registration, identifier, first, (!once).then(|| interval.unwrap_or(shortest)));
        self.submit(identifier);
    }

    /// Asks the system to start the app for an identifier when its first task is due; in place of an earlier request.
    fn submit(&mut self, identifier: &'static str) {
        if let Some(earlier) = self.scheduler.pending.remove(identifier) {
            self.call_off(earlier);
        }
        if let Some(earliest) = self.scheduler.due.earliest(identifier) {
            let delay = earliest.saturating_sub(self.now) + Duration::from_secs(self.random.below(LATEST));
            self.look_after(delay, identifier);
        }
    }

    fn look_after(&mut self, delay: Duration, identifier: &'static str) {
        if let Some(key) = self.schedule(delay, Event::Opportunity(identifier)) {
            self.scheduler.pending.insert(identifier, key);
        }
    }

    /// Takes a task from behind its request.
    pub(super) fn withdraw(&mut self, removed: &Registered) {
        self.scheduler.due.remove(removed.id);
        if let Some((identifier, _)) = request_of(&removed.task) {
            self.submit(identifier);
        }
    }

    /// The system looks whether to start the app for an identifier.
    pub(super) fn opportunity(&mut self, identifier: &'static str) {
        self.scheduler.pending.remove(identifier);
        let kind_and_needs = self.registered.iter().filter_map(|registered| request_of(&registered.task));
        let Some((_, apple)) = kind_and_needs.into_iter().find(|(of, _)| *of == identifier) else {
            return;
        };
        let processing = apple.kind == AppleKind::Processing;
        let hindered = !self.may_run()
            || self.app.forced_out
            || self.scheduler.launched.contains_key(identifier)
            || processing && self.environment.user_present
            || apple.external_power && self.environment.power == Power::Battery
            || apple.network && self.environment.network == Network::None;
        if hindered {
            let delay = Duration::from_secs(60 + self.random.below(LOOK_AGAIN));
            self.look_after(delay, identifier);
            return;
        }
        let due = self.scheduler.due.start_due(identifier, self.now);
        // The next request comes first, as a start that is cut short would leave none.
        self.submit(identifier);
        self.note_change(format!("launched for {identifier}"));
        let limit = if processing { PROCESSING_RUN_TIME } else { limits::APPLE_REFRESH_RUN_TIME };
        let over = self.schedule(limit, Event::LaunchOver(identifier));
        self.scheduler.launched.insert(identifier, over);
        for registration in due {
            if let Some(registered) = self.by_id(registration) {
                registered.spent = registered.task.spec.trigger.once;
                let name = registered.name();
                self.note(name, None, What::Triggered);
            }
            self.start_run(registration, TriggerDetails::NONE, Some(identifier));
        }
        self.launch_ends_if_idle(identifier);
    }

    /// The time that the system gave is about to end.
    pub(super) fn launch_over(&mut self, identifier: &'static str) {
        if let Some(over) = self.scheduler.launched.get_mut(identifier) {
            *over = None;
        }
        self.cancel_runs(CancellationReason::Expired, |run| run.identifier == Some(identifier));
    }

    /// A start ends with the last of its runs.
    pub(super) fn launch_ends_if_idle(&mut self, identifier: &'static str) {
        if self.running.values().any(|run| run.identifier == Some(identifier)) {
            return;
        }
        if let Some(Some(over)) = self.scheduler.launched.remove(identifier) {
            self.call_off(over);
        }
    }

    /// Somebody takes the device up: processing ends.
    pub(super) fn end_processing(&mut self) {
        let launched: Vec<&'static str> = self.scheduler.launched.keys().copied().collect();
        for identifier in launched {
            self.cancel_runs(CancellationReason::Expired, |run| {
                run.identifier == Some(identifier)
                    && run.task.apple.is_some_and(|apple| apple.kind == AppleKind::Processing)
            });
        }
    }
}
