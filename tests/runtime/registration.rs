//! Registering an app's tasks, again and again, through its versions.

use bgtask::{
    AccessStatus,
    access::AccessError,
    host::{
        Host, HostError, HostErrorKind, RegistrationRequest,
        simulated::{Simulation, What},
    },
    prelude::*,
    registration::{
        Change, RegisterAllError, RegisterAllOptions, RegisterError, RegisterOptions, RegistrationReport, Undeclared,
        register_all_with,
    },
};
use bgtask_core::{
    catalog::{Code, Condition, HostingModel, TriggerKind, values::system_trigger_type as event},
    model::{Argument, ResolvedTask, Trigger},
};

use crate::{hours, minutes, seconds, times};

mod first {
    use bgtask::prelude::*;

    #[background_task(trigger = "time:15")]
    pub fn refresh() {}

    #[background_task(trigger = "system:TimeZoneChange", group = "com.contoso.clock")]
    pub fn reschedule() {}

    #[background_task(trigger = "maintenance:60")]
    pub fn tidy() {}

    #[background_app(tasks(refresh, reschedule, tidy))]
    pub struct App;
}

mod second {
    use bgtask::prelude::*;

    #[background_task(trigger = "time:30", condition = "UserPresent", cancel_on_condition_loss)]
    pub fn refresh() {}

    #[background_task(trigger = "system:TimeZoneChange", group = "com.contoso.clock")]
    pub fn reschedule() {}

    #[background_task(trigger = "system:ServicingComplete")]
    pub fn migrate() {}

    #[background_app(tasks(refresh, reschedule, migrate))]
    pub struct App;
}

use first::App;

fn changes(report: &RegistrationReport) -> Vec<(&str, Change)> {
    report.tasks.iter().map(|task| (task.name.as_str(), task.change.clone().expect("it went well"))).collect()
}

fn registered() -> Simulation<App> {
    let simulation = Simulation::<App>::new();
    simulation.block_on(App::register_all(&simulation)).expect("everything is allowed");
    simulation
}

#[test]
fn the_first_call_registers_and_the_next_ones_keep() {
    let simulation = Simulation::<App>::new();
    let report = simulation.block_on(App::register_all(&simulation)).expect("everything is allowed");
    assert_eq!(
        changes(&report),
        [("refresh", Change::Registered), ("reschedule", Change::Registered), ("tidy", Change::Registered)]
    );
    assert_eq!(report.access, AccessStatus::AllowedSubjectToSystemPolicy);
    let ids = |simulation: &Simulation<App>| simulation.registrations().expect("the simulation says");
    let before = ids(&simulation);
    simulation.advance(hours(3));
    for _ in 0..2 {
        let report = simulation.block_on(App::register_all(&simulation)).expect("everything is allowed");
        assert_eq!(
            changes(&report),
            [("refresh", Change::Kept), ("reschedule", Change::Kept), ("tidy", Change::Kept)],
            "the one in a group is seen too"
        );
    }
    assert_eq!(ids(&simulation), before);
    assert_eq!(report.to_string(), "refresh: registered\nreschedule: registered\ntidy: registered");
}

#[test]
fn what_changed_is_replaced_and_what_is_gone_is_removed_on_request() {
    let simulation = registered().update_to::<second::App>("1.0.0.0", ());
    simulation.advance(minutes(1));
    let report = simulation.block_on(second::App::register_all(&simulation)).expect("everything is allowed");
    assert_eq!(report.updated_from, None, "the version is the same");
    assert_eq!(
        changes(&report),
        [
            ("refresh", Change::Replaced),
            ("reschedule", Change::Kept),
            ("migrate", Change::Registered),
            ("tidy", Change::Undeclared)
        ]
    );
    let remove = RegisterAllOptions::new().undeclared(Undeclared::RemoveOurs);
    let report =
        simulation.block_on(register_all_with::<second::App, _>(&simulation, remove)).expect("everything is allowed");
    assert_eq!(report.change("tidy"), Some(&Ok(Change::Removed)));
    assert_eq!(report.change("refresh"), Some(&Ok(Change::Kept)));
    simulation.advance(minutes(45));
    assert_eq!(times(&simulation, "refresh", &What::Completed), ["06:45:00"], "the new trigger counts, and only that");
}

