//! What moves a simulation: one thing after another, each to its end.

use std::{
    cell::Cell,
    sync::{Arc, Condvar, Mutex, PoisonError},
    thread::{self, ThreadId},
    time::Duration,
};

use super::{
    Entry,
    device::{Device, Effect},
    instance::SimulatedInstance,
    lockstep::{Limits, Lockstep},
};
use crate::{DispatchError, cancellation::Canceller, instance::InstanceStart, lock::lock};

/// A simulation: the device, and the app that is installed on it.
pub(super) struct Shared {
    pub(super) device: Mutex<Device>,
    pub(super) lockstep: Arc<Lockstep>,
    pub(super) limits: Limits,
    app: Mutex<Arc<InstalledApp>>,
    watcher: Option<Watcher>,
    driver: Driver,
}

/// What is shown every entry of the timeline.
pub(super) type Watcher = Box<dyn Fn(&Entry) + Send + Sync>;

/// What starts a run in the app that is installed. It hands over the run's canceller before any of the app's code runs.
pub(super) type InstalledApp =
    dyn Fn(InstanceStart, SimulatedInstance, &dyn Fn(Canceller)) -> Result<(), DispatchError> + Send + Sync;

thread_local! {
    /// The simulation for which this thread is polling a run.
    #[allow(clippy::missing_const_for_thread_local, reason = "clippy for windows-gnu does not see that it is const")]
    static POLLING: Cell<usize> = const { Cell::new(0) };
}

impl Shared {
    pub(super) fn new(device: Device, app: Arc<InstalledApp>, limits: Limits, watcher: Option<Watcher>) -> Arc<Self> {
        Arc::new(Self {
            device: Mutex::new(device),
            lockstep: Arc::new(Lockstep::new(limits)),
            limits,
            app: Mutex::new(app),
            watcher,
            driver: Driver::default(),
        })
    }

    /// Puts another app, or another version of it, in the installed one's place.
    pub(super) fn install(&self, app: Arc<InstalledApp>) {
        let earlier = std::mem::replace(&mut *lock(&self.app), app);
        drop(earlier);
    }

    /// Marks the current thread as polling a run, while `poll` runs.
    pub(super) fn while_polling<R>(self: &Arc<Self>, poll: impl FnOnce() -> R) -> R {
        struct Restore(usize);
        impl Drop for Restore {
            fn drop(&mut self) {
                POLLING.set(self.0);
            }
        }
        let _restore = Restore(POLLING.replace(Arc::as_ptr(self).addr()));
        poll()
    }

    /// Whether the current thread is polling a run of this simulation.
    pub(super) fn is_polling(self: &Arc<Self>) -> bool {
        POLLING.get() == Arc::as_ptr(self).addr()
    }

    /// Changes the device and has everything happen that follows from it at once.
    ///
    /// While somebody drives, what follows is left to them: a task, a listener, or a thread that a task waits for may be
    /// the one that acts.
    pub(super) fn act<R>(self: &Arc<Self>, change: impl FnOnce(&mut Device) -> R) -> R {
        let result = change(&mut lock(&self.device));
        self.do_what_is_left();
        result
    }

    fn do_what_is_left(self: &Arc<Self>) {
        if self.is_polling() {
            return;
        }
        while let Some(driving) = self.driver.try_take() {
            self.do_effects();
            drop(driving);
            // What another thread left just before the driver went would stay undone.
            if lock(&self.device).effects.is_empty() {
                return;
            }
        }
    }

    /// Lets virtual time go on by `duration`.
    pub(super) fn advance(self: &Arc<Self>, duration: Duration) {
        let Some(driving) = self.drive() else {
            return;
        };
        self.do_effects();
        let until = {
            let device = lock(&self.device);
            device.now.saturating_add(duration)
        };
        while self.step(until) {}
        {
            let mut device = lock(&self.device);
            device.now = device.now.max(until);
        }
        drop(driving);
        self.do_what_is_left();
    }

    /// Goes on to the next event, if one happens by `until`.
    fn step(self: &Arc<Self>, until: Duration) -> bool {
        let happened = lock(&self.device).go_on(until);
        self.do_effects();
        happened
    }

