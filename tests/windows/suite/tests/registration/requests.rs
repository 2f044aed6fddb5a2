//! Tasks that the app asks to be run.

use std::collections::BTreeMap;

use bgtask::{
    Arguments,
    host::{
        Host, HostErrorKind, RegisteredTask, RegistrationRequest, RequestResult, Running,
        windows::{DEVICE_ARGUMENTS, DEVICE_ID, WindowsHost},
    },
};
use windows_control::System;
use windows_suite::apps::every::OutOfProcess;

fn registered(host: WindowsHost, name: &str) -> RegisteredTask {
    let tasks = <OutOfProcess as bgtask::BackgroundApp>::TASKS;
    let task = tasks.iter().find(|task| task.spec.name == name).expect("it is declared");
    bgtask::block_on(host.register(RegistrationRequest::new::<OutOfProcess>(task))).expect("it may")
}

fn arguments(entries: &[(&str, &str)]) -> Arguments {
    entries.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

const APPLICATION: [RequestResult; 5] = [
    RequestResult::Allowed,
    RequestResult::CurrentlyRunning,
    RequestResult::DisabledByPolicy,
    RequestResult::Unknown,
    // Of a later Windows.
    RequestResult::Unknown,
];
const DEVICE: [RequestResult; 5] = [
    RequestResult::Allowed,
    RequestResult::DeniedByUser,
    RequestResult::DisabledByPolicy,
    RequestResult::LowBattery,
    RequestResult::Unknown,
];

#[test]
fn every_answer_is_taken_for_what_it_is() {
    let system = System::new();
    let host = WindowsHost::new();
    for (name, class, answers) in [
        ("application", "ApplicationTrigger", APPLICATION),
        ("media-processing", "MediaProcessingTrigger", APPLICATION),
        ("device-use", "DeviceUseTrigger", DEVICE),
    ] {
        let task = registered(host, name);
        for (value, expected) in (0..).zip(answers) {
            system.configure(|configuration| configuration.requests = BTreeMap::from([(class.to_owned(), value)]));
            let given = if name == "device-use" { arguments(&[(DEVICE_ID, "camera")]) } else { Arguments::new() };
            let answer = bgtask::block_on(host.request_run(task.id, given));
            assert_eq!(answer, Ok(expected), "{name} {value}");
        }
        host.unregister(task.id, Running::Finish).expect("it is there");
    }
    assert!(system.settings().is_empty(), "nothing is left of them: {:?}", system.settings());
    system.expect_nothing_alive();
}

#[test]
fn the_arguments_are_handed_over() {
    let system = System::new();
    let host = WindowsHost::new();
    let task = registered(host, "application");
    let device = registered(host, "device-use");
    system.take_calls();
    let run = |task: &RegisteredTask, entries: &[(&str, &str)]| {
        bgtask::block_on(host.request_run(task.id, arguments(entries))).expect("it may");
        system.take_changes()
    };
    assert_eq!(run(&task, &[]), ["new ApplicationTrigger()", "ApplicationTrigger.RequestAsync()"]);
    assert_eq!(
        run(&task, &[("since", "yesterday"), ("until", "now")])[1],
        r#"ApplicationTrigger.RequestAsync(new ValueSet { ["since"] = "yesterday", ["until"] = "now" })"#
    );
    assert_eq!(run(&device, &[(DEVICE_ID, "camera")])[1], r#"DeviceUseTrigger.RequestAsync("camera")"#);
    assert_eq!(
        run(&device, &[(DEVICE_ID, "camera"), (DEVICE_ARGUMENTS, "zoom")])[1],
        r#"DeviceUseTrigger.RequestAsync("camera", "zoom")"#
    );
}

#[test]
fn what_can_not_be_asked_for_is_told() {
    let system = System::new();
    let host = WindowsHost::new();
    let ask = |task: &RegisteredTask| {
        bgtask::block_on(host.request_run(task.id, Arguments::new())).expect_err("it can't be asked for")
    };
    assert_eq!(ask(&registered(host, "time:15")).kind(), HostErrorKind::NotAllowed);
    let text = ask(&registered(host, "device-use")).to_string();
    assert!(text.contains(DEVICE_ID), "{text}");
    let application = registered(host, "application");
    system.fail("ApplicationTrigger.RequestAsync", 0x8007_0005);
    assert_eq!(ask(&application).kind(), HostErrorKind::NotAllowed);
    host.unregister(application.id, Running::Finish).expect("it is there");
    assert_eq!(ask(&application).kind(), HostErrorKind::NotRegistered);
}
