//! What a scenario does to the device and the app, and what follows.

use std::mem::{replace, take};

use bgtask_core::{
    catalog::{AccessRequestKind, CancellationReason, Condition, TriggerKind, values::system_trigger_type as event},
    model::Platform,
};

use super::{
    AppState, Network, Power,
    device::{Device, Effect},
    environment::Environment,
};
use crate::{details::NetworkChange, lifecycle::LifecycleEvent};

impl Device {
    /// Changes the environment: runs that it takes the ground from are cancelled, the system's events are raised, and
    /// what was held for it is started.
    pub(super) fn change(&mut self, change: impl FnOnce(&mut Environment)) {
        let earlier = self.environment;
        change(&mut self.environment);
        let now = self.environment;
        for difference in now.differences(earlier) {
            self.note_change(difference);
        }
        self.cancel_what_lost_its_ground(earlier);
        let begun = Condition::ALL.iter().filter(|condition| now.holds(**condition) && !earlier.holds(**condition));
        for event in begun.filter_map(|condition| condition.facts().begun_by) {
            self.raise(event);
        }
        if now.network != earlier.network {
            let reaches = |network| network != Network::None;
            let change = NetworkChange {
                internet_connection_profile: true,
                connection_cost: reaches(now.network) && reaches(earlier.network),
                network_connectivity_level: reaches(now.network) != reaches(earlier.network),
                ..NetworkChange::default()
            };
            self.raise_with(event::NetworkStateChange, &change.into());
        }
        if now.power != earlier.power {
            self.raise(event::PowerStateChange);
        }
        if now.work_cost != earlier.work_cost {
            self.raise(event::BackgroundWorkCostChange);
        }
        self.release_all();
    }

    fn cancel_what_lost_its_ground(&mut self, earlier: Environment) {
        let now = self.environment;
        if self.platform == Platform::Apple {
            if now.user_present && !earlier.user_present {
                self.end_processing();
            }
            return;
        }
        let lost = |condition: &Condition| earlier.holds(*condition) && !now.holds(*condition);
        self.cancel_runs(CancellationReason::ConditionLoss, |run| {
            run.cancel_on_condition_loss && run.task.spec.conditions.iter().any(lost)
        });
        if now.power == Power::Battery && earlier.power == Power::Ac {
            // https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.backgroundtaskcancellationreason
            // gives this reason to maintenance on a device that lost its power.
            self.cancel_runs(CancellationReason::Abort, |run| run.task.spec.trigger.kind == TriggerKind::Maintenance);
        }
        if !earlier.energy_saver && self.energy_saver_applies() {
            self.cancel_runs(CancellationReason::EnergySaver, |run| run.task.spec.trigger.kind == TriggerKind::Time);
        }
    }

    /// The app comes, goes, rests or ends.
    pub(super) fn move_app(&mut self, state: AppState) {
        use AppState::{Background, Foreground, NotRunning, Suspended};
        let earlier = replace(&mut self.app.state, state);
        if earlier == state {
            return;
        }
        self.note_change(state.to_string());
        match (earlier, state) {
            (_, NotRunning) => {
                let app = &mut self.app;
                let listeners = (take(&mut app.listeners), take(&mut app.lifecycle_listeners));
                self.effects.push_back(Effect::LetGo(Box::new((listeners, take(&mut app.undelivered)))));
                self.kill_in_process_runs();
            }
            (Foreground, _) => self.tell_lifecycle(LifecycleEvent::EnteredBackground),
            (Background | Suspended, Foreground) => self.tell_lifecycle(LifecycleEvent::LeavingBackground),
            _ => {}
        }
        if state == Foreground {
            self.app.forced_out = false;
        }
        if state != Suspended {
            let undelivered = take(&mut self.app.undelivered);
            self.effects.extend(undelivered.into_iter().map(|(listener, event)| Effect::Tell(listener, event)));
        }
    }

    fn tell_lifecycle(&mut self, event: LifecycleEvent) {
        let listeners = self.app.lifecycle_listeners.values();
        self.effects.extend(listeners.map(|listener| Effect::TellLifecycle(listener.clone(), event)));
    }

    /// The app asks the user for a kind of access. Says whether it was granted.
    pub(super) fn ask_for_access(&mut self, kind: AccessRequestKind, reason: &str) -> bool {
        let granted = self.access.user_grants;
        self.note_change(format!(
            "asked for {kind:?}, as {reason:?}: {}",
            if granted { "granted" } else { "declined" }
        ));
        if granted {
            self.access.requested = true;
            self.access.answer = kind.granted();
            self.release_all();
        }
        granted
    }

    /// Begins to update the app: its runs are told to stop, and the new version comes when they have.
    pub(super) fn begin_update(&mut self, version: String) {
        self.note_change(format!("updating to version {version}"));
        self.app.update_to = Some(version);
        self.cancel_runs(CancellationReason::ServicingUpdate, |_| true);
        if self.running.is_empty() {
            self.finish_update();
        }
    }

    /// Completes an update that waited for the last run.
    pub(super) fn finish_update(&mut self) {
        let Some(version) = self.app.update_to.take() else {
            return;
        };
        self.note_change(format!("version {version} installed"));
        self.app.version = version;
        self.move_app(AppState::NotRunning);
        self.raise(event::ServicingComplete);
        self.release_all();
    }

    /// The user signs out.
    pub(super) fn sign_out(&mut self) {
        self.note_change("the user signs out");
        self.cancel_runs(CancellationReason::LoggingOff, |_| true);
        self.change(|environment| {
            environment.session_connected = false;
            environment.user_present = false;
        });
        self.move_app(AppState::NotRunning);
    }

    /// The app is removed from the device, with everything that it left there.
    pub(super) fn uninstall(&mut self) {
        self.note_change("uninstalled");
        self.cancel_runs(CancellationReason::Uninstall, |_| true);
        let registered: Vec<_> = self.registered.iter().map(|registered| registered.id).collect();
        for registration in registered {
            self.unregister(registration, crate::host::Running::Finish);
        }
        self.settings.clear();
        self.access.requested = false;
        self.move_app(AppState::NotRunning);
    }
}
