//! The app's process, its versions, and what shares them with the tasks.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicU32, Ordering},
};

use bgtask::{
    CancellationReason, Outcome, TriggerDetails,
    host::simulated::{AppState, Simulation, What},
    lifecycle::{self, LifecycleEvent},
    prelude::*,
};

use crate::{minutes, seconds, story, times};

#[derive(Default)]
struct Counter(AtomicU32);

#[background_task(trigger = "time:15")]
async fn count(task: &TaskInstance) -> Result<(), bgtask::NoState> {
    task.state::<Counter>()?.0.fetch_add(1, Ordering::Relaxed);
    task.sleep(seconds(20)).await;
    Ok(())
}

#[background_task(trigger = "time:15")]
fn mistaken(task: &TaskInstance) -> Result<(), bgtask::NoState> {
    task.state::<String>().map(|_| ())
}

#[background_task(trigger = "time:15", windows(model = "out-of-process", entry_point = "Tasks.Elsewhere"))]
async fn elsewhere(task: &TaskInstance) {
    task.sleep(seconds(20)).await;
}

#[background_task(trigger = "system:ServicingComplete")]
fn migrate() {}

#[background_app(tasks(count, mistaken, elsewhere, migrate), state = Counter)]
struct App;

fn registered() -> Simulation<App> {
    let simulation = Simulation::<App>::builder().state(Counter::default()).build();
    simulation.block_on(App::register_all(&simulation)).expect("everything is allowed");
    simulation
}

#[test]
fn tasks_share_the_apps_state_by_its_type() {
    let simulation = registered();
    simulation.advance(minutes(16));
    assert_eq!(
        story(&simulation, "mistaken").last().map(String::as_str),
        Some("failed: the app's state is `runtime::app::Counter`, not `alloc::string::String`")
    );
    assert_eq!(times(&simulation, "count", &What::Completed).len(), 1);
}

#[test]
fn the_state_of_a_real_process_is_provided_at_its_start() {
    type Word = &'static str;

    #[background_task(trigger = "push-notification")]
    fn looks(task: &TaskInstance) -> Result<(), String> {
        Err(task.state::<Word>().map_or_else(|error| error.to_string(), |state| (*state).to_owned()))
    }

    #[background_app(tasks(looks), state = Word)]
    struct Provided;

    let ends = || {
        let simulation = Simulation::<Provided>::new();
        simulation.block_on(Provided::register_all(&simulation)).expect("everything is allowed");
        simulation.push(*b"");
        story(&simulation, "looks").pop().unwrap_or_default()
    };
    assert!(ends().contains("bgtask::provide_state"), "{}", ends());
    bgtask::provide_state::<Provided>("here");
    assert_eq!(ends(), "failed: here");
}

#[test]
fn the_apps_way_into_the_background_and_out_of_it_is_told() {
    let simulation = registered();
    let told = Arc::new(Mutex::new(Vec::new()));
    let tell = |word: &'static str| {
        let told = Arc::clone(&told);
        move || told.lock().expect("nobody panics with it").push(word)
    };
    let _entered = lifecycle::on_entered_background(&simulation, tell("entered")).expect("the simulation tells");
    let _leaving = lifecycle::on_leaving_background(&simulation, tell("leaving")).expect("the simulation tells");
    let mut events = lifecycle::events(&simulation).expect("the simulation tells");
    for state in [AppState::Background, AppState::Suspended, AppState::Foreground, AppState::Suspended] {
        simulation.app(state);
    }
    assert_eq!(*told.lock().expect("nobody panics with it"), ["entered", "leaving", "entered"]);
    assert_eq!(simulation.block_on(events.next()), LifecycleEvent::EnteredBackground);
    assert_eq!(simulation.block_on(events.next()), LifecycleEvent::LeavingBackground);
}

#[test]
fn what_runs_in_the_apps_process_ends_with_it() {
    let simulation = registered();
    simulation.advance(minutes(15) + seconds(5));
    simulation.app(AppState::NotRunning);
    simulation.advance(seconds(30));
    assert_eq!(story(&simulation, "count").last().map(String::as_str), Some("ended with its process"));
    assert_eq!(story(&simulation, "elsewhere").last().map(String::as_str), Some("completed"));
    simulation.advance(minutes(15));
    assert_eq!(times(&simulation, "count", &What::Completed), ["06:30:20"], "a process is started for the task");
}

#[test]
fn an_update_stops_runs_keeps_registrations_and_tells_the_servicing_task() {
    let simulation = registered();
    simulation.advance(minutes(15) + seconds(5));
    simulation.update("1.1.0.0");
    assert_eq!(times(&simulation, "count", &What::CancelRequested(CancellationReason::ServicingUpdate)), ["06:15:05"]);
    assert_eq!(times(&simulation, "migrate", &What::Triggered), [""; 0], "runs have their grace period");
    simulation.advance(seconds(10));
    assert_eq!(times(&simulation, "count", &What::Terminated(Outcome::Dropped)), ["06:15:10"]);
    assert_eq!(times(&simulation, "migrate", &What::Completed), ["06:15:10"]);
    simulation.advance(minutes(16));
    assert_eq!(times(&simulation, "count", &What::Completed), ["06:30:20"], "registrations outlive the version");
}

#[test]
fn a_trigger_during_an_update_waits_for_its_end() {
    let simulation = registered();
    simulation.advance(minutes(15) + seconds(5));
    simulation.update("1.1.0.0");
    simulation.fire("mistaken", &TriggerDetails::NONE);
    assert_eq!(
        story(&simulation, "mistaken").last().map(String::as_str),
        Some("held, waiting for the end of the update")
    );
    simulation.advance(seconds(10));
    assert_eq!(times(&simulation, "mistaken", &What::Started), ["06:15:00", "06:15:10"]);
}

#[test]
fn signing_out_and_uninstalling_stop_what_runs() {
    for (act, reason) in [
        (Simulation::sign_out as fn(&Simulation<App>), CancellationReason::LoggingOff),
        (Simulation::uninstall, CancellationReason::Uninstall),
    ] {
        let simulation = registered();
        simulation.advance(minutes(15) + seconds(5));
        act(&simulation);
        assert_eq!(times(&simulation, "elsewhere", &What::CancelRequested(reason)), ["06:15:05"]);
        simulation.advance(seconds(10));
        assert_eq!(times(&simulation, "elsewhere", &What::Terminated(Outcome::Dropped)), ["06:15:10"]);
    }
}

#[test]
fn nothing_is_left_of_an_app_that_was_uninstalled() {
    let simulation = registered();
    simulation.uninstall();
    simulation.advance(minutes(60));
    assert_eq!(times(&simulation, "count", &What::Triggered), [""; 0]);
    simulation.app(AppState::Foreground);
    let report = simulation.block_on(App::register_all(&simulation)).expect("everything is allowed");
    assert!(report.tasks.iter().all(|task| task.change == Ok(bgtask::registration::Change::Registered)), "{report}");
}
