//! The calls that a registration is made of.

use bgtask::{
    BackgroundApp,
    host::{Host, RegistrationRequest, Running, windows::WindowsHost},
};
use bgtask_core::{
    catalog::{Condition, HostingModel, ParameterKind, Support, TriggerKind},
    model::{Argument, ResolvedTask},
};
use windows_control::System;
use windows_suite::{
    apps::{
        every::{ByForwarder, Com, InProcess, OutOfProcess},
        options::Options,
    },
    expected::Expected,
    package::manifest,
};

/// Registers each task of `A` and removes it again, in a package with the manifest that `cargo bgtask` makes for it: the
/// calls, task by task.
fn registered_one_by_one<A: BackgroundApp>(file: &str, app: &str) {
    let system = System::new();
    system.package(&manifest(app));
    system.configure(|configuration| {
        configuration.full_trust = A::TASKS.iter().any(is_for_full_trust);
        configuration.standby = true;
    });
    let host = WindowsHost::new();
    let mut expected = Expected::new(file);
    for task in A::TASKS {
        system.take_calls();
        let registered = bgtask::block_on(host.register(RegistrationRequest::new::<A>(task)));
        let registered = registered.unwrap_or_else(|error| panic!("{}: {error}", task.spec.name));
        expected.part(task.spec.name, &system.take_changes());
        assert_eq!(system.names(), [task.spec.name]);
        assert_eq!(host.registrations(), Ok(vec![registered.clone()]));
        host.unregister(registered.id, Running::Finish).expect("it is there");
        assert!(system.names().is_empty(), "{} is gone", task.spec.name);
    }
    expected.compare();
    system.expect_nothing_alive();
}

fn is_for_full_trust(task: &ResolvedTask<'_>) -> bool {
    task.windows.is_some_and(|windows| windows.model.is_for_full_trust())
}

#[test]
fn every_trigger_in_process() {
    registered_one_by_one::<InProcess>("in-process.txt", "InProcess");
}

#[test]
fn every_trigger_out_of_process() {
    registered_one_by_one::<OutOfProcess>("out-of-process.txt", "OutOfProcess");
}

#[test]
fn every_trigger_by_com() {
    registered_one_by_one::<Com>("com.txt", "Com");
}

#[test]
fn every_trigger_by_the_forwarder() {
    registered_one_by_one::<ByForwarder>("forwarded.txt", "ByForwarder");
}

#[test]
fn conditions_and_options() {
    registered_one_by_one::<Options>("options.txt", "Options");
    let has = |condition: Condition| Options::TASKS.iter().any(|task| task.spec.conditions == [condition]);
    for condition in Condition::ALL {
        assert!(has(*condition), "{} is tried", condition.facts().name);
    }
}

/// The apps above leave out nothing that the catalog has.
#[test]
fn the_apps_have_every_trigger_and_every_value() {
    for (model, tasks) in [
        (HostingModel::InProcess, InProcess::TASKS),
        (HostingModel::OutOfProcess, OutOfProcess::TASKS),
        (HostingModel::Com, Com::TASKS),
        (HostingModel::Forwarded, ByForwarder::TASKS),
    ] {
        for kind in TriggerKind::ALL {
            let facts = kind.facts();
            let of_kind: Vec<_> = tasks.iter().filter(|task| task.spec.trigger.kind == *kind).collect();
            let may_be = match facts.support(model) {
                Support::Works => true,
                // Where nobody vouches for it, the macro refuses it with a COM class.
                Support::Untested => model != HostingModel::Com,
                Support::Fails(_) => false,
            };
            let by_function = facts.construction.needs_with() && model == HostingModel::Forwarded;
            assert_eq!(!of_kind.is_empty(), may_be && !by_function, "{} in the model {}", facts.name, model.name());
            if model != HostingModel::InProcess {
                continue;
            }
            if let Some(ParameterKind::Value(values)) = facts.parameter.map(|parameter| parameter.kind) {
                for value in values {
                    let argument = Argument::Value(*value);
                    assert!(of_kind.iter().any(|task| task.spec.trigger.argument == argument), "{value:?}");
                }
            }
            let once = of_kind.iter().any(|task| task.spec.trigger.once);
            assert_eq!(once, facts.one_shot, "{}", facts.name);
        }
    }
}

#[test]
fn an_older_windows_runs_nothing_in_standby() {
    let system = System::new();
    let task = Options::TASKS.iter().find(|task| task.spec.name == "run in standby").expect("it is declared");
    let answer = bgtask::block_on(WindowsHost::new().register(RegistrationRequest::new::<Options>(task)));
    assert!(answer.is_ok(), "it is registered all the same: {answer:?}");
    let calls = system.take_changes();
    assert!(calls.iter().any(|call| call.contains("IsRunningTaskInStandbySupported")), "{calls:?}");
    assert!(!calls.iter().any(|call| call.contains("SetAllowRunningTaskInStandby")), "{calls:?}");
}
