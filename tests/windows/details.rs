//! What Windows' objects bring to a task.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, SystemTime},
};

use bgtask::{
    Payload,
    catalog::{ThrottleCounter, ToastHistoryChangedType, VisitStateChange},
    details::{Arguments, DeviceRequest, NetworkChange, Position, ToastAction, ToastHistoryChange, Visit},
    host::{
        HostErrorKind,
        windows::{DetailsError, activation, details_as, raw_instance},
    },
    prelude::*,
    provide_state,
};
use windows::{
    ApplicationModel::Background::{ApplicationTriggerDetails, IBackgroundTaskInstance4},
    Devices::SmartCards::SmartCardTriggerDetails,
    core::{IInspectable, Interface, Result},
};
use windows_instance as double;

use crate::objects;

/// What the tasks found, in their words.
type Found = Mutex<Vec<String>>;

#[background_task(trigger = "push-notification")]
fn take(task: &TaskInstance) -> std::result::Result<(), bgtask::NoState> {
    task.state::<Payloads>()?.0.lock().expect("nobody panics with it").push(task.trigger_details().payload().clone());
    Ok(())
}

/// The payloads that `take` was run with.
#[derive(Clone, Default)]
struct Payloads(Arc<Mutex<Vec<Payload>>>, Arc<Found>);

#[background_task(trigger = "smart-card:ReaderCardAdded")]
fn read_card(task: &TaskInstance) -> std::result::Result<(), String> {
    let found = match details_as::<SmartCardTriggerDetails>(task) {
        Ok(Some(details)) => format!("type {:?}", details.TriggerType().map(|kind| kind.0)),
        Ok(None) => "nothing".to_owned(),
        Err(error) => error.to_string(),
    };
    tell(task, found)
}

#[background_task(trigger = "location")]
fn look(task: &TaskInstance) -> std::result::Result<(), String> {
    let throttled: Vec<_> = ThrottleCounter::ALL.iter().map(|counter| task.throttle_count(*counter)).collect();
    let reports = task.geofence_reports().map_err(|error| error.kind());
    let instance = raw_instance(task).map_err(|error| error.to_string())?.ok_or("no instance")?;
    let suspended = instance.SuspendedCount().map_err(|error| error.to_string())?;
    let user = instance.cast::<IBackgroundTaskInstance4>().is_ok();
    assert_eq!(reports.map(|reports| reports.len()), Err(HostErrorKind::NotAvailable), "Wine has no geofences");
    tell(task, format!("{throttled:?} {suspended} {user}"))
}

fn tell(task: &TaskInstance, found: String) -> std::result::Result<(), String> {
    let state = task.state::<Payloads>().map_err(|error| error.to_string())?;
    state.1.lock().expect("nobody panics with it").push(found);
    Ok(())
}

#[background_app(tasks(take, read_card, look), state = Payloads)]
struct App;

/// Runs the task `name` with these details, and gives what it left.
fn run(name: &'static str, details: Option<IInspectable>) -> (Option<Payload>, Option<String>) {
    // One at a time: an app has one state.
    static RUNNING: Mutex<()> = Mutex::new(());
    let running = RUNNING.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let state = Payloads::default();
    provide_state::<App>(state.clone());
    let (instance, log) = double::activation(name, details);
    App::on_background_activated(activation(&instance).expect("Windows gives all")).expect("it is the app's");
    log.wait();
    assert_eq!(log.deferrals(), (1, 1));
    drop(running);
    let payload = state.0.lock().expect("nobody panics with it").pop();
    let found = state.1.lock().expect("nobody panics with it").pop();
    (payload, found)
}

fn payload(details: Result<IInspectable>) -> Payload {
    run("take", Some(details.expect("the double is made"))).0.expect("the task ran")
}

fn found(name: &'static str, details: Option<Result<IInspectable>>) -> String {
    let details = details.map(|details| details.expect("the double is made"));
    run(name, details).1.expect("the task ran")
}

fn texts(texts: &[(&str, &str)]) -> Arguments {
    texts.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect()
}

#[test]
fn arguments_are_the_texts_of_their_set() {
    let given = [("format", "opml"), ("name", "Grüße")];
    assert_eq!(
        payload(objects::arguments(&given)),
        Payload::Arguments(texts(&given)),
        "numbers are left to the object"
    );
    assert_eq!(payload(objects::media(&given)), Payload::Arguments(texts(&given)));
    assert_eq!(payload(objects::no_arguments()), Payload::Arguments(Arguments::new()));
}

