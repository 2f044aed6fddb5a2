//! Triggers that the app fires.

use bgtask::{
    catalog::{ApplicationTriggerResult, DeviceTriggerResult, TriggerKind},
    details::{Arguments, DeviceRequest},
    host::{
        Host, HostErrorKind,
        simulated::{AppState, Simulation, What},
    },
    prelude::*,
};

use crate::{minutes, seconds, story, times};

#[background_task(trigger = "application")]
async fn export(task: &TaskInstance) -> Result<(), String> {
    let format = task.trigger_details().arguments().and_then(|arguments| arguments.get("format"));
    if format.map(String::as_str) != Some("opml") {
        return Err(format!("asked for {format:?}"));
    }
    task.sleep(minutes(2)).await;
    Ok(())
}

#[background_task(trigger = "media-processing")]
fn convert(task: &TaskInstance) -> Result<(), String> {
    let file = task.trigger_details().arguments().and_then(|arguments| arguments.get("file")).ok_or("no file")?;
    if file == "a.wav" { Ok(()) } else { Err(file.clone()) }
}

#[background_task(trigger = "device-use")]
async fn measure(task: &TaskInstance) -> Result<(), String> {
    let request = task.trigger_details().device_request().ok_or("no device")?;
    let expected = DeviceRequest { device_id: "usb#1".into(), arguments: "fast".into(), expected_duration: None };
    if *request != expected {
        return Err(format!("{request:?}"));
    }
    task.sleep(minutes(5)).await;
    Ok(())
}

#[background_task(trigger = "time:15")]
#[background_task(trigger = "device-servicing", name = "flash")]
fn update_firmware(task: &TaskInstance) -> Result<(), String> {
    match task.trigger_details().device_request() {
        Some(request) if request.expected_duration == Some(minutes(20)) && request.arguments.is_empty() => Ok(()),
        other => Err(format!("{other:?}")),
    }
}

#[background_app(tasks(export, convert, measure, update_firmware), model = "out-of-process", namespace = "Tasks")]
struct App;

fn registered() -> Simulation<App> {
    let simulation = Simulation::<App>::new();
    simulation.block_on(App::register_all(&simulation)).expect("everything is allowed");
    simulation
}

#[test]
fn the_app_asks_for_a_run_and_is_told_whether_it_gets_one() {
    let simulation = registered();
    let registrar = Registrar::<App, _>::new(&simulation);
    let trigger = registrar.application_trigger::<export>().expect("the simulation says").expect("it is registered");
    let arguments = Arguments::from([("format".into(), "opml".into())]);
    let request = || simulation.block_on(trigger.request(&arguments));
    assert_eq!(request(), Ok(ApplicationTriggerResult::Allowed));
    assert_eq!(request(), Ok(ApplicationTriggerResult::CurrentlyRunning));
    simulation.advance(minutes(3));
    assert_eq!(times(&simulation, "export", &What::Completed), ["06:02:00"], "it may take ten minutes");

    simulation.access(bgtask::AccessStatus::DeniedByUser);
    assert_eq!(request(), Ok(ApplicationTriggerResult::DisabledByPolicy));
    simulation.app(AppState::Background);
    assert_eq!(request().map_err(|error| error.kind()), Err(HostErrorKind::NotAllowed));
}

#[test]
fn media_processing_gets_its_arguments() {
    let simulation = registered();
    let registrar = Registrar::<App, _>::new(&simulation);
    let trigger = registrar.media_processing_trigger::<convert>().expect("it says").expect("it is registered");
    let answer = simulation.block_on(trigger.request(&Arguments::from([("file".into(), "a.wav".into())])));
    assert_eq!(answer, Ok(ApplicationTriggerResult::Allowed));
    assert_eq!(story(&simulation, "convert"), ["registered", "triggered", "started", "completed"]);
}

#[test]
fn a_device_task_gets_its_device() {
    let simulation = registered();
    let registrar = Registrar::<App, _>::new(&simulation);
    let trigger = registrar.device_use_trigger::<measure>().expect("it says").expect("it is registered");
    let request = || simulation.block_on(trigger.request("usb#1", "fast"));
    assert_eq!(request(), Ok(DeviceTriggerResult::Allowed));
    assert_eq!(request(), Ok(DeviceTriggerResult::DeniedBySystem), "one at a time");
    simulation.advance(minutes(6));
    assert_eq!(times(&simulation, "measure", &What::Completed), ["06:05:00"]);
    simulation.access(bgtask::AccessStatus::DeniedByUser);
    assert_eq!(request(), Ok(DeviceTriggerResult::DeniedByUser));
}

/// The registration is the one that has the trigger, also where it is not the type's first.
#[test]
fn a_firmware_task_gets_its_device_and_the_expected_time() {
    let simulation = registered();
    let registrar = Registrar::<App, _>::new(&simulation);
    let trigger = registrar.device_servicing_trigger::<update_firmware>().expect("it says").expect("it is registered");
    let answer = simulation.block_on(trigger.request("usb#1", minutes(20), ""));
    assert_eq!(answer, Ok(DeviceTriggerResult::Allowed));
    simulation.advance(seconds(1));
    assert_eq!(story(&simulation, "flash"), ["registered", "triggered", "started", "completed"]);
}

#[test]
fn another_trigger_is_told_by_its_name() {
    let simulation = registered();
    let registrar = Registrar::<App, _>::new(&simulation);
    let registration = registrar.get("measure").expect("the simulation says").expect("it is registered");
    assert_eq!(registration.declared().map(|task| task.spec.trigger.kind), Some(TriggerKind::DeviceUse));
    assert!(registration.device_use_trigger().is_ok());
    let error = registration.application_trigger().expect_err("it has another trigger");
    assert_eq!(error.to_string(), "the task `measure` has the trigger `device-use`, not `application`");

    // A host does not take the app's word for it.
    let answer = simulation.block_on(simulation.request_application(registration.id(), &Arguments::new()));
    let error = answer.expect_err("it has another trigger");
    assert_eq!(
        (error.kind(), error.text()),
        (HostErrorKind::NotAllowed, "the trigger is `device-use`, not `application`")
    );
}

#[test]
fn what_is_not_registered_has_no_trigger() {
    let simulation = Simulation::<App>::new();
    let registrar = Registrar::<App, _>::new(&simulation);
    assert!(registrar.application_trigger::<export>().expect("the simulation says").is_none());

    let registered = registered();
    let registrar = Registrar::<App, _>::new(&registered);
    let trigger = registrar.application_trigger::<export>().expect("the simulation says").expect("it is registered");
    registrar.unregister_all(Running::Finish).expect("the simulation obeys");
    let error = registered.block_on(trigger.request(&Arguments::new())).expect_err("it is gone");
    assert_eq!(error.kind(), HostErrorKind::NotRegistered);
}
