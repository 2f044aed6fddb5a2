//! Virtual time that waits for real threads.
//!
//! Tasks run on threads of their own, at a speed of their own. For a simulation to be the same each time, virtual time
//! may only go on when every run has come as far as it can: it has ended, or waits for nothing but virtual time. So a
//! run is polled with a waker of ours, and when its future is pending we look who holds a clone of that waker. Those
//! that our own sleeps and cancellations hold are waits in virtual time. Any other is held by something real, a
//! runtime's timer, a socket, a thread, which will wake the run in real time, and is waited for. Nobody holds one: the
//! run can only be ended.
//!
//! A combinator that gives its parts wakers of their own, such as `FuturesUnordered`, or a runtime that the task spawns
//! a future on, holds our waker for whatever its parts wait for. When one of those parts is a sleep of ours, the others
//! may be real or not; the wait is given a moment.
//!
//! A wait for something real, and code that does not give its thread back, are bounded in real time; after that the run
//! counts as hung, and virtual time goes on without it, to its time limit in the end.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Condvar, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
    time::{Duration, Instant},
};

use crate::{Outcome, lock::lock, worker::Run};

/// How long a wait is waited for of which it is in doubt whether it is for something real.
const WHILE_IN_DOUBT: Duration = Duration::from_millis(200);

/// What every run is doing.
#[derive(Debug)]
pub(super) struct Lockstep {
    runs: Mutex<BTreeMap<u64, Doing>>,
    changed: Condvar,
    limits: Limits,
}

/// How long, in real time, a run is waited for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// While it has its thread.
    pub(super) working: Duration,
    /// While its future waits for something real.
    pub(super) waiting: Duration,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Doing {
    /// It has a thread, or is about to have one.
    Working { since: Instant, hung: bool },
    /// Its future waits for something real. It is in doubt whether it does, when it sleeps in virtual time as well, in a
    /// place that has a waker of its own: such a place may hold our waker for the sleep alone.
    WaitingForReal { since: Instant, hung: bool, in_doubt: bool },
    /// Its future waits for virtual time, or for nothing.
    Waiting,
}

impl Doing {
    fn working() -> Self {
        Self::Working { since: Instant::now(), hung: false }
    }
}

impl Lockstep {
    pub(super) fn new(limits: Limits) -> Self {
        Self { runs: Mutex::default(), changed: Condvar::new(), limits }
    }

    /// A run begins.
    pub(super) fn begin(&self, run: u64) {
        lock(&self.runs).insert(run, Doing::working());
    }

    /// A run has ended.
    pub(super) fn end(&self, run: u64) {
        lock(&self.runs).remove(&run);
        self.changed.notify_all();
    }

    /// Something of the run's own comes due in virtual time: if it waits for something real, that may be on its way now,
    /// over other threads and executors.
    pub(super) fn stir(&self, run: u64) {
        if let Some(doing @ Doing::WaitingForReal { .. }) = lock(&self.runs).get_mut(&run) {
            *doing = Doing::working();
        }
    }

    /// Waits until every run has come as far as it can.
    pub(super) fn settle(&self) {
        let mut runs = lock(&self.runs);
        loop {
            let now = Instant::now();
            let mut wait = None;
            for doing in runs.values_mut() {
                let (limit, since, hung) = match doing {
                    Doing::Working { since, hung } => (self.limits.working, since, hung),
                    Doing::WaitingForReal { since, hung, in_doubt: false } => (self.limits.waiting, since, hung),
                    Doing::WaitingForReal { since, hung, in_doubt: true } => {
                        (self.limits.waiting.min(WHILE_IN_DOUBT), since, hung)
                    }
                    Doing::Waiting => continue,
                };
                let left = limit.saturating_sub(now.duration_since(*since));
                *hung |= left.is_zero();
                if !*hung {
                    wait = Some(wait.map_or(left, |wait: Duration| wait.min(left)));
                }
            }
            let Some(wait) = wait else {
                return;
            };
            runs = self.changed.wait_timeout(runs, wait).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Polls a run, on its worker thread, and finds out what it waits for.
    pub(super) fn poll(self: &Arc<Self>, number: u64, run: &mut Run, context: &Context<'_>) -> Poll<Outcome> {
        self.set(number, Doing::working());
        // A waker of this one poll: what an earlier poll left somewhere does not count. A future that waits must wait
        // with the waker of its last poll.
        let watch = Arc::new(Watch {
            lockstep: Arc::clone(self),
            run: number,
            executor: context.waker().clone(),
            woken: AtomicBool::new(false),
        });
        let waker = Waker::from(Arc::clone(&watch));
        let result = run.poll(&mut Context::from_waker(&waker));
        if result.is_pending() {
            // Two are here: the watch itself, and the waker made of it.
            let held = Arc::strong_count(&watch).saturating_sub(2);
            let real = held > run.own_waits(&waker);
            let in_doubt = run.sleeps_elsewhere(&waker);
            let mut runs = lock(&self.runs);
            // Looked at after the count: a waker that was used up meanwhile has left its mark before it went.
            if !watch.woken.load(Ordering::SeqCst)
                && let Some(doing) = runs.get_mut(&number)
            {
                let since = Instant::now();
                *doing = if real { Doing::WaitingForReal { since, hung: false, in_doubt } } else { Doing::Waiting };
            }
            drop(runs);
            self.changed.notify_all();
        }
        result
    }

    fn woken(&self, run: u64) {
        let mut runs = lock(&self.runs);
        if let Some(doing @ (Doing::Waiting | Doing::WaitingForReal { .. })) = runs.get_mut(&run) {
            *doing = Doing::working();
        }
    }

    fn set(&self, run: u64, now: Doing) {
        if let Some(doing) = lock(&self.runs).get_mut(&run) {
            *doing = now;
        }
    }
}

/// The waker of one poll of a run.
struct Watch {
    lockstep: Arc<Lockstep>,
    run: u64,
    executor: Waker,
    woken: AtomicBool,
}

impl Wake for Watch {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.woken.store(true, Ordering::SeqCst);
        self.lockstep.woken(self.run);
        self.executor.wake_by_ref();
    }
}
