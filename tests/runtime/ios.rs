//! The iOS profile, as far as a model can tell.

use bgtask::{
    Arguments, CancellationReason, TriggerDetails,
    catalog::ApplicationTriggerResult,
    host::simulated::{AppState, Network, Power, Profile, Simulation, What},
    prelude::*,
    registration::{Change, RegisterError},
};

use crate::{hours, minutes, seconds, story, times};

#[background_task(trigger = "time:15")]
async fn refresh(task: &TaskInstance) {
    task.sleep(seconds(5)).await;
}

#[background_task(trigger = "time:30")]
async fn weather(task: &TaskInstance) {
    task.cancelled().await;
}

#[background_task(trigger = "maintenance:60")]
async fn tidy(task: &TaskInstance) -> Result<(), Cancelled> {
    task.cancelled_or(task.sleep(minutes(2))).await
}

#[background_task(trigger = "system:UserPresent", platforms("windows"))]
fn greet() {}

#[background_task(trigger = "system:LockScreenApplicationAdded")]
fn without_counterpart() {}

#[background_app(tasks(refresh, weather, tidy, greet, without_counterpart), identifier_prefix = "com.contoso.feed")]
struct App;

fn registered(seed: u64) -> Simulation<App> {
    let simulation = Simulation::<App>::builder().profile(Profile::Ios).seed(seed).build();
    simulation.block_on(App::register_all(&simulation)).expect("everything is allowed");
    simulation
}

#[test]
fn tasks_without_a_counterpart_are_not_registered() {
    let simulation = Simulation::<App>::builder().profile(Profile::Ios).build();
    let report = simulation.block_on(App::register_all(&simulation)).expect("everything is allowed");
    assert_eq!(report.change("refresh"), Some(&Ok(Change::Registered)));
    assert_eq!(report.change("greet"), Some(&Ok(Change::NotMeantHere)));
    assert_eq!(report.change("without_counterpart"), Some(&Ok(Change::NotMeantHere)));
}

#[test]
fn refresh_tasks_share_a_request_and_run_when_due_not_sooner() {
    for seed in 0..20 {
        let simulation = registered(seed);
        simulation.advance(hours(12));
        let started = |task| {
            let timeline = simulation.timeline();
            timeline.of(task).filter(|entry| entry.what == What::Started).map(|entry| entry.elapsed).collect::<Vec<_>>()
        };
        for (task, interval) in [("refresh", minutes(15)), ("weather", minutes(30))] {
            let starts = started(task);
            assert!(starts.len() >= 6, "{task} {starts:?}");
            assert!(starts[0] >= interval, "not sooner than asked");
            assert!(starts.windows(2).all(|pair| pair[1] >= pair[0] + interval), "{starts:?}");
        }
        let launches = simulation
            .timeline()
            .iter()
            .filter(|entry| entry.what == What::Changed("launched for com.contoso.feed.refresh".into()))
            .count();
        let runs = started("refresh").len() + started("weather").len();
        assert!(launches < runs, "one start of the app runs all that is due: {launches} {runs}");
    }
}

#[test]
fn a_start_has_one_time_limit_for_all_its_tasks() {
    let simulation = registered(3);
    simulation.advance(hours(3));
    let told = simulation.timeline().count("weather", &What::CancelRequested(CancellationReason::Expired));
    assert!(told > 0);
    assert_eq!(simulation.timeline().count("refresh", &What::CancelRequested(CancellationReason::Expired)), 0);
}

#[test]
fn processing_runs_while_nobody_uses_the_device_and_it_charges() {
    let simulation = registered(5);
    simulation.advance(hours(8));
    assert_eq!(times(&simulation, "tidy", &What::Started), [""; 0], "somebody is there");
    simulation.user_present(false);
    simulation.power(Power::Battery);
    simulation.advance(hours(8));
    assert_eq!(times(&simulation, "tidy", &What::Started), [""; 0], "it does not charge");
    simulation.power(Power::Ac);
    while simulation.timeline().count("tidy", &What::Started) == 0 {
        simulation.advance(minutes(1));
    }
    simulation.user_present(true);
    assert_eq!(
        story(&simulation, "tidy")[2..],
        ["started", "told to stop (Expired)", "failed: cancelled by the system (Expired)"]
    );
}

#[test]
fn an_app_that_was_thrown_out_runs_when_it_was_opened_again() {
    let simulation = registered(1);
    simulation.force_out();
    simulation.advance(hours(24));
    assert_eq!(times(&simulation, "refresh", &What::Started), [""; 0]);
    simulation.app(AppState::Foreground);
    simulation.advance(hours(2));
    assert!(!times(&simulation, "refresh", &What::Started).is_empty());
}

#[test]
fn windows_triggers_do_not_fire() {
    let simulation = registered(1);
    assert_eq!(simulation.fire("refresh", &TriggerDetails::NONE), 0);
    simulation.push(*b"");
    simulation.network(Network::None);
    assert_eq!(times(&simulation, "refresh", &What::Triggered), [""; 0]);
}

#[test]
fn the_systems_limits_on_requests_hold() {
    // The compiler refuses such an app, so the second identifier is made by hand.
    use bgtask::host::{Host, RegistrationRequest};
    let simulation = registered(1);
    let mut task = App::TASKS[0];
    if let Some(apple) = &mut task.apple {
        apple.identifier = Some("com.contoso.feed.second");
    }
    let request = RegistrationRequest::new::<App>(&task);
    assert_eq!(
        simulation.block_on(simulation.register(request)),
        Err(RegisterError::TooManyRegistrations { trigger: "refresh", allowed: 1, error: None })
    );
}

#[test]
fn a_continued_task_runs_when_the_app_asks() {
    #[background_task(trigger = "application")]
    async fn export(task: &TaskInstance) {
        task.sleep(minutes(20)).await;
    }

    #[background_app(tasks(export), identifier_prefix = "com.contoso.feed")]
    struct Exporter;

    let simulation = Simulation::<Exporter>::builder().profile(Profile::Ios).build();
    simulation.block_on(Exporter::register_all(&simulation)).expect("everything is allowed");
    let registrar = Registrar::<Exporter, _>::new(&simulation);
    let trigger = registrar.application_trigger::<export>().expect("the simulation says").expect("it is registered");
    let answer = simulation.block_on(trigger.request(&Arguments::new()));
    assert_eq!(answer, Ok(ApplicationTriggerResult::Allowed));
    simulation.advance(hours(1));
    assert_eq!(times(&simulation, "export", &What::Completed), ["06:20:00"]);
}