#[test]
fn after_an_update_access_is_requested_anew_and_everything_is_registered_anew() {
    let simulation = registered();
    simulation.update("2.0.0.0");
    let report = simulation.block_on(App::register_all(&simulation)).expect("everything is allowed");
    assert_eq!(report.updated_from.as_deref(), Some("1.0.0.0"));
    assert!(report.tasks.iter().all(|task| task.change == Ok(Change::Replaced)), "{report}");
    let report = simulation.block_on(App::register_all(&simulation)).expect("everything is allowed");
    assert!(report.tasks.iter().all(|task| task.change == Ok(Change::Kept)), "{report}");
}

#[test]
fn the_servicing_task_itself_can_register_anew() {
    type ItsSimulation = std::sync::Mutex<Option<Simulation<Serviced>>>;

    #[background_task(trigger = "system:ServicingComplete")]
    async fn service(task: &TaskInstance) -> Result<(), String> {
        let state = task.state::<ItsSimulation>().map_err(|error| error.to_string())?;
        let simulation = state.lock().map_err(|error| error.to_string())?.take().ok_or("it runs once")?;
        let report = Serviced::register_all(&simulation).await.map_err(|error| error.to_string())?;
        task.sleep(seconds(1)).await;
        Err(format!("from {:?}: {report}", report.updated_from))
    }

    #[background_app(tasks(service), state = ItsSimulation)]
    struct Serviced;

    let simulation = Simulation::<Serviced>::new();
    bgtask::provide_state::<Serviced>(std::sync::Mutex::new(Some(simulation.clone())));
    simulation.block_on(Serviced::register_all(&simulation)).expect("everything is allowed");
    simulation.update("1.0.0.1");
    simulation.advance(minutes(1));
    let end = simulation.timeline().of("service").last().map(|entry| entry.what.to_string());
    assert_eq!(
        end.as_deref(),
        Some("failed: from Some(\"1.0.0.0\"): service: replaced"),
        "it is not cancelled by that"
    );
    assert!(Registrar::<Serviced, _>::new(&simulation).is_registered("service").expect("the simulation says"));
}

#[test]
fn what_others_registered_is_removed_only_when_all_is_to_be() {
    let simulation = registered();
    let mut foreign = App::TASKS[0];
    foreign.spec.name = "of a library";
    let request = RegistrationRequest::new::<App>(&foreign);
    simulation.block_on(simulation.register(request)).expect("it is allowed");
    for (undeclared, change) in [
        (Undeclared::Keep, Change::Undeclared),
        (Undeclared::RemoveOurs, Change::Undeclared),
        (Undeclared::RemoveAll, Change::Removed),
    ] {
        let options = RegisterAllOptions::new().undeclared(undeclared);
        let report = simulation.block_on(register_all_with::<App, _>(&simulation, options)).expect("it is allowed");
        assert_eq!(report.change("of a library"), Some(&Ok(change)), "{undeclared:?}");
    }
    assert_eq!(simulation.registrations().expect("the simulation says").len(), 3);
}

#[test]
fn a_denied_access_is_an_error_that_says_what_to_do() {
    for (status, help) in [(AccessStatus::DeniedByUser, "settings"), (AccessStatus::DeniedBySystemPolicy, "battery")] {
        let simulation = Simulation::<App>::builder().access(status).build();
        let error = simulation.block_on(App::register_all(&simulation)).expect_err("it is denied");
        assert!(
            matches!(&error, RegisterAllError::Access(AccessError::Denied { status: told, .. }) if *told == status)
        );
        assert!(error.to_string().contains(help), "{error}");
        assert!(simulation.registrations().expect("the simulation says").is_empty());
    }
    let undecided = Simulation::<App>::builder().access(AccessStatus::Unspecified).build();
    let error = undecided.block_on(App::register_all(&undecided)).expect_err("nothing is decided");
    assert_eq!(error, RegisterAllError::Access(AccessError::Undecided));
}

#[test]
fn one_refusal_does_not_stop_the_others_and_is_not_lost() {
    let simulation = Simulation::<App>::new();
    let answer = HostError::new(HostErrorKind::Other, "Register failed").with_code(Code::Hresult(0x8004_0154));
    simulation.refuse_registration(
        "reschedule",
        RegisterError::EntryPointNotDeclared { entry_point: "Tasks.Reschedule".into(), error: answer },
    );
    let error = simulation.block_on(App::register_all(&simulation)).expect_err("one is refused");
    let report = error.report().expect("the others were registered");
    assert_eq!(report.change("refresh"), Some(&Ok(Change::Registered)));
    assert_eq!(report.change("tidy"), Some(&Ok(Change::Registered)));
    let failures: Vec<_> = report.failures().collect();
    let [("reschedule", refused)] = failures[..] else { panic!("{failures:?}") };
    assert_eq!(refused.host_error().and_then(HostError::hresult), Some(0x8004_0154_u32.cast_signed()));
    let text = error.to_string();
    for part in ["reschedule", "Tasks.Reschedule", "cargo bgtask sync", "0x80040154", "not registered"] {
        assert!(text.contains(part), "{part} in: {text}");
    }

    let report = simulation.block_on(App::register_all(&simulation)).expect("now it is taken");
    assert_eq!(report.change("reschedule"), Some(&Ok(Change::Registered)));
    assert_eq!(report.change("tidy"), Some(&Ok(Change::Kept)));
}

