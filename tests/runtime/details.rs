//! What triggers bring to a task.

use bgtask::{
    Payload, TriggerDetails,
    catalog::{
        GeofenceState, ThrottleCounter, ToastHistoryChangedType, VisitStateChange, values::system_trigger_type as event,
    },
    details::{Arguments, GeofenceReport, NetworkChange, Position, ToastAction, ToastHistoryChange, Visit},
    host::{
        HostErrorKind,
        simulated::{Network, Simulation},
    },
    prelude::*,
};

use crate::{seconds, story};

#[background_task(trigger = "toast-notification-action")]
fn answer(task: &TaskInstance) -> Result<(), String> {
    let toast = task.trigger_details().toast_action().ok_or("no toast")?;
    match (toast.argument.as_str(), toast.inputs.get("message").map(String::as_str)) {
        ("reply", Some("on my way")) => Ok(()),
        other => Err(format!("{other:?}")),
    }
}

#[background_task(trigger = "toast-notification-history-changed")]
fn count_toasts(task: &TaskInstance) -> Result<(), String> {
    match task.trigger_details().toast_history_change() {
        Some(ToastHistoryChange { change: ToastHistoryChangedType::Removed, .. }) => Ok(()),
        other => Err(format!("{other:?}")),
    }
}

/// Keeps what is new about the network in its progress.
#[background_task(trigger = "system:NetworkStateChange")]
async fn look_at_network(task: &TaskInstance) -> Result<(), String> {
    let change = task.trigger_details().network_change().ok_or("no change")?;
    let flags = [change.internet_connection_profile, change.connection_cost, change.network_connectivity_level];
    task.set_progress(flags.iter().fold(0, |bits, flag| bits * 10 + u32::from(*flag)));
    task.sleep(seconds(1)).await;
    Ok(())
}

#[background_task(trigger = "location")]
fn at_home(task: &TaskInstance) -> Result<(), String> {
    let reports = task.geofence_reports().map_err(|error| format!("{:?}", error.kind()))?;
    match reports.as_slice() {
        [GeofenceReport { geofence, state: GeofenceState::Entered, position: Some(at), .. }]
            if geofence == "home" && at.latitude > 52.0 =>
        {
            Ok(())
        }
        other => Err(format!("{other:?}")),
    }
}

#[background_task(trigger = "geovisit")]
fn keep_visit(task: &TaskInstance) -> Result<(), String> {
    let visits = task.trigger_details().visits().ok_or("no visits")?;
    let arrived = visits.iter().filter(|visit| visit.change == VisitStateChange::Arrived).count();
    task.set_progress(u32::try_from(arrived).map_err(|error| error.to_string())?);
    Ok(())
}

#[background_task(trigger = "time:15")]
fn look_around(task: &TaskInstance) -> Result<(), String> {
    let details = task.trigger_details();
    let declared = task.declared().map(|task| task.spec.trigger.to_string());
    let throttled: u32 = ThrottleCounter::ALL.iter().map(|counter| task.throttle_count(*counter)).sum();
    match (details.is_none(), declared.as_deref(), throttled) {
        (true, Some("time:15"), 0) => Ok(()),
        other => Err(format!("{other:?}")),
    }
}

#[background_app(tasks(answer, count_toasts, look_at_network, at_home, keep_visit, look_around))]
struct App;

fn registered() -> Simulation<App> {
    let simulation = Simulation::<App>::new();
    simulation.block_on(App::register_all(&simulation)).expect("everything is allowed");
    simulation
}

fn fired(name: &str, details: &TriggerDetails) -> Vec<String> {
    let simulation = registered();
    assert_eq!(simulation.fire(name, details), 1);
    simulation.advance(seconds(5));
    story(&simulation, name)[1..].to_vec()
}

#[test]
fn a_toast_brings_its_arguments_and_what_the_user_typed() {
    let inputs = Arguments::from([("message".into(), "on my way".into())]);
    let details = ToastAction { argument: "reply".into(), inputs }.into();
    assert_eq!(fired("answer", &details), ["triggered", "started", "completed"]);
    assert_eq!(fired("answer", &TriggerDetails::NONE), ["triggered", "started", "failed: no toast"]);
}

#[test]
fn a_change_of_the_list_of_toasts_says_which() {
    let change = ToastHistoryChange { change: ToastHistoryChangedType::Removed, collection: String::new() };
    assert_eq!(fired("count_toasts", &change.into()), ["triggered", "started", "completed"]);
}

#[test]
fn geofences_report_to_the_task_that_asks() {
    let home = GeofenceReport {
        geofence: "home".into(),
        state: GeofenceState::Entered,
        removal_reason: None,
        position: Some(Position { latitude: 52.5, longitude: 13.4, accuracy: 30.0 }),
    };
    assert_eq!(fired("at_home", &TriggerDetails::geofences([home])), ["triggered", "started", "completed"]);
    let kind = HostErrorKind::NotAvailable;
    assert_eq!(fired("at_home", &TriggerDetails::NONE)[2], format!("failed: {kind:?}"), "nobody gave any");
}

#[test]
fn visits_arrive_with_what_happened() {
    let visit = |change| Visit { change, position: None, at: std::time::SystemTime::UNIX_EPOCH };
    let visits = [visit(VisitStateChange::Departed), visit(VisitStateChange::Arrived)];
    let details = TriggerDetails::from(Payload::Visits(visits.into()));
    assert_eq!(fired("keep_visit", &details), ["triggered", "started", "progress 1", "completed"]);
}

#[test]
fn a_change_of_the_network_says_what_is_new() {
    let simulation = registered();
    simulation.network(Network::Metered);
    simulation.advance(seconds(5));
    simulation.network(Network::None);
    simulation.advance(seconds(5));
    assert_eq!(
        story(&simulation, "look_at_network")[1..],
        [
            "triggered",
            "started",
            "progress 110",
            "completed", //
            "triggered",
            "started",
            "progress 101",
            "completed",
        ]
    );
}

/// What is waited for to run is run once, with all that is new.
#[test]
fn changes_of_the_network_while_one_is_looked_at_are_one() {
    let simulation = registered();
    simulation.network(Network::None);
    simulation.network(Network::Metered);
    simulation.network(Network::Free);
    simulation.advance(seconds(5));
    assert_eq!(
        story(&simulation, "look_at_network")[1..],
        [
            "triggered",
            "started",
            "progress 101",
            "triggered",
            "triggered again",
            "completed",
            "started",
            "progress 111",
            "completed",
        ]
    );
    let change = NetworkChange { host_name_list: true, ..NetworkChange::default() };
    assert_eq!(fired("look_at_network", &change.into())[2], "progress 0");
}

#[test]
fn a_raised_event_carries_nothing() {
    let simulation = registered();
    simulation.raise(event::NetworkStateChange);
    assert_eq!(story(&simulation, "look_at_network")[1..], ["triggered", "started", "failed: no change"]);
}

#[test]
fn a_task_knows_what_the_app_declares_of_it() {
    assert_eq!(fired("look_around", &TriggerDetails::NONE), ["triggered", "started", "completed"]);
}
