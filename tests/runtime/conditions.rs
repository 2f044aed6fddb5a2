//! What must hold for a task to run.

use bgtask::{
    host::simulated::{Network, Simulation, WorkCost},
    prelude::*,
};

use crate::{minutes, seconds, story};

#[background_task(trigger = "time:15", conditions("UserPresent", "FreeNetworkAvailable"))]
async fn both(task: &TaskInstance) {
    task.sleep(seconds(10)).await;
}

#[background_task(trigger = "time:15", condition = "InternetAvailable", cancel_on_condition_loss)]
async fn online(task: &TaskInstance) -> Result<(), Cancelled> {
    task.cancelled_or(task.sleep(seconds(10))).await
}

#[background_task(trigger = "system:UserPresent", condition = "SessionConnected")]
fn greet() {}

#[background_task(trigger = "system:BackgroundWorkCostChange", condition = "BackgroundWorkCostNotHigh")]
fn cheap() {}

#[background_app(tasks(both, online, greet, cheap))]
struct App;

fn registered() -> Simulation<App> {
    let simulation = Simulation::<App>::new();
    simulation.block_on(App::register_all(&simulation)).expect("everything is allowed");
    simulation
}

#[test]
fn a_run_is_held_until_every_condition_holds() {
    let simulation = registered();
    simulation.user_present(false);
    simulation.network(Network::Metered);
    simulation.advance(minutes(20));
    simulation.user_present(true);
    simulation.advance(minutes(1));
    assert_eq!(
        story(&simulation, "both"),
        ["registered", "triggered", "held, waiting for UserPresent and FreeNetworkAvailable"]
    );
    simulation.network(Network::Free);
    simulation.advance(minutes(1));
    assert_eq!(story(&simulation, "both")[3..], ["started", "completed"]);
}

#[test]
fn a_condition_is_looked_at_when_the_trigger_has_fired_and_not_before() {
    let simulation = registered();
    simulation.user_present(false);
    simulation.advance(minutes(5));
    simulation.user_present(true);
    simulation.advance(minutes(11));
    assert_eq!(story(&simulation, "both"), ["registered", "triggered", "started", "completed"]);
}

#[test]
fn losing_a_condition_stops_only_the_task_that_asked_for_it() {
    let simulation = registered();
    simulation.advance(minutes(15) + seconds(3));
    simulation.network(Network::None);
    simulation.advance(seconds(20));
    assert_eq!(
        story(&simulation, "online"),
        [
            "registered",
            "triggered",
            "started",
            "told to stop (ConditionLoss)",
            "failed: cancelled by the system (ConditionLoss)"
        ]
    );
    assert_eq!(story(&simulation, "both"), ["registered", "triggered", "started", "completed"]);
}

#[test]
fn an_event_and_a_condition_of_the_session_go_together() {
    let simulation = registered();
    simulation.session_connected(false);
    simulation.user_present(false);
    simulation.user_present(true);
    assert_eq!(story(&simulation, "greet"), ["registered", "triggered", "held, waiting for SessionConnected"]);
    simulation.session_connected(true);
    assert_eq!(story(&simulation, "greet")[3..], ["started", "completed"]);
}

#[test]
fn the_cost_of_work_is_an_event_and_a_condition() {
    let simulation = registered();
    simulation.work_cost(WorkCost::High);
    assert_eq!(story(&simulation, "cheap"), ["registered", "triggered", "held, waiting for BackgroundWorkCostNotHigh"]);
    simulation.work_cost(WorkCost::Medium);
    assert_eq!(story(&simulation, "cheap").last().map(String::as_str), Some("completed"));
}
