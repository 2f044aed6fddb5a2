//! The single operations, and the traps of the toolkit's BackgroundTaskHelper that are none here.

use bgtask::{
    BackgroundApp,
    host::{Host, RegistrationRequest, Running, windows::WindowsHost},
    registration::{
        Change, RegisterAllOptions, RegisterError, RegisterOptions, Registrar, Undeclared, register_all_with,
    },
};
use windows_control::{Access, System};
use windows_suite::apps::{
    every::OutOfProcess,
    feed::{self, Feed, Synchronised},
};

fn host() -> WindowsHost {
    WindowsHost::new()
}

#[test]
fn a_registered_task_is_given_and_not_null() {
    let system = System::new();
    let host = host();
    let registrar = Registrar::<Feed, _>::new(&host);
    assert!(!registrar.is_registered("refresh_feeds").expect("it is listed"));
    let first = bgtask::block_on(registrar.register("refresh_feeds", RegisterOptions::new())).expect("it may");
    system.take_calls();
    let second = bgtask::block_on(registrar.register("refresh_feeds", RegisterOptions::new())).expect("it may");
    assert_eq!((first.change, second.change), (Change::Registered, Change::Kept));
    assert_eq!(first.registration.id(), second.registration.id());
    assert_eq!(system.take_changes(), ["BackgroundExecutionManager.RequestAccessAsync()"], "access comes first");
    assert!(registrar.is_registered("refresh_feeds").expect("it is listed"));
    assert!(!registrar.is_registered("Refresh_Feeds").expect("it is listed"), "names are told apart by case");
}

#[test]
fn forcing_replaces_every_registration_of_the_name_and_leaves_runs_alone_unless_told() {
    let system = System::new();
    let host = host();
    let registrar = Registrar::<Feed, _>::new(&host);
    // Two of one name, as Windows allows.
    for _ in 0..2 {
        let task = &<Feed as BackgroundApp>::TASKS[0];
        bgtask::block_on(host.register(RegistrationRequest::new::<Feed>(task))).expect("it may");
    }
    system.take_calls();
    let options = RegisterOptions::new().force(true);
    let forced = bgtask::block_on(registrar.register("refresh_feeds", options)).expect("it may");
    assert_eq!((forced.change, system.names().len()), (Change::Replaced, 1));
    let unregister = |cancel: bool| format!("BackgroundTaskRegistration(\"refresh_feeds\").Unregister({cancel})");
    let calls = system.take_changes();
    assert_eq!(calls.iter().filter(|call| **call == unregister(false)).count(), 2, "{calls:?}");
    bgtask::block_on(registrar.register("refresh_feeds", options.running(Running::Cancel))).expect("it may");
    assert!(system.take_changes().contains(&unregister(true)));
}

#[test]
fn condition_loss_is_as_declared_unless_told() {
    let system = System::new();
    let host = host();
    let registrar = Registrar::<Feed, _>::new(&host);
    bgtask::block_on(registrar.register("refresh_feeds", RegisterOptions::new())).expect("it may");
    assert!(!system.take_calls().iter().any(|call| call.contains("CancelOnConditionLoss")));
    let options = RegisterOptions::new().cancel_on_condition_loss(true);
    let changed = bgtask::block_on(registrar.register("refresh_feeds", options)).expect("it may");
    assert_eq!(changed.change, Change::Replaced, "another way of registering is told");
    assert!(system.take_calls().contains(&"BackgroundTaskBuilder.SetCancelOnConditionLoss(true)".to_owned()));
}

