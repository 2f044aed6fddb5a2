//! Triggers that the app fires.

use std::{collections::BTreeMap, time::Duration};

use bgtask::{
    catalog::{ApplicationTriggerResult, DeviceTriggerResult},
    details::{Arguments, DeviceRequest},
    host::{Host, HostError, HostErrorKind, RegisteredTask, RegistrationRequest, Running, windows::WindowsHost},
};
use windows_control::System;
use windows_suite::apps::every::OutOfProcess;

const HOST: WindowsHost = WindowsHost::new();

fn registered(name: &str) -> RegisteredTask {
    let task = OutOfProcess::TASKS.iter().find(|task| task.spec.name == name).expect("it is declared");
    bgtask::block_on(HOST.register(RegistrationRequest::new::<OutOfProcess>(task))).expect("it may")
}

fn arguments(entries: &[(&str, &str)]) -> Arguments {
    entries.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

fn camera(arguments: &str) -> DeviceRequest {
    DeviceRequest { device_id: "camera".to_owned(), arguments: arguments.to_owned(), expected_duration: None }
}

/// Has a trigger's class answer with each value in turn, and with one that only a later Windows knows.
fn answered<T: std::fmt::Debug + PartialEq + Copy>(
    system: &System,
    class: &str,
    from_value: impl Fn(i32) -> Option<T>,
    ask: impl Fn() -> Result<T, HostError>,
) {
    for value in 0..=4 {
        system.configure(|configuration| configuration.requests = BTreeMap::from([(class.to_owned(), value)]));
        match from_value(value) {
            Some(known) => assert_eq!(ask(), Ok(known), "{class}"),
            None => {
                let error = ask().expect_err("nothing is known of it");
                assert!(value == 4 && error.to_string().contains('4'), "{class} {value}: {error}");
            }
        }
    }
}

#[test]
fn every_answer_is_taken_for_what_it_is() {
    let system = System::new();
    let tasks = ["application", "media-processing", "device-use", "device-servicing"].map(registered);
    let [application, media, device, servicing] = &tasks;
    answered(&system, "ApplicationTrigger", ApplicationTriggerResult::from_value, || {
        bgtask::block_on(HOST.request_application(application.id, &Arguments::new()))
    });
    answered(&system, "MediaProcessingTrigger", ApplicationTriggerResult::from_value, || {
        bgtask::block_on(HOST.request_media_processing(media.id, &Arguments::new()))
    });
    answered(&system, "DeviceUseTrigger", DeviceTriggerResult::from_value, || {
        bgtask::block_on(HOST.request_device_use(device.id, camera("")))
    });
    answered(&system, "DeviceServicingTrigger", DeviceTriggerResult::from_value, || {
        bgtask::block_on(HOST.request_device_servicing(servicing.id, camera("")))
    });
    for task in tasks {
        HOST.unregister(task.id, Running::Finish).expect("it is there");
    }
    assert!(system.settings().is_empty(), "nothing is left of them: {:?}", system.settings());
    system.expect_nothing_alive();
}

#[test]
fn what_is_asked_for_is_handed_over() {
    let system = System::new();
    let [application, media, device, servicing] =
        ["application", "media-processing", "device-use", "device-servicing"].map(|name| registered(name).id);
    system.take_calls();

    let two = arguments(&[("since", "yesterday"), ("until", "now")]);
    system.configure(|configuration| configuration.own_triggers.clear());
    bgtask::block_on(HOST.request_application(application, &Arguments::new())).expect("it may");
    assert_eq!(system.take_changes(), ["new ApplicationTrigger()", "ApplicationTrigger.RequestAsync()"]);
    bgtask::block_on(HOST.request_application(application, &two)).expect("it may");
    bgtask::block_on(HOST.request_media_processing(media, &two)).expect("it may");
    let set = r#"new ValueSet { ["since"] = "yesterday", ["until"] = "now" }"#;
    let calls = system.take_changes();
    assert_eq!(calls[1], format!("ApplicationTrigger.RequestAsync({set})"));
    assert_eq!(calls[3], format!("MediaProcessingTrigger.RequestAsync({set})"));

    bgtask::block_on(HOST.request_device_use(device, camera(""))).expect("it may");
    bgtask::block_on(HOST.request_device_use(device, camera("zoom"))).expect("it may");
    let minutes = DeviceRequest { expected_duration: Some(Duration::from_mins(10)), ..camera("firmware 2") };
    bgtask::block_on(HOST.request_device_servicing(servicing, minutes)).expect("it may");
    let calls = system.take_changes();
    assert_eq!(calls[1], r#"DeviceUseTrigger.RequestAsync("camera")"#);
    assert_eq!(calls[3], r#"DeviceUseTrigger.RequestAsync("camera", "zoom")"#);
    assert_eq!(calls[5], r#"DeviceServicingTrigger.RequestAsync("camera", TimeSpan.FromMinutes(10), "firmware 2")"#);
}

#[test]
fn the_registrations_own_object_is_asked_where_windows_gives_it() {
    let system = System::new();
    let names = ["application", "media-processing", "device-use", "device-servicing"];
    let [application, media, device, servicing] = names.map(|name| registered(name).id);
    let request_all = || {
        bgtask::block_on(HOST.request_application(application, &Arguments::new())).expect("it may");
        bgtask::block_on(HOST.request_media_processing(media, &Arguments::new())).expect("it may");
        bgtask::block_on(HOST.request_device_use(device, camera(""))).expect("it may");
        bgtask::block_on(HOST.request_device_servicing(servicing, camera(""))).expect("it may");
    };
    // What is known of Windows: apps get the application trigger so.
    system.take_calls();
    request_all();
    assert_eq!(
        system.take_changes(),
        [
            r#"BackgroundTaskRegistration("application").Trigger.RequestAsync()"#,
            "new MediaProcessingTrigger()",
            "MediaProcessingTrigger.RequestAsync()",
            "new DeviceUseTrigger()",
            r#"DeviceUseTrigger.RequestAsync("camera")"#,
            "new DeviceServicingTrigger()",
            r#"DeviceServicingTrigger.RequestAsync("camera", TimeSpan.FromMinutes(0))"#,
        ]
    );
    let classes = ["ApplicationTrigger", "MediaProcessingTrigger", "DeviceUseTrigger", "DeviceServicingTrigger"];
    system.configure(|configuration| configuration.own_triggers = classes.map(str::to_owned).into());
    request_all();
    let arguments = ["", "", r#""camera""#, r#""camera", TimeSpan.FromMinutes(0)"#];
    let asked = |(name, given)| format!("BackgroundTaskRegistration({name:?}).Trigger.RequestAsync({given})");
    assert_eq!(system.take_changes(), names.into_iter().zip(arguments).map(asked).collect::<Vec<_>>());
    for id in [application, media, device, servicing] {
        HOST.unregister(id, Running::Finish).expect("it is there");
    }
    system.expect_nothing_alive();
}

#[test]
fn what_can_not_be_asked_for_is_told() {
    let system = System::new();
    let task = registered("application");
    let ask = || bgtask::block_on(HOST.request_application(task.id, &Arguments::new())).expect_err("it can't be");
    system.fail("ApplicationTrigger.RequestAsync", 0x8007_0005);
    assert_eq!(ask().kind(), HostErrorKind::NotAllowed);
    HOST.unregister(task.id, Running::Finish).expect("it is there");
    assert_eq!(ask().kind(), HostErrorKind::NotRegistered);
}
