//! Being told to stop, and not stopping.

use std::{
    future::{pending, ready},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

use bgtask::{
    CancellationReason, Outcome, TriggerDetails,
    host::simulated::{Simulation, What},
    prelude::*,
};

use crate::{hours, minutes, seconds, story, times};

/// What the tasks here leave behind.
#[derive(Clone, Default)]
struct Marks(Arc<Mutex<Vec<String>>>, Arc<AtomicBool>);

impl Marks {
    fn add(&self, mark: impl Into<String>) {
        self.0.lock().expect("nobody panics with it").push(mark.into());
    }

    fn all(&self) -> Vec<String> {
        self.0.lock().expect("nobody panics with it").clone()
    }
}

struct OnDrop(Marks);

impl Drop for OnDrop {
    fn drop(&mut self) {
        self.0.add("dropped");
    }
}

fn marks(task: &TaskInstance) -> Marks {
    task.state::<Marks>().expect("it is the app's state").clone()
}

#[background_task(trigger = "application")]
async fn patient(task: &TaskInstance) -> Result<(), Cancelled> {
    let mut pages = 0;
    loop {
        if let Err(cancelled) = task.cancelled_or(task.sleep(seconds(10))).await {
            marks(task).add(format!("{pages} pages, {:?}, {}", task.cancellation(), task.is_cancelled()));
            return Err(cancelled);
        }
        pages += 1;
    }
}

#[background_task(trigger = "push-notification")]
async fn tidy_stop(task: &TaskInstance) {
    let reason = task.cancelled().await;
    task.sleep(seconds(4)).await;
    marks(task).add(format!("saved after {reason:?}"));
}

#[background_task(trigger = "time:15")]
async fn deaf(task: &TaskInstance) {
    let _on_drop = OnDrop(marks(task));
    pending::<()>().await;
}

#[background_task(trigger = "time:15")]
async fn busy(task: &TaskInstance) -> Result<(), Cancelled> {
    // Each future is ready at once: only the cancellation ends the loop.
    loop {
        task.cancelled_or(ready(())).await?;
        task.sleep(seconds(1)).await;
    }
}

#[background_task(trigger = "system:SessionConnected")]
fn blocking(task: &TaskInstance) {
    let marks = marks(task);
    while !marks.1.load(Ordering::Acquire) {
        thread::sleep(Duration::from_millis(1));
    }
    task.set_progress(99);
    marks.add(format!("came back, progress {}", task.progress()));
}

#[background_app(tasks(patient, tidy_stop, deaf, busy, blocking), state = Marks)]
struct App;

fn registered(marks: &Marks) -> Simulation<App> {
    limited(marks, seconds(5))
}

fn limited(marks: &Marks, limit: Duration) -> Simulation<App> {
    let simulation = Simulation::<App>::builder().state(marks.clone()).blocking_limit(limit).build();
    simulation.block_on(App::register_all(&simulation)).expect("everything is allowed");
    simulation
}

#[test]
fn a_run_that_uses_up_its_time_is_told_to_stop_and_why() {
    let marks = Marks::default();
    let simulation = registered(&marks);
    let registrar = Registrar::<App, _>::new(&simulation);
    let registration = registrar.get("patient").expect("the simulation says").expect("it is registered");
    let trigger = registration.application_trigger().expect("it has that trigger");
    simulation.block_on(trigger.request(&bgtask::Arguments::new())).expect("it is allowed");
    simulation.advance(minutes(11));
    assert_eq!(marks.all(), ["59 pages, Some(ExecutionTimeExceeded), true"]);
    assert_eq!(
        times(&simulation, "patient", &What::CancelRequested(CancellationReason::ExecutionTimeExceeded)),
        ["06:10:00"],
        "a requested run has ten minutes"
    );
    let completion = registration.last_completion().expect("the simulation says").expect("it ended");
    assert_eq!(completion.cancellation, Some(CancellationReason::ExecutionTimeExceeded));
    assert_eq!(completion.outcome, Outcome::Failed("cancelled by the system (ExecutionTimeExceeded)".into()));
}

#[test]
fn what_a_task_does_in_its_grace_period_is_done() {
    let marks = Marks::default();
    let simulation = registered(&marks);
    simulation.push(*b"");
    simulation.advance(minutes(1));
    assert_eq!(marks.all(), ["saved after ExecutionTimeExceeded"]);
    assert_eq!(
        times(&simulation, "tidy_stop", &What::Completed),
        ["06:00:34"],
        "30 seconds, and 4 of the 5 that are left"
    );
}

#[test]
fn a_future_that_still_waits_after_the_grace_period_is_dropped() {
    let marks = Marks::default();
    let simulation = registered(&marks);
    simulation.advance(minutes(16));
    assert_eq!(times(&simulation, "deaf", &What::Terminated(Outcome::Dropped)), ["06:15:35"]);
    assert_eq!(marks.all(), ["dropped"]);
}

#[test]
fn a_loop_of_ready_futures_ends_too() {
    let simulation = registered(&Marks::default());
    simulation.advance(minutes(16));
    assert_eq!(
        story(&simulation, "busy")[3..],
        ["told to stop (ExecutionTimeExceeded)", "failed: cancelled by the system (ExecutionTimeExceeded)"]
    );
}

#[test]
fn code_that_keeps_its_thread_is_abandoned_and_changes_nothing_any_more() {
    let marks = Marks::default();
    let simulation = limited(&marks, Duration::from_millis(20));
    simulation.session_connected(false);
    simulation.session_connected(true);
    simulation.advance(minutes(1));
    assert_eq!(times(&simulation, "blocking", &What::Terminated(Outcome::Abandoned)), ["06:00:35"]);
    let before = story(&simulation, "blocking");

    marks.1.store(true, Ordering::Release);
    while marks.all().is_empty() {
        thread::sleep(Duration::from_millis(1));
    }
    assert_eq!(marks.all(), ["came back, progress 0"]);
    assert_eq!(story(&simulation, "blocking"), before, "the deferral is completed once, and no progress is reported");
    let registrar = Registrar::<App, _>::new(&simulation);
    let registration = registrar.get("blocking").expect("the simulation says").expect("it is registered");
    let completion = registration.last_completion().expect("the simulation says").expect("it ended");
    assert_eq!(completion.outcome, Outcome::Abandoned);
}

#[test]
fn the_first_reason_stands_and_a_run_that_ended_is_left_alone() {
    let marks = Marks::default();
    let simulation = registered(&marks);
    simulation.push(*b"");
    assert_eq!(simulation.cancel("tidy_stop", CancellationReason::SystemPolicy), 1);
    simulation.cancel("tidy_stop", CancellationReason::LoggingOff);
    simulation.advance(hours(1));
    assert_eq!(marks.all()[0], "saved after SystemPolicy");
    assert_eq!(simulation.cancel("tidy_stop", CancellationReason::Abort), 0);
}

#[test]
fn removing_a_registration_can_cancel_its_runs_or_let_them_finish() {
    for (running, last) in [(Running::Cancel, "told to stop (Abort)"), (Running::Finish, "unregistered")] {
        let marks = Marks::default();
        let simulation = registered(&marks);
        simulation.push(*b"");
        let registrar = Registrar::<App, _>::new(&simulation);
        assert_eq!(registrar.unregister("tidy_stop", running), Ok(1));
        assert_eq!(story(&simulation, "tidy_stop").last().map(String::as_str), Some(last));
        simulation.advance(minutes(1));
        assert_eq!(marks.all().len(), 1, "it comes to its end");
    }
}

#[test]
fn a_cancellation_reaches_spawned_threads_by_the_handle() {
    #[background_task(trigger = "push-notification")]
    async fn divided(task: &TaskInstance) {
        let (done, finished) = mpsc::channel();
        let instance = task.clone();
        let helper = thread::spawn(move || {
            let reason = bgtask::block_on(instance.cancelled());
            done.send(reason).expect("the task listens");
        });
        task.cancelled().await;
        helper.join().expect("the helper ends");
        marks(task).add(format!("helper heard {:?}", finished.recv().expect("it was sent")));
    }

    #[background_app(tasks(divided), state = Marks)]
    struct Divided;

    let marks = Marks::default();
    let simulation = Simulation::<Divided>::builder().state(marks.clone()).build();
    simulation.block_on(Divided::register_all(&simulation)).expect("everything is allowed");
    simulation.fire("divided", &TriggerDetails::NONE);
    simulation.cancel("divided", CancellationReason::IdleTask);
    assert_eq!(marks.all(), ["helper heard IdleTask"]);
}
