//! How a simulation begins.

use std::{fmt, sync::Arc, time::Duration};

use bgtask_core::{
    catalog::{AccessStatus, WorkCost},
    model::Platform,
};

use super::{
    CivilTime, Entry, Network, Power, Simulation,
    device::Device,
    driver::{InstalledApp, Shared, Watcher},
    environment::Environment,
    lockstep::Limits,
};
use crate::{Activation, BackgroundApp, on_background_activated};

/// How a simulation begins; from [`Simulation::builder`].
pub struct Builder<A: BackgroundApp> {
    seed: u64,
    start: CivilTime,
    profile: Profile,
    version: String,
    state: Option<Arc<A::State>>,
    environment: Environment,
    access: AccessStatus,
    limits: Limits,
    watcher: Option<Watcher>,
}

/// Which system is simulated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Profile {
    /// Windows, as documented.
    #[default]
    Windows,
    /// iOS and its kin, as far as that can be: documentation promises little about when a task runs, and so does the
    /// model.
    Ios,
}

/// How long something real is waited for unless said. An answer over the network takes less.
const PATIENCE: Duration = Duration::from_secs(5);

impl<A: BackgroundApp> Builder<A> {
    pub(super) fn new() -> Self {
        Self {
            seed: 0,
            start: CivilTime::new(2026, 1, 5, 6, 0),
            profile: Profile::Windows,
            version: "1.0.0.0".to_owned(),
            state: None,
            environment: Environment::DEFAULT,
            access: AccessStatus::AllowedSubjectToSystemPolicy,
            limits: Limits { working: PATIENCE, waiting: PATIENCE },
            watcher: None,
        }
    }

    /// What ids, and the delays of the iOS profile, are drawn from. The same seed gives the same simulation. 0 unless
    /// said.
    pub fn seed(self, seed: u64) -> Self {
        Self { seed, ..self }
    }

    /// The time of day at the start. A Monday at six in the morning unless said.
    pub fn start(self, start: CivilTime) -> Self {
        Self { start, ..self }
    }

    /// Which system is simulated. Windows unless said.
    pub fn profile(self, profile: Profile) -> Self {
        Self { profile, ..self }
    }

    /// The version of the app that is installed. `1.0.0.0` unless said.
    pub fn version(self, version: impl Into<String>) -> Self {
        Self { version: version.into(), ..self }
    }

    /// What the app's tasks share. What [`provide_state`](crate::provide_state) provided unless said.
    pub fn state(self, state: A::State) -> Self {
        Self { state: Some(Arc::new(state)), ..self }
    }

    /// Whether somebody is at the device. Somebody is unless said.
    pub fn user_present(mut self, present: bool) -> Self {
        self.environment.user_present = present;
        self
    }

    /// The device's network. A free one unless said.
    pub fn network(mut self, network: Network) -> Self {
        self.environment.network = network;
        self
    }

    /// What the device runs on. External power unless said.
    pub fn power(mut self, power: Power) -> Self {
        self.environment.power = power;
        self
    }

    /// What background work costs. Little unless said.
    pub fn work_cost(mut self, cost: WorkCost) -> Self {
        self.environment.work_cost = cost;
        self
    }

    /// What the system answers when access to background work is requested. `AllowedSubjectToSystemPolicy` unless said,
    /// as on most devices.
    pub fn access(self, access: AccessStatus) -> Self {
        Self { access, ..self }
    }

    /// How long, in real time, a task is waited for whose future waits for something real: the network, a timer of an
    /// async runtime, a thread. After that virtual time goes on without it, to its time limit in the end. 5 seconds unless
    /// said; a fifth of a second, when the task also sleeps in virtual time within a spawned future or a combinator such
    /// as `FuturesUnordered`, where the one wait can't be told from the other.
    pub fn real_limit(mut self, limit: Duration) -> Self {
        self.limits.waiting = limit;
        self
    }

    /// How long, in real time, a task is waited for that does not give its thread back. After that virtual time goes on
    /// without it, to its time limit in the end. 5 seconds unless said.
    pub fn blocking_limit(mut self, limit: Duration) -> Self {
        self.limits.working = limit;
        self
    }

    /// Shows every entry of the timeline to `watcher`, as it comes.
    pub fn watch(self, watcher: impl Fn(&Entry) + Send + Sync + 'static) -> Self {
        Self { watcher: Some(Box::new(watcher)), ..self }
    }

    /// The simulation, at its start: the app is in the foreground, and nothing is registered.
    pub fn build(self) -> Simulation<A> {
        let platform = match self.profile {
            Profile::Windows => Platform::Windows,
            Profile::Ios => Platform::Apple,
        };
        let device = Device::new(platform, self.start, self.seed, self.version, self.environment, self.access);
        let app = installed::<A>(self.state);
        Simulation::of(Shared::new(device, app, self.limits, self.watcher))
    }
}

/// What starts the runs of `A`.
pub(super) fn installed<A: BackgroundApp>(state: Option<Arc<A::State>>) -> Arc<InstalledApp> {
    Arc::new(move |start, host, hand_over| {
        let activation = match &state {
            Some(state) => Activation::<A>::with_state(start, host, Arc::clone(state)),
            None => Activation::new(start, host),
        };
        hand_over(activation.canceller());
        on_background_activated(activation)
    })
}

impl<A: BackgroundApp> fmt::Debug for Builder<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder").field("seed", &self.seed).field("start", &self.start).finish_non_exhaustive()
    }
}
