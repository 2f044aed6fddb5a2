//! Very many runs.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, AtomicUsize, Ordering},
        mpsc,
    },
    thread,
};

use windows::{ApplicationModel::Background::BackgroundTaskCancellationReason, core::GUID};
use windows_control::System;
use windows_host::protocol::{Apartment, Burst};
use windows_instance::{Activation, Log, Step};

use crate::runs::{Entered, Maker};

/// Who makes the object of each task, and the name of its registration, by what the task does.
pub type Makers = BTreeMap<&'static str, (String, Maker)>;

/// How many reasons there are; the values are 0 and on.
const REASONS: usize = 12;

const S_OK: u32 = 0;
const E_FAIL: u32 = 0x8000_4005;
/// ERROR_CANCELLED.
const CANCELLED: u32 = 0x8007_04C7;

/// Of every 20 runs, what is run, whether it is cancelled, and what `Run` has to answer.
const MIX: [(&str, bool, u32); 20] = {
    let (succeed, fail, fall) = (("succeed", false, S_OK), ("fail", false, E_FAIL), ("fall", false, E_FAIL));
    let (count, wait) = (("count", false, S_OK), ("wait_for_cancellation", true, S_OK));
    let ever = ("wait_for_ever", true, CANCELLED);
    [
        succeed, wait, fail, succeed, fall, count, wait, succeed, fail, wait, succeed, ever, fall, succeed, wait, fail,
        succeed, wait, fall, count,
    ]
};
const BLOCK: (&str, bool, u32) = ("block", true, CANCELLED);

#[derive(Default)]
struct Counts {
    wrong: Vec<String>,
    ended: BTreeMap<&'static str, usize>,
    reasons: [usize; REASONS],
    deferrals: (usize, usize),
}

/// Runs `runs` tasks, `at_once` at once, and of these as many as `blocking` that block a thread.
pub fn run(makers: &Makers, runs: usize, at_once: usize, blocking: usize) -> Burst {
    let (next, under_way, most) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
    let counts = Mutex::new(Counts::default());
    let cancelled = Mutex::new(0);
    thread::scope(|scope| {
        for _ in 0..at_once {
            scope.spawn(|| {
                let _apartment = Entered::new(Apartment::Multi);
                let canceller = Canceller::new(&cancelled);
                loop {
                    let at = next.fetch_add(1, Ordering::SeqCst);
                    if at >= runs {
                        return;
                    }
                    let kind = if blocking != 0 && at % (runs / blocking) == 0 { BLOCK } else { MIX[at % MIX.len()] };
                    most.fetch_max(under_way.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    one(makers, kind, &canceller, &counts);
                    under_way.fetch_sub(1, Ordering::SeqCst);
                }
            });
        }
    });
    let counts = counts.into_inner().unwrap_or_else(PoisonError::into_inner);
    Burst {
        wrong: counts.wrong,
        ended: counts.ended.into_iter().map(|(name, count)| (name.to_owned(), count)).collect(),
        reasons: counts.reasons.to_vec(),
        deferrals: counts.deferrals,
        at_once: most.into_inner(),
    }
}

/// A registration of which there is one run, so that Windows is told of its failure whatever else failed. What bgtask keeps
/// to tell it no more is removed with it: there are ten thousand.
struct Registration(GUID);

impl Registration {
    fn new() -> Self {
        static LAST: AtomicU64 = AtomicU64::new(0);
        Self(GUID::from_u128(u128::from(LAST.fetch_add(1, Ordering::SeqCst)) + 1))
    }
}

impl Drop for Registration {
    fn drop(&mut self) {
        let key = format!("bgtask.failure.{:?}", self.0);
        let forget = windows_control::Request::PutSetting { container: "bgtask".to_owned(), key, value: None };
        let () = System::of_a_child().ask(&forget);
    }
}

fn one(
    makers: &Makers,
    (name, is_cancelled, wanted): (&'static str, bool, u32),
    canceller: &Canceller<'_>,
    counts: &Mutex<Counts>,
) {
    let registration = Registration::new();
    let (known_as, maker) = &makers[name];
    let (instance, log) = Activation { registration_id: registration.0, ..Activation::new(known_as) }.begin();
    let reason = is_cancelled.then(|| canceller.follow(&log));
    let answer = maker.run(&instance, &log);
    let answer = answer.map_or_else(|error| error.code().0.cast_unsigned(), |()| 0);
    if is_cancelled {
        canceller.wait();
    }
    let (deferrals, progress) = (log.deferrals(), log.progress_reports());
    let reached = match (name, reason) {
        ("wait_for_cancellation", Some(reason)) => progress.last() == Some(&(100 + u32::try_from(reason).unwrap_or(0))),
        ("count", _) => progress.len() == 10,
        _ => true,
    };
    let mut counts = counts.lock().unwrap_or_else(PoisonError::into_inner);
    if (answer, deferrals, reached) != (wanted, (1, 1), true) && counts.wrong.len() < 10 {
        counts.wrong.push(format!("{name}: {answer:#x}, deferrals {deferrals:?}, progress {progress:?}"));
    }
    *counts.ended.entry(name).or_default() += 1;
    if let Some(reason) = reason
        && name == "wait_for_cancellation"
    {
        counts.reasons[reason] += usize::from(reached);
    }
    counts.deferrals.0 += deferrals.0 as usize;
    counts.deferrals.1 += deferrals.1 as usize;
}

/// Cancels runs from a thread of its own: `Run` blocks the one that calls it.
struct Canceller<'a> {
    runs: mpsc::Sender<(Arc<Log>, usize)>,
    done: mpsc::Receiver<()>,
    /// How many runs were cancelled, which says the next one's reason.
    cancelled: &'a Mutex<usize>,
}

impl<'a> Canceller<'a> {
    fn new(cancelled: &'a Mutex<usize>) -> Self {
        let (runs, to_cancel) = mpsc::channel::<(Arc<Log>, usize)>();
        let (tell, done) = mpsc::channel();
        thread::spawn(move || {
            let _apartment = Entered::new(Apartment::Multi);
            for (log, reason) in to_cancel {
                log.cancel(BackgroundTaskCancellationReason(i32::try_from(reason).unwrap_or(0)));
                drop(log);
                if tell.send(()).is_err() {
                    return;
                }
            }
        });
        Self { runs, done, cancelled }
    }

    /// Cancels the run as soon as it can be: with which reason.
    fn follow(&self, log: &Arc<Log>) -> usize {
        let reason = {
            let mut cancelled = self.cancelled.lock().unwrap_or_else(PoisonError::into_inner);
            *cancelled += 1;
            *cancelled % REASONS
        };
        let (runs, run) = (self.runs.clone(), Arc::downgrade(log));
        // Some before the task has begun, some while it waits.
        let moment = if reason % 2 == 0 { Step::HandlerAdded } else { Step::Progress(1) };
        log.listen(move |step| {
            if step == moment
                && let Some(run) = run.upgrade()
            {
                runs.send((run, reason)).expect("the canceller waits");
            }
        });
        reason
    }

    /// Waits until the run was cancelled.
    fn wait(&self) {
        self.done.recv().expect("the canceller runs");
    }
}
