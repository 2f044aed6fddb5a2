//! The simulated host's side of one run.

use std::{
    sync::Arc,
    task::{Context, Poll},
    time::{Duration, SystemTime},
};

use super::{Simulation, device::Event, driver::Shared, settings::SimulatedSettings};
use crate::{
    Completion, Outcome,
    host::{DeclaredTasks, HostInstance, Registering, Settings},
    lock::lock,
    registration::{RegisterAllOptions, register_declared},
    timer::{Action, Timer},
    worker::Run,
};

/// The app of a simulation, for a run that does not know its type.
enum Unnamed {}

pub(super) struct SimulatedInstance {
    shared: Arc<Shared>,
    settings: SimulatedSettings,
    run: u64,
}

impl SimulatedInstance {
    pub(super) fn new(shared: Arc<Shared>, run: u64) -> Self {
        Self { settings: SimulatedSettings::new(Arc::clone(&shared)), shared, run }
    }
}

impl HostInstance for SimulatedInstance {
    fn set_progress(&self, progress: u32) {
        lock(&self.shared.device).progress(self.run, progress);
    }

    fn complete(&self, completion: &Completion) {
        lock(&self.shared.device).run_ends(self.run, completion);
        self.shared.lockstep.end(self.run);
    }

    fn settings(&self) -> &dyn Settings {
        &self.settings
    }

    fn register_all(&self, declared: DeclaredTasks, options: RegisterAllOptions) -> Registering<'_> {
        let host = Simulation::<Unnamed>::within(Arc::clone(&self.shared));
        Box::pin(async move { register_declared(&host, declared, options).await })
    }

    fn now(&self) -> SystemTime {
        lock(&self.shared.device).system_time()
    }

    fn after(&self, delay: Duration, action: Action) -> Timer {
        let Some(key) = lock(&self.shared.device).schedule(delay, Event::Timer(self.run, action)) else {
            return Timer::done();
        };
        let shared = Arc::clone(&self.shared);
        Timer::new(move || {
            let event = lock(&shared.device).call_off(key);
            drop(event);
        })
    }

    /// Here and now, so that what comes next comes after it.
    fn end_abandoned(&self, end: Action) {
        end();
    }

    /// At once, in virtual time: the driver waits in real time for a thread to get out of its task before it goes on.
    fn reaction(&self) -> Duration {
        Duration::ZERO
    }

    fn poll(&self, run: &mut Run, context: &mut Context<'_>) -> Poll<Outcome> {
        self.shared.while_polling(|| self.shared.lockstep.poll(self.run, run, context))
    }
}