#[test]
fn unregistering_says_how_many_there_were() {
    let system = System::new();
    let host = host();
    let registrar = Registrar::<Feed, _>::new(&host);
    assert_eq!(registrar.unregister("refresh_feeds", Running::Finish), Ok(0), "nothing is no error");
    bgtask::block_on(registrar.register_all(RegisterAllOptions::new())).expect("it may");
    assert_eq!(registrar.unregister_task::<feed::refresh_feeds>(Running::Cancel), Ok(1));
    assert!(
        system.take_changes().contains(&r#"BackgroundTaskRegistration("refresh_feeds").Unregister(true)"#.to_owned())
    );
    assert_eq!(registrar.unregister_all(Running::Finish), Ok(1));
    assert!(system.names().is_empty());
    assert_eq!(system.settings().keys().collect::<Vec<_>>(), ["bgtask.version"], "nothing is left of them");
    system.expect_nothing_alive();
}

#[test]
fn a_name_that_is_not_declared_and_an_app_that_is_denied_are_told() {
    let system = System::new();
    let host = host();
    let registrar = Registrar::<Feed, _>::new(&host);
    let error = bgtask::block_on(registrar.register("Refresh", RegisterOptions::new())).expect_err("no such task");
    assert_eq!(error, RegisterError::NotDeclared { name: "Refresh".to_owned() });
    system.configure(|configuration| configuration.access = Access::DeniedBySystemPolicy);
    let error = bgtask::block_on(registrar.register("reschedule", RegisterOptions::new())).expect_err("it may not");
    assert!(matches!(error, RegisterError::Access(_)), "{error}");
}

#[test]
fn what_is_not_declared_is_left_or_removed_as_told() {
    for (undeclared, left, change) in [
        (
            Undeclared::Keep,
            vec!["reschedule", "of a library", "refresh_feeds"],
            (Change::Undeclared, Change::Undeclared),
        ),
        (Undeclared::RemoveOurs, vec!["of a library", "refresh_feeds"], (Change::Removed, Change::Undeclared)),
        (Undeclared::RemoveAll, vec!["refresh_feeds"], (Change::Removed, Change::Removed)),
    ] {
        let system = System::new();
        let host = host();
        bgtask::block_on(Registrar::<Feed, _>::new(&host).register_all(RegisterAllOptions::new())).expect("it may");
        of_a_library();
        let options = RegisterAllOptions::new().undeclared(undeclared);
        let report = bgtask::block_on(register_all_with::<feed::later::Feed, _>(&host, options)).expect("it may");
        assert_eq!(report.change("refresh_feeds"), Some(&Ok(Change::Replaced)));
        assert_eq!(report.change("reschedule"), Some(&Ok(change.0)), "{undeclared:?}");
        assert_eq!(report.change("of a library"), Some(&Ok(change.1)), "{undeclared:?}");
        assert_eq!(system.names(), left, "{undeclared:?}");
    }
}

/// A registration that bgtask did not make.
fn of_a_library() {
    use windows::{
        ApplicationModel::Background::{BackgroundTaskBuilder, TimeTrigger},
        core::h,
    };
    let register = || {
        let builder = BackgroundTaskBuilder::new()?;
        builder.SetName(h!("of a library"))?;
        builder.SetTrigger(&TimeTrigger::Create(60, false)?)?;
        builder.Register()
    };
    register().expect("the double takes it");
}

#[test]
fn a_trigger_of_which_one_is_allowed_is_replaced_and_not_refused() {
    let system = System::new();
    let host = host();
    let registrar = Registrar::<Synchronised, _>::new(&host);
    for change in [Change::Registered, Change::Replaced, Change::Replaced] {
        let options = RegisterOptions::new().force(true);
        let registered = bgtask::block_on(registrar.register("synchronise", options)).expect("the old one goes first");
        assert_eq!((registered.change, system.names().len()), (change, 1));
    }
}

/// The ids of what is registered as `name`.
fn ids(system: &System, name: &str) -> Vec<u128> {
    let all = system.registrations();
    all.into_iter().filter(|registration| registration.name == name).map(|registration| registration.id).collect()
}

#[test]
fn a_refusal_leaves_the_task_registered_as_it_was() {
    let system = System::new();
    let host = host();
    bgtask::block_on(Registrar::<Feed, _>::new(&host).register_all(RegisterAllOptions::new())).expect("it may");
    let (before, settings) = (ids(&system, "refresh_feeds"), system.settings());
    for (what, code) in [
        ("TimeTrigger.Create", 0x8004_0154),
        ("BackgroundTaskBuilder.Register", 0x8007_0057),
        ("BackgroundTaskBuilder.Register", 0x8007_0032),
        ("BackgroundTaskBuilder.Register", 0x8007_0005),
    ] {
        system.fail(what, code);
        let error = bgtask::block_on(register_all_with::<feed::later::Feed, _>(&host, RegisterAllOptions::new()));
        let error = error.expect_err("it is refused");
        assert_eq!(error.report().expect("it was tried").failures().count(), 1, "{code:x}");
        assert_eq!(ids(&system, "refresh_feeds"), before, "{code:x}");
        assert_eq!(system.settings(), settings, "{code:x}");
        system.configure(|configuration| configuration.failures.clear());
    }
    // What was left is replaced when it may be, and then only.
    system.take_calls();
    let report = bgtask::block_on(register_all_with::<feed::later::Feed, _>(&host, RegisterAllOptions::new()));
    assert_eq!(report.expect("it may").change("refresh_feeds"), Some(&Ok(Change::Replaced)));
    let calls = system.take_changes();
    assert_eq!(
        calls[calls.len() - 2..],
        ["BackgroundTaskBuilder.Register()", r#"BackgroundTaskRegistration("refresh_feeds").Unregister(false)"#]
    );
    let after = ids(&system, "refresh_feeds");
    assert!(after.len() == 1 && after != before, "{after:?}, {before:?}");
}

/// A registration whose fingerprint can't be kept is made anew each time: of two of a name, each would run.
#[test]
fn settings_that_take_nothing_leave_one_registration() {
    let system = System::new();
    let host = host();
    let registrar = Registrar::<Feed, _>::new(&host);
    bgtask::block_on(registrar.register("refresh_feeds", RegisterOptions::new())).expect("it may");
    // A full disk, and settings that may not be written.
    for code in [0x8007_0070, 0x8007_0005] {
        system.fail("ApplicationDataContainer.Values.Insert", code);
        for _ in 0..3 {
            let before = ids(&system, "refresh_feeds");
            let forced = bgtask::block_on(registrar.register("refresh_feeds", RegisterOptions::new().force(true)));
            assert!(forced.is_err(), "{code:x}: it is told");
            let after = ids(&system, "refresh_feeds");
            assert!(after.len() == 1 && after != before, "{code:x}: {after:?}, {before:?}");
        }
        system.configure(|configuration| configuration.failures.clear());
    }
    let registered = bgtask::block_on(registrar.register("refresh_feeds", RegisterOptions::new())).expect("it may");
    assert_eq!(registered.change, Change::Replaced);
    assert_eq!(ids(&system, "refresh_feeds").len(), 1);
}

#[test]
fn what_is_in_the_way_of_its_successor_goes_first() {
    const NAME: &str = "bluetooth-le-advertisement-watcher";
    let system = System::new();
    let host = host();
    let task = OutOfProcess::TASKS.iter().find(|task| task.spec.name == NAME).expect("it is declared");
    let register = || bgtask::block_on(host.register(RegistrationRequest::new::<OutOfProcess>(task)));
    // As many as Windows has resources for.
    while register().is_ok() {}
    let before = ids(&system, NAME);
    assert!(before.len() > 1, "{before:?}");
    let registrar = Registrar::<OutOfProcess, _>::new(&host);
    let forced = bgtask::block_on(registrar.register(NAME, RegisterOptions::new().force(true)));
    assert_eq!(forced.expect("there is room when they are gone").change, Change::Replaced);
    let after = ids(&system, NAME);
    assert!(after.len() == 1 && !before.contains(&after[0]), "{after:?}");
}

#[test]
fn a_refusal_without_a_known_cause_is_tried_again_without_what_was_there() {
    let system = System::new();
    let host = host();
    let registrar = Registrar::<Feed, _>::new(&host);
    bgtask::block_on(registrar.register("refresh_feeds", RegisterOptions::new())).expect("it may");
    system.take_calls();
    system.fail("BackgroundTaskBuilder.Register", 0x8000_4005);
    let forced = bgtask::block_on(registrar.register("refresh_feeds", RegisterOptions::new().force(true)));
    let error = forced.expect_err("it is refused in any case");
    assert_eq!(error.code().map(|code| code.to_string()).as_deref(), Some("0x80004005"));
    let calls = system.take_changes();
    assert_eq!(calls.iter().filter(|call| *call == "BackgroundTaskBuilder.Register()").count(), 2, "{calls:?}");
    assert!(system.names().is_empty() && system.settings().is_empty(), "nothing is left that nobody knows of");
}