#[test]
fn a_task_that_can_not_be_replaced_stays_as_it_was() {
    let simulation = registered();
    let before = simulation.registrations().expect("the simulation says");
    let simulation = simulation.update_to::<second::App>("1.0.0.0", ());
    let answer = HostError::new(HostErrorKind::NotAvailable, "Register failed").with_code(Code::Hresult(0x8004_0154));
    let refusal = RegisterError::EntryPointNotDeclared { entry_point: "Tasks.Refresh".into(), error: answer };
    simulation.refuse_registration("refresh", refusal);
    let error = simulation.block_on(second::App::register_all(&simulation)).expect_err("it is refused");
    assert_eq!(error.report().expect("it was tried").failures().count(), 1);
    let after = simulation.registrations().expect("the simulation says");
    assert!(after.contains(&before[0]), "{before:?}, {after:?}");
    // Windows goes on with what it has, every 15 minutes.
    simulation.advance(minutes(15));
    assert_eq!(times(&simulation, "refresh", &What::Triggered), ["06:15:00"]);
    let report = simulation.block_on(second::App::register_all(&simulation)).expect("now it is taken");
    assert_eq!(report.change("refresh"), Some(&Ok(Change::Replaced)));
    assert!(!simulation.registrations().expect("the simulation says").contains(&before[0]));
}

#[test]
fn several_registrations_of_a_name_become_one() {
    let simulation = registered();
    let request = RegistrationRequest::new::<App>(&App::TASKS[0]);
    for _ in 0..2 {
        simulation.block_on(simulation.register(request)).expect("Windows takes a name twice");
    }
    simulation.advance(minutes(15));
    assert_eq!(times(&simulation, "refresh", &What::Started).len(), 3, "and runs each");
    let report = simulation.block_on(App::register_all(&simulation)).expect("everything is allowed");
    assert_eq!(report.change("refresh"), Some(&Ok(Change::Kept)));
    simulation.advance(minutes(15));
    assert_eq!(times(&simulation, "refresh", &What::Started).len(), 4);
}

#[test]
fn the_single_operations_go_by_name_and_by_type() {
    let simulation = Simulation::<App>::new();
    let registrar = Registrar::<App, _>::new(&simulation);
    let register = |options| simulation.block_on(registrar.register("refresh", options)).expect("it is allowed");
    let plain = RegisterOptions::new();

    let first = register(plain);
    assert_eq!((first.change, first.registration.name()), (Change::Registered, "refresh"));
    let again = register(plain);
    assert_eq!((again.change, again.registration.id()), (Change::Kept, first.registration.id()));
    let forced = register(plain.force(true));
    assert_eq!(forced.change, Change::Replaced);
    assert_ne!(forced.registration.id(), first.registration.id());
    assert_eq!(registrar.all().expect("the simulation says").len(), 1);

    assert_eq!(register(plain.cancel_on_condition_loss(true)).change, Change::Replaced, "it is registered otherwise");
    assert_eq!(register(plain.cancel_on_condition_loss(true)).change, Change::Kept);
    assert_eq!(register(plain).change, Change::Replaced, "the declaration counts again");

    let by_type = simulation.block_on(registrar.register_task::<first::reschedule>(plain)).expect("it is allowed");
    assert_eq!(by_type[0].registration.group(), Some("com.contoso.clock"));
    assert!(registrar.is_registered("reschedule").expect("the simulation says"));
    assert!(registrar.is_task_registered::<first::reschedule>().expect("the simulation says"));
    assert!(!registrar.is_task_registered::<first::tidy>().expect("the simulation says"));
    assert!(registrar.get_task::<first::reschedule>().expect("the simulation says").is_some());

    assert_eq!(registrar.unregister_task::<first::reschedule>(Running::Finish), Ok(1));
    assert_eq!(registrar.unregister("reschedule", Running::Finish), Ok(0), "what is gone is no error");
    assert!(!registrar.is_registered("reschedule").expect("the simulation says"));
    assert_eq!(registrar.unregister_all(Running::Finish), Ok(1));

    let unknown = simulation.block_on(registrar.register("refesh", plain)).expect_err("there is no such task");
    assert_eq!(unknown, RegisterError::NotDeclared { name: "refesh".into() });
}

