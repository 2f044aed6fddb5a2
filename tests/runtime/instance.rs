//! What a task knows of its run.

use std::{pin::pin, time::Duration};

use bgtask::{
    Subscription, TaskInstance as Instance, TriggerDetails, WaitForCancellation,
    host::simulated::{CivilTime, Simulation},
    prelude::*,
};

use crate::{hours, minutes, seconds, story};

#[test]
fn the_handles_go_to_any_thread() {
    const fn goes_anywhere<T: Send + Sync + 'static>() {}
    goes_anywhere::<Instance>();
    goes_anywhere::<WaitForCancellation>();
    goes_anywhere::<bgtask::Sleep>();
    goes_anywhere::<bgtask::Canceller>();
    goes_anywhere::<Subscription>();
    goes_anywhere::<bgtask::Events<u32>>();
    goes_anywhere::<Simulation<App>>();
}

#[test]
fn registering_is_a_future_that_a_runtime_may_move_between_threads() {
    fn moves<T: Send>(future: T) -> T {
        future
    }
    let simulation = Simulation::<App>::new();
    simulation.block_on(moves(App::register_all(&simulation))).expect("everything is allowed");
}

#[background_task(trigger = "push-notification")]
async fn tells(task: &TaskInstance) -> Result<(), String> {
    let clone = task.clone();
    task.set_progress(3);
    task.sleep(minutes(0)).await;
    let since = |time: std::time::SystemTime| time.duration_since(std::time::UNIX_EPOCH).map_err(|e| e.to_string());
    let before = since(task.now())?;
    task.sleep(Duration::from_millis(1500)).await;
    let slept = since(task.now())?.saturating_sub(before);
    Err(format!(
        "{} {} {} {} {slept:?} {}",
        clone.name(),
        clone.progress(),
        task.suspended_count(),
        task.trigger_details().push_content().is_some_and(|content| content == b"hi"),
        task.instance_id() != task.registration_id(),
    ))
}

#[background_task(trigger = "push-notification")]
async fn sleeps_in_turns(task: &TaskInstance) {
    let (mut short, mut long) = (task.sleep(seconds(1)), pin!(task.sleep(seconds(3))));
    std::future::poll_fn(|context| {
        let _ = long.as_mut().poll(context);
        std::pin::Pin::new(&mut short).poll(context)
    })
    .await;
    task.set_progress(1);
    drop(short);
    long.await;
    task.set_progress(2);
}

#[background_task(trigger = "push-notification")]
fn raw(task: &TaskInstance) -> Result<(), String> {
    let raw = task.trigger_details().raw::<&'static str>();
    Err(format!("{raw:?} {:?}", task.trigger_details().raw::<u8>()))
}

#[background_app(tasks(tells, sleeps_in_turns, raw))]
struct App;

fn registered() -> Simulation<App> {
    let simulation = Simulation::<App>::builder().start(CivilTime::new(2026, 11, 23, 23, 59)).build();
    simulation.block_on(App::register_all(&simulation)).expect("everything is allowed");
    simulation
}

#[test]
fn a_run_knows_its_name_its_ids_its_details_and_the_time() {
    let simulation = registered();
    simulation.push(*b"hi");
    simulation.advance(seconds(5));
    assert_eq!(story(&simulation, "tells").last().map(String::as_str), Some("failed: tells 3 0 true 1.5s true"));
}

#[test]
fn sleeps_go_on_side_by_side() {
    let simulation = registered();
    simulation.fire("sleeps_in_turns", &TriggerDetails::NONE);
    simulation.advance(hours(1));
    let at: Vec<_> = simulation.timeline().of("sleeps_in_turns").map(ToString::to_string).collect();
    assert_eq!(
        at[2..],
        [
            "Mon 23:59:00  sleeps_in_turns  started (instance 1)",
            "Mon 23:59:01  sleeps_in_turns  progress 1",
            "Mon 23:59:03  sleeps_in_turns  progress 2",
            "Mon 23:59:03  sleeps_in_turns  completed",
        ]
    );
}

#[test]
fn details_without_a_type_of_ours_are_reachable_as_they_are() {
    let simulation = registered();
    simulation.fire("raw", &TriggerDetails::NONE.with_raw(std::sync::Arc::new("the host's own")));
    assert_eq!(story(&simulation, "raw").last().map(String::as_str), Some("failed: Some(\"the host's own\") None"));
}
