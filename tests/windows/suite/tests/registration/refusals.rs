//! What Windows refuses, and what is made of it.

use bgtask::{
    BackgroundApp,
    host::{Host, RegistrationRequest, windows::WindowsHost},
    registration::{RegisterError, register_all},
};
use bgtask_core::{
    catalog::{Condition, HostingModel, TriggerKind, values::system_trigger_type},
    model::{Argument, ResolvedTask, ResolvedWindows, TaskSpec, Trigger},
};
use windows_control::System;
use windows_suite::{
    apps::{
        every::{ByForwarder, Com, InProcess, OutOfProcess},
        feed::Feed,
    },
    expected::Expected,
    package::{manifest, manifest_without},
};

fn named<A: BackgroundApp>(name: &str) -> ResolvedTask<'static> {
    *A::TASKS.iter().find(|task| task.spec.name == name).expect("it is declared")
}

/// A task that no annotation can declare, as rules forbid it.
fn by_hand(task: &ResolvedTask<'static>, trigger: Trigger<'static>) -> ResolvedTask<'static> {
    ResolvedTask { spec: TaskSpec { trigger, ..task.spec }, ..*task }
}

fn in_model(task: &ResolvedTask<'static>, model: HostingModel) -> ResolvedTask<'static> {
    let windows = task.windows.map(|windows| ResolvedWindows { model, ..windows });
    ResolvedTask { windows, ..*task }
}

fn refused<A: BackgroundApp>(task: &ResolvedTask<'static>) -> RegisterError {
    let answer = bgtask::block_on(WindowsHost::new().register(RegistrationRequest::new::<A>(task)));
    answer.expect_err("Windows refuses it")
}

/// Each refusal with what an app's log would say of it.
#[test]
fn every_refusal_says_what_is_wrong_and_keeps_windows_answer() {
    let system = System::new();
    let mut expected = Expected::new("refusals.txt");
    let mut part = |title: &str, error: &RegisterError| {
        let code = error.code().map_or_else(|| "no code".to_owned(), |code| code.to_string());
        let variant = format!("{error:?}");
        let variant = variant.split([' ', '(', '{']).next().unwrap_or_default();
        expected.part(title, &[format!("{variant}, {code}"), error.to_string()]);
    };
    let time = named::<OutOfProcess>("time:15");
    let literal = |kind, argument| Trigger { argument, ..Trigger::new(kind) };

    system.package(&manifest("Com"));
    part("an entry point that the manifest lacks", &refused::<OutOfProcess>(&time));
    system.package(&manifest_without("OutOfProcess", r#"<Task Type="timer" />"#));
    part("an entry point without the type of the trigger", &refused::<OutOfProcess>(&time));
    let class = r#"<ActivatableClass ActivatableClassId="Tasks.Literal" ThreadingModel="both" />"#;
    system.package(&manifest_without("OutOfProcess", class));
    part("an entry point without its class", &refused::<OutOfProcess>(&time));

    system.configure(|configuration| configuration.full_trust = true);
    part("a forwarder that the manifest lacks", &refused::<ByForwarder>(&named::<ByForwarder>("time:15")));
    part("a COM class that the manifest lacks", &refused::<Com>(&named::<Com>("time:15")));
    system.package(&manifest("Com"));
    let time_by_com = named::<Com>("time:15");
    let system_by_com =
        by_hand(&time_by_com, literal(TriggerKind::System, Argument::Value(system_trigger_type::TimeZoneChange)));
    part("a system trigger with a COM class", &refused::<Com>(&system_by_com));
    let application_by_com = by_hand(&time_by_com, Trigger::new(TriggerKind::Application));
    part("an application trigger with a COM class", &refused::<Com>(&application_by_com));
    system.configure(|configuration| configuration.full_trust = false);
    part("a COM class of an app in an AppContainer", &refused::<Com>(&time_by_com));

    system.package(&manifest("OutOfProcess"));
    let device = in_model(&named::<OutOfProcess>("device-use"), HostingModel::InProcess);
    part("a device's task in the app's process", &refused::<InProcess>(&device));
    let device = named::<OutOfProcess>("device-use");
    let device = ResolvedTask { spec: TaskSpec { conditions: &[Condition::UserPresent], ..device.spec }, ..device };
    part("a device's task with a condition", &refused::<OutOfProcess>(&device));
    let reset = literal(TriggerKind::System, Argument::Value(system_trigger_type::ControlChannelReset));
    part(
        "a reset of the control channel, once",
        &refused::<OutOfProcess>(&by_hand(&time, Trigger { once: true, ..reset })),
    );
    let minutes = by_hand(&time, literal(TriggerKind::Time, Argument::Number(14)));
    part("14 minutes", &refused::<OutOfProcess>(&minutes));
    let application = named::<InProcess>("application");
    let first = bgtask::block_on(WindowsHost::new().register(RegistrationRequest::new::<InProcess>(&application)));
    assert!(first.is_ok(), "one is allowed: {first:?}");
    part("a second application trigger", &refused::<InProcess>(&application));
    for (title, name) in [
        ("a second media processing trigger", "media-processing"),
        ("a second device use trigger", "device-use"),
        ("a second geofence trigger", "location:Geofence"),
    ] {
        let task = named::<OutOfProcess>(name);
        let first = bgtask::block_on(WindowsHost::new().register(RegistrationRequest::new::<OutOfProcess>(&task)));
        assert!(first.is_ok(), "one is allowed: {first:?}");
        let second = refused::<OutOfProcess>(&task);
        let facts = task.spec.trigger.kind.facts();
        assert!(
            matches!(&second, RegisterError::TooManyRegistrations { trigger, allowed: 1, .. } if *trigger == facts.name),
            "{second:?}"
        );
        part(title, &second);
    }

    system.fail("BackgroundTaskBuilder.Register", 0x8007_05AA);
    part("a device whose resources are used up", &refused::<InProcess>(&named::<InProcess>("time:15")));
    system.configure(|configuration| configuration.failures.clear());
    system.fail("TimeTrigger.Create", 0x8004_0154);
    part("a trigger that this Windows lacks", &refused::<OutOfProcess>(&time));
    system.configure(|configuration| {
        configuration.failures.clear();
        configuration.identity = false;
    });
    part("no identity", &refused::<InProcess>(&named::<InProcess>("time:15")));
    let all = bgtask::block_on(register_all::<Feed, _>(&WindowsHost::new())).expect_err("it has no identity");
    expected.part("no identity, for all tasks", &[all.to_string()]);
    expected.compare();
    system.expect_nothing_alive();
}

#[test]
fn a_refused_task_does_not_keep_the_others_from_being_registered() {
    let system = System::new();
    system.fail("SystemTrigger.Create", 0x8000_4005);
    let error = bgtask::block_on(register_all::<Feed, _>(&WindowsHost::new())).expect_err("one is refused");
    let report = error.report().expect("the others were tried");
    assert_eq!(report.failures().map(|(name, _)| name).collect::<Vec<_>>(), ["reschedule"]);
    assert_eq!(system.names(), ["refresh_feeds"]);
    assert!(!system.settings().contains_key("bgtask.version"), "what an update asks for is tried again");
}
