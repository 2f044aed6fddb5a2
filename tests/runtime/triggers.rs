//! When tasks run.

use bgtask::{
    TriggerDetails,
    catalog::values::system_trigger_type as event,
    host::simulated::{Power, Simulation, What},
    prelude::*,
};

use crate::{hours, minutes, seconds, story, times};

#[background_task(trigger = "time:15")]
fn quarter() {}

#[background_task(trigger = "time:20")]
fn twenty() {}

#[background_task(trigger = "time:60,once")]
fn first_sync() {}

#[background_task(trigger = "maintenance:30")]
async fn tidy(task: &TaskInstance) {
    task.sleep(seconds(20)).await;
}

#[background_task(trigger = "system:TimeZoneChange")]
fn reschedule() {}

#[background_task(trigger = "system:SessionConnected,once")]
fn greet() {}

#[background_task(trigger = "push-notification")]
async fn push(task: &TaskInstance) -> Result<(), String> {
    let content = task.trigger_details().push_content().ok_or("no content")?;
    task.set_progress(u32::try_from(content.len()).map_err(|error| error.to_string())?);
    task.sleep(seconds(1)).await;
    Ok(())
}

#[background_app(tasks(quarter, twenty, first_sync, tidy, reschedule, greet, push))]
struct App;

fn registered() -> Simulation<App> {
    let simulation = Simulation::<App>::new();
    simulation.block_on(App::register_all(&simulation)).expect("everything is allowed");
    simulation
}

#[test]
fn a_time_trigger_first_fires_at_a_tick_and_then_by_its_interval() {
    let simulation = Simulation::<App>::new();
    simulation.advance(minutes(4));
    simulation.block_on(App::register_all(&simulation)).expect("everything is allowed");
    simulation.advance(hours(1));
    assert_eq!(times(&simulation, "quarter", &What::Triggered), ["06:30:00", "06:45:00", "07:00:00"]);
    assert_eq!(times(&simulation, "twenty", &What::Triggered), ["06:30:00", "06:50:00"]);
    assert_eq!(times(&simulation, "quarter", &What::Completed), ["06:30:00", "06:45:00", "07:00:00"]);
}

#[test]
fn a_one_shot_trigger_runs_once_and_its_registration_is_gone() {
    let simulation = registered();
    simulation.advance(hours(5));
    assert_eq!(times(&simulation, "first_sync", &What::Started), ["07:00:00"]);
    let registrar = Registrar::<App, _>::new(&simulation);
    assert!(!registrar.is_registered("first_sync").expect("the simulation says"));
    assert!(registrar.is_registered("quarter").expect("the simulation says"));
}

#[test]
fn maintenance_waits_for_external_power_and_ends_without_it() {
    let simulation = registered();
    simulation.power(Power::Battery);
    simulation.advance(minutes(40));
    simulation.power(Power::Ac);
    simulation.advance(seconds(5));
    simulation.power(Power::Battery);
    simulation.advance(seconds(10));
    assert_eq!(
        story(&simulation, "tidy"),
        [
            "registered",
            "triggered",
            "held, waiting for external power",
            "started",
            "told to stop (Abort)",
            "terminated: still waited when its time to stop was over, and was dropped",
        ]
    );
}

#[test]
fn energy_saver_rests_time_triggers_unless_the_user_exempts_the_app() {
    let simulation = registered();
    simulation.energy_saver(true);
    simulation.advance(minutes(50));
    assert_eq!(times(&simulation, "quarter", &What::Started), [""; 0]);
    simulation.energy_saver(false);
    assert_eq!(times(&simulation, "quarter", &What::Started), ["06:50:00"], "one run for all that were missed");

    let exempt = Simulation::<App>::builder().access(bgtask::AccessStatus::AlwaysAllowed).build();
    exempt.block_on(App::register_all(&exempt)).expect("everything is allowed");
    exempt.energy_saver(true);
    exempt.advance(minutes(20));
    assert_eq!(times(&exempt, "quarter", &What::Started), ["06:15:00"]);
}

#[test]
fn system_events_fire_the_triggers_that_wait_for_them() {
    let simulation = registered();
    simulation.raise(event::TimeZoneChange);
    simulation.raise(event::SmsReceived);
    simulation.raise(event::TimeZoneChange);
    assert_eq!(times(&simulation, "reschedule", &What::Completed).len(), 2);
    simulation.session_connected(false);
    assert_eq!(times(&simulation, "greet", &What::Triggered).len(), 0);
    simulation.session_connected(true);
    assert_eq!(times(&simulation, "greet", &What::Triggered).len(), 1, "signing in is an event of the system");
}

#[test]
fn every_push_notification_reaches_the_task_with_its_content() {
    let simulation = registered();
    simulation.push(*b"one");
    simulation.push(*b"three");
    simulation.advance(seconds(5));
    assert_eq!(
        story(&simulation, "push"),
        [
            "registered",
            "triggered",
            "started",
            "progress 3",
            "triggered",
            "completed",
            "started",
            "progress 5",
            "completed"
        ]
    );
}

#[test]
fn any_trigger_can_be_fired_by_the_scenario() {
    let simulation = registered();
    assert_eq!(simulation.fire("first_sync", &TriggerDetails::NONE), 1);
    assert_eq!(simulation.fire("nobody", &TriggerDetails::NONE), 0);
    assert_eq!(times(&simulation, "first_sync", &What::Completed), ["06:00:00"]);
}

#[test]
fn a_trigger_that_fires_while_its_run_goes_on_is_remembered_once() {
    let simulation = registered();
    for _ in 0..3 {
        simulation.fire("tidy", &TriggerDetails::NONE);
    }
    assert_eq!(story(&simulation, "tidy")[1..], ["triggered", "started", "triggered", "triggered again"]);
    simulation.advance(minutes(1));
    assert_eq!(times(&simulation, "tidy", &What::Completed), ["06:00:20", "06:00:40"]);
}

#[test]
fn nothing_runs_without_access() {
    let simulation = registered();
    simulation.access(bgtask::AccessStatus::DeniedByUser);
    simulation.advance(minutes(15));
    assert_eq!(
        story(&simulation, "quarter"),
        ["registered", "triggered", "not run: background work is not allowed (DeniedByUser)"]
    );
    simulation.access(bgtask::AccessStatus::AllowedSubjectToSystemPolicy);
    simulation.advance(minutes(15));
    assert_eq!(times(&simulation, "quarter", &What::Completed), ["06:30:00"]);
}