#[test]
fn a_single_registration_asks_for_access_too() {
    let simulation = Simulation::<App>::builder().access(AccessStatus::DeniedByUser).build();
    let registrar = Registrar::<App, _>::new(&simulation);
    let error = simulation.block_on(registrar.register("refresh", RegisterOptions::new())).expect_err("it is denied");
    assert!(matches!(error, RegisterError::Access(AccessError::Denied { .. })), "{error:?}");
}

#[test]
fn a_type_with_several_annotations_has_several_registrations() {
    #[background_task(trigger = "time:15", name = "by time")]
    #[background_task(trigger = "system:TimeZoneChange", name = "by zone")]
    #[derive(Default)]
    struct Both;

    impl BackgroundTask for Both {
        type Error = String;

        async fn run(&self, task: &TaskInstance) -> Result<(), String> {
            task.sleep(seconds(1)).await;
            Err(format!("ran as {}", task.name()))
        }
    }

    #[background_app(tasks(Both))]
    struct Double;

    let simulation = Simulation::<Double>::new();
    let registrar = Registrar::<Double, _>::new(&simulation);
    let both = simulation.block_on(registrar.register_task::<Both>(RegisterOptions::new())).expect("it is allowed");
    assert_eq!(both.iter().map(|one| one.registration.name()).collect::<Vec<_>>(), ["by time", "by zone"]);
    simulation.raise(event::TimeZoneChange);
    simulation.advance(minutes(16));
    for name in ["by time", "by zone"] {
        let failed = What::Failed(format!("ran as {name}"));
        assert_eq!(times(&simulation, name, &failed).len(), 1);
    }
    assert_eq!(registrar.unregister_task::<Both>(Running::Finish), Ok(2));
}

#[test]
fn windows_rules_are_kept_by_the_simulation() {
    // The macro refuses all of these, so they are made by hand, as by an earlier version of an app.
    let simulation = registered();
    let refuse = |change: &dyn Fn(&mut ResolvedTask<'static>)| {
        let mut task = App::TASKS[0];
        change(&mut task);
        let request = RegistrationRequest::new::<App>(&task);
        simulation.block_on(simulation.register(request))
    };
    let too_few = refuse(&|task| task.spec.trigger.argument = Argument::Number(14));
    assert_eq!(too_few, Err(RegisterError::TooFewMinutes { minutes: 14, minimum: 15, error: None }));
    let in_process = refuse(&|task| task.spec.trigger = Trigger::new(TriggerKind::DeviceUse));
    assert!(
        matches!(in_process, Err(RegisterError::TriggerNotAllowed { trigger: "device-use", .. })),
        "{in_process:?}"
    );
    let com = refuse(&|task| {
        task.spec.trigger = Trigger::new(TriggerKind::Application);
        if let Some(windows) = &mut task.windows {
            windows.model = HostingModel::Com;
        }
    });
    assert!(matches!(com, Err(RegisterError::TriggerNotAllowed { model: HostingModel::Com, .. })), "{com:?}");
    let conditions = refuse(&|task| {
        task.spec.trigger = Trigger::new(TriggerKind::DeviceUse);
        task.spec.conditions = &[Condition::UserPresent];
        if let Some(windows) = &mut task.windows {
            windows.model = HostingModel::OutOfProcess;
        }
    });
    assert_eq!(conditions, Err(RegisterError::ConditionsNotAllowed { trigger: "device-use", error: None }));
    let once = refuse(&|task| {
        task.spec.trigger = Trigger::new(TriggerKind::System);
        task.spec.trigger.argument = Argument::Value(event::ControlChannelReset);
        task.spec.trigger.once = true;
    });
    assert_eq!(
        once,
        Err(RegisterError::OnceNotAllowed { trigger: "system:ControlChannelReset,once".into(), error: None })
    );
    let application = |task: &mut ResolvedTask<'static>| {
        task.spec.trigger = Trigger::new(TriggerKind::Application);
    };
    assert!(refuse(&application).is_ok());
    let second = refuse(&application);
    let too_many = RegisterError::TooManyRegistrations { trigger: "application", allowed: 1, error: None };
    assert_eq!(second, Err(too_many));
}