#[test]
fn a_toast_brings_its_argument_and_inputs() {
    let inputs = [("message", "on my way"), ("when", "15")];
    let expected = ToastAction { argument: "reply".into(), inputs: texts(&inputs) };
    assert_eq!(payload(objects::toast("reply", &inputs)), Payload::ToastAction(expected));
}

#[test]
fn a_change_of_the_toasts_says_which_and_one_of_a_later_windows_is_left_to_the_object() {
    let expected = ToastHistoryChange { change: ToastHistoryChangedType::Expired, collection: String::new() };
    assert_eq!(payload(objects::history(2)), Payload::ToastHistory(expected));
    assert_eq!(payload(objects::history(9)), Payload::None);
}

#[test]
fn a_change_of_the_network_says_what_is_new_on_an_older_windows_too() {
    let expected = NetworkChange {
        internet_connection_profile: true,
        network_connectivity_level: true,
        host_name_list: true,
        ..NetworkChange::default()
    };
    assert_eq!(payload(objects::network()), Payload::Network(expected));
}

#[test]
fn a_device_is_named_with_what_is_asked_of_it() {
    let device = DeviceRequest { device_id: "usb#1".into(), arguments: "fast".into(), expected_duration: None };
    assert_eq!(payload(objects::device_use()), Payload::Device(device));
    for (ticks, expected) in [(12_000_000_000, 1200), (-1, 0)] {
        let expected_duration = Some(Duration::from_secs(expected));
        let device = DeviceRequest { device_id: "usb#2".into(), arguments: String::new(), expected_duration };
        assert_eq!(payload(objects::device_servicing(ticks)), Payload::Device(device));
    }
}

#[test]
fn visits_have_their_place_and_time() {
    let at = SystemTime::UNIX_EPOCH + Duration::from_secs(1);
    let known = Position { latitude: 52.5, longitude: 13.4, accuracy: 30.0 };
    let expected = [
        Visit { change: VisitStateChange::Arrived, position: Some(known), at },
        Visit { change: VisitStateChange::TrackingLost, position: None, at },
    ];
    // The one in the middle is of a later Windows.
    let visits = payload(objects::visits(&[(true, 1), (true, 9), (false, 0)]));
    assert_eq!(visits, Payload::Visits(expected.into()));
}

#[test]
fn other_details_are_given_as_their_class() {
    assert_eq!(found("read_card", Some(objects::smart_card())), "type Ok(5)");
    assert_eq!(found("read_card", None), "nothing");
}

#[test]
fn a_wrong_class_is_told_with_the_right_one() {
    let expected = "the details are no `Windows.Devices.SmartCards.SmartCardTriggerDetails`; the trigger \
                    `smart-card:ReaderCardAdded` gives a `Windows.Devices.SmartCards.SmartCardTriggerDetails` (documented)";
    assert_eq!(found("read_card", Some(objects::network())), expected);
    let named = expected.replace("`; the", "` but a `Windows.Foundation.IStringable`; the");
    assert_eq!(found("read_card", Some(objects::named())), named);
}

#[test]
fn an_activation_outside_a_declaration_tells_a_wrong_class_alone() {
    let (instance, _log) = double::activation("of an earlier version", Some(objects::network().expect("it is made")));
    let activation = activation::<App>(&instance).expect("Windows gives all");
    let error = details_as::<ApplicationTriggerDetails>(activation.instance()).expect_err("it is another class");
    assert!(matches!(&error, DetailsError::OtherClass(wrong) if wrong.declared.is_none()));
    let text = "the details are no `Windows.ApplicationModel.Background.ApplicationTriggerDetails`";
    assert_eq!(error.to_string(), text);
}

#[test]
fn the_instance_counts_what_it_was_held_back_for() {
    assert_eq!(
        found("look", None),
        "[12, 5, 7] 3 true",
        "all, processor, network; suspended; the user could be asked for"
    );
}

#[test]
fn an_instance_is_gone_with_its_run() {
    let (instance, log) = double::activation("take", None);
    let activation = activation::<App>(&instance).expect("Windows gives all");
    let task = activation.instance().clone();
    assert!(matches!(raw_instance(&task), Ok(Some(_))));
    drop(activation);
    assert_eq!(log.deferrals(), (1, 1));
    assert!(matches!(raw_instance(&task), Ok(None)));
}