    /// Goes on to the next event, whenever it happens, if nobody else drives. False when nothing is to come.
    pub(super) fn step_on(self: &Arc<Self>, until: Duration) -> bool {
        match self.drive() {
            Some(_driving) => self.step(until),
            None => false,
        }
    }

    /// Does what the device left to be done, one thing after another, each to the point where it can go no further.
    fn do_effects(self: &Arc<Self>) {
        self.lockstep.settle();
        self.show();
        loop {
            let effect = lock(&self.device).effects.pop_front();
            let Some(effect) = effect else {
                return;
            };
            self.do_effect(effect);
            self.lockstep.settle();
            self.show();
        }
    }

    fn do_effect(self: &Arc<Self>, effect: Effect) {
        match effect {
            Effect::Start(run) => self.start(run),
            Effect::Cancel(run, reason) => {
                let canceller = {
                    let mut device = lock(&self.device);
                    let Some(running) = device.running.get(&run) else {
                        return;
                    };
                    let (name, canceller) = (running.task.spec.name, running.canceller.clone());
                    device.note(name, Some(run), super::What::CancelRequested(reason));
                    canceller
                };
                if let Some(canceller) = canceller {
                    canceller.cancel(reason);
                }
            }
            Effect::Kill(run) => {
                let canceller = lock(&self.device).running.get(&run).and_then(|running| running.canceller.clone());
                if let Some(canceller) = canceller {
                    canceller.kill();
                }
            }
            Effect::Act(run, action) => {
                self.lockstep.stir(run);
                action();
            }
            Effect::Tell(listener, event) => listener(event),
            Effect::LetGo(what) => drop(what),
            Effect::TellLifecycle(listener, event) => listener(event),
        }
    }

    fn start(self: &Arc<Self>, run: u64) {
        let start = {
            let device = lock(&self.device);
            let Some(running) = device.running.get(&run) else {
                return;
            };
            InstanceStart {
                name: running.task.spec.name.to_owned(),
                registration: running.registration,
                instance: running.instance,
                details: running.details.clone(),
            }
        };
        let app = Arc::clone(&lock(&self.app));
        self.lockstep.begin(run);
        let host = SimulatedInstance::new(Arc::clone(self), run);
        // What could not be dispatched has completed its deferral with the reason, which is on the timeline.
        let _ = app(start, host, &|canceller| lock(&self.device).run_begins(run, canceller));
    }

    fn show(&self) {
        let Some(watcher) = &self.watcher else {
            return;
        };
        loop {
            let entry = {
                let mut device = lock(&self.device);
                let entry = device.timeline.get(device.shown).cloned();
                device.shown += usize::from(entry.is_some());
                entry
            };
            match entry {
                Some(entry) => watcher(&entry),
                None => return,
            }
        }
    }

    /// Becomes the driver, when no other thread is any more. `None` for code that the driver waits for or runs.
    fn drive(self: &Arc<Self>) -> Option<Driving<'_>> {
        if self.is_polling() { None } else { self.driver.take() }
    }
}

/// Who drives.
#[derive(Default)]
struct Driver {
    thread: Mutex<Option<ThreadId>>,
    free: Condvar,
}

impl Driver {
    /// `None` while anybody drives.
    fn try_take(&self) -> Option<Driving<'_>> {
        let mut thread = lock(&self.thread);
        if thread.is_some() {
            return None;
        }
        *thread = Some(thread::current().id());
        Some(Driving(self))
    }

    /// `None` only for the thread that drives.
    fn take(&self) -> Option<Driving<'_>> {
        let me = thread::current().id();
        let mut thread = lock(&self.thread);
        loop {
            match *thread {
                None => {
                    *thread = Some(me);
                    return Some(Driving(self));
                }
                Some(other) if other == me => return None,
                Some(_) => thread = self.free.wait(thread).unwrap_or_else(PoisonError::into_inner),
            }
        }
    }
}

struct Driving<'d>(&'d Driver);

impl Drop for Driving<'_> {
    fn drop(&mut self) {
        *lock(&self.0.thread) = None;
        self.0.free.notify_one();
    }
}
