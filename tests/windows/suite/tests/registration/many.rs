//! Very many runs in the app's process.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::Duration,
};

use bgtask::{
    host::windows::{install, set_grace},
    prelude::*,
};
use windows_control::{Details, System};

#[background_task(trigger = "time:15")]
fn succeed() {}

#[background_task(trigger = "time:15")]
fn fail() -> Result<(), String> {
    Err("the feed's server is away".into())
}

#[background_task(trigger = "time:15")]
fn fall() {
    // Without the message that `panic!` prints.
    std::panic::resume_unwind(Box::new("a task's bug"));
}

#[background_task(trigger = "time:15")]
fn count(task: &TaskInstance) {
    for done in 1..=10 {
        task.set_progress(done * 10);
    }
}

#[background_task(trigger = "time:15")]
async fn wait_for_cancellation(task: &TaskInstance) {
    let reason = task.cancelled().await;
    task.set_progress(100 + u32::try_from(reason.value().unwrap_or(-1)).unwrap_or(899));
}

#[background_task(trigger = "time:15")]
async fn wait_for_ever() {
    std::future::pending::<()>().await;
}

#[background_task(trigger = "time:15")]
fn block() {
    loop {
        thread::park();
    }
}

#[background_app(tasks(succeed, fail, fall, count, wait_for_cancellation, wait_for_ever, block))]
struct App;

const RUNS: usize = 10_000;
/// On this many threads, each with so many runs under way at once, and those that are slow to end besides.
const THREADS: usize = 4;
const AT_ONCE: usize = 16;
const REASONS: usize = 12;

/// Of these, one run in a thousand blocks its thread for ever, and one in forty waits for what never comes.
fn kind(run: usize) -> &'static str {
    match run {
        run if run % 1000 == 0 => "block",
        run if run % 40 == 1 => "wait_for_ever",
        run => ["succeed", "wait_for_cancellation", "fail", "count", "fall"][run % 5],
    }
}

#[test]
fn ten_thousand_runs_leave_nothing_behind() {
    let system = System::new();
    // Less than Windows gives, so that those that wait for ever do not take as long; and enough for a task's turn among very
    // many.
    set_grace(Duration::from_secs(2));
    let installed = install::<App>().expect("it may");
    let told = [const { AtomicUsize::new(0) }; REASONS];
    let runs: Vec<_> = (0..RUNS).collect();
    thread::scope(|scope| {
        for runs in runs.chunks(RUNS / THREADS) {
            let (system, told) = (&system, &told);
            scope.spawn(move || {
                let mut slow = Vec::new();
                for batch in runs.chunks(AT_ONCE) {
                    let begun: Vec<_> = batch.iter().map(|run| (*run, begin(system, *run))).collect();
                    let (ending, waiting): (Vec<_>, Vec<_>) = begun.into_iter().partition(|(run, _)| !is_slow(*run));
                    slow.extend(waiting);
                    for (run, instance) in ending {
                        check(system, run, instance, told);
                    }
                }
                for (run, instance) in slow {
                    check(system, run, instance, told);
                }
            });
        }
    });
    let told = told.map(AtomicUsize::into_inner);
    assert!(told.iter().all(|count| *count > 50), "every reason reached tasks: {told:?}");
    installed.remove();
    // Nothing of those either that are blocked for ever.
    system.expect_nothing_alive();
}

fn is_slow(run: usize) -> bool {
    matches!(kind(run), "wait_for_ever" | "block")
}

/// Activates the task, and cancels one that does not end by itself.
fn begin(system: &System, run: usize) -> u64 {
    let instance = system.activate(kind(run), Details::None).expect("the app listens");
    if is_slow(run) || kind(run) == "wait_for_cancellation" {
        system.cancel(instance, i32::try_from(run % REASONS).expect("it is small"));
    }
    instance
}

fn check(system: &System, run: usize, instance: u64, told: &[AtomicUsize; REASONS]) {
    let (name, reason) = (kind(run), run % REASONS);
    let state = system.completed(instance);
    assert_eq!((state.deferrals, state.completed), (1, 1), "{name}");
    let progress = match name {
        "count" => 100,
        "wait_for_cancellation" => 100 + u32::try_from(reason).expect("it is small"),
        _ => 0,
    };
    assert_eq!(state.progress, progress, "{name}");
    if name == "wait_for_cancellation" {
        told[reason].fetch_add(1, Ordering::SeqCst);
    }
}
