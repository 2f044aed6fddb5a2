//! Activations in the app's process, as Windows raises them.

use std::sync::{Arc, Mutex};

use bgtask::{
    host::{
        HostErrorKind, Running,
        windows::{WindowsHost, install, install_with},
    },
    prelude::*,
    registration::{RegisterAllOptions, Registrar},
};
use windows_control::{Details, System};

static SEEN: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn seen() -> Vec<String> {
    std::mem::take(&mut *SEEN.lock().unwrap())
}

#[background_task(trigger = "application")]
fn synchronise(task: &TaskInstance) {
    let since = task.trigger_details().arguments().and_then(|arguments| arguments.get("since").cloned());
    SEEN.lock().unwrap().push(format!("synchronise since {since:?}"));
}

#[background_task(trigger = "time:15", group = "contoso.feeds")]
fn tidy_up() {
    SEEN.lock().unwrap().push("tidy_up".to_owned());
}

#[background_task(trigger = "time:60,once")]
#[background_task(trigger = "maintenance:60", name = "stand by")]
async fn wait(task: &TaskInstance) {
    let reason = task.cancelled().await;
    SEEN.lock().unwrap().push(format!("cancelled: {}", reason.name()));
}

#[background_app(tasks(synchronise, tidy_up, wait))]
struct App;

fn registered(host: &WindowsHost) -> Registrar<'_, App, WindowsHost> {
    let registrar = Registrar::<App, _>::new(host);
    bgtask::block_on(registrar.register_all(RegisterAllOptions::new())).expect("it may");
    registrar
}

#[test]
fn an_activation_starts_its_task_with_its_details() {
    let system = System::new();
    let installed = install::<App>().expect("it may");
    let host = WindowsHost::new();
    registered(&host);
    let details = Details::Application([("since".to_owned(), "yesterday".to_owned())].into());
    let run = system.activate("synchronise", details).expect("the app listens");
    assert_eq!(system.completed(run).deferrals, 1);
    assert_eq!(seen(), [r#"synchronise since Some("yesterday")"#]);
    installed.remove();
    system.expect_nothing_alive();
}

#[test]
fn the_event_of_a_group_starts_its_tasks() {
    let system = System::new();
    let installed = install::<App>().expect("it may");
    let host = WindowsHost::new();
    registered(&host);
    let live = system.live().handlers;
    assert_eq!(live["CoreApplication.BackgroundActivated"], 1);
    assert_eq!(live["BackgroundTaskRegistrationGroup.BackgroundActivated"], 1);
    let run = system.activate("tidy_up", Details::None).expect("the app listens to the group");
    system.completed(run);
    assert_eq!(seen(), ["tidy_up"], "once");
    installed.remove();
    assert_eq!(system.activate("tidy_up", Details::None), None, "nobody listens any more");
    system.expect_nothing_alive();
}

#[test]
fn every_reason_of_a_cancellation_reaches_the_task() {
    let system = System::new();
    let installed = install::<App>().expect("it may");
    let host = WindowsHost::new();
    for reason in CancellationReason::ALL.iter().filter_map(|reason| Some((reason.name(), reason.value()?))) {
        registered(&host);
        let run = system.activate("wait", Details::None).expect("the app listens");
        assert!(!system.names().contains(&"wait".to_owned()), "what is for once is gone when it has fired");
        system.cancel(run, reason.1);
        assert_eq!(system.completed(run).completed, 1);
        assert_eq!(seen(), [format!("cancelled: {}", reason.0)]);
    }
    installed.remove();
    system.expect_nothing_alive();
}

#[test]
fn what_is_not_for_the_app_is_handed_over_and_its_deferral_completed() {
    let system = System::new();
    let others = Arc::new(Mutex::new(Vec::new()));
    let told = Arc::clone(&others);
    let installed = install_with::<App>(move |other| {
        told.lock().unwrap().push((other.name().to_owned(), other.is_app_service()));
    })
    .expect("it may");
    for (name, details) in [("of an earlier version", Details::None), ("a service", Details::AppService)] {
        let run = system.activate(name, details).expect("the app listens");
        let state = system.completed(run);
        assert_eq!((state.deferrals, state.completed), (1, 1), "{name}");
    }
    let expected = [("of an earlier version".to_owned(), false), ("a service".to_owned(), true)];
    assert_eq!(*others.lock().unwrap(), expected);
    installed.remove();
    system.expect_nothing_alive();
}

#[test]
fn an_unknown_name_is_kept_as_a_run_that_was_not_started() {
    let system = System::new();
    let installed = install::<App>().expect("it may");
    let run = system.activate("of an earlier version", Details::None).expect("the app listens");
    system.completed(run);
    let kept = system.settings().into_iter().find(|(key, _)| key.ends_with("of an earlier version"));
    assert!(kept.is_some_and(|(_, text)| text.contains("not started")), "{:?}", system.settings());
    let service = system.activate("a service", Details::AppService).expect("the app listens");
    assert_eq!(system.completed(service).completed, 1, "nobody's deferral is left open");
    installed.remove();
    system.expect_nothing_alive();
}

#[test]
fn an_app_in_full_trust_is_told_that_it_gets_no_activations() {
    let system = System::new();
    system.configure(|configuration| configuration.full_trust = true);
    let error = install::<App>().expect_err("Windows does not activate it");
    assert_eq!((error.kind(), error.hresult()), (HostErrorKind::NotAllowed, Some(0x8001_010E_u32.cast_signed())));
    system.configure(|configuration| configuration.full_trust = false);
    let installed = install::<App>().expect("the second attempt is another");
    assert_eq!(install::<App>().expect_err("it is installed").kind(), HostErrorKind::NotAllowed);
    installed.remove();
    system.expect_nothing_alive();
}

#[test]
fn unregistering_cancels_a_run_when_told_to() {
    let system = System::new();
    let installed = install::<App>().expect("it may");
    let host = WindowsHost::new();
    let registrar = registered(&host);
    let left_alone = system.activate("stand by", Details::None).expect("the app listens");
    assert_eq!(registrar.unregister("stand by", Running::Finish), Ok(1));
    assert_eq!(system.instance(left_alone).completed, 0, "it goes on");
    system.cancel(left_alone, 0);
    system.completed(left_alone);
    seen();

    registered(&host);
    let run = system.activate("stand by", Details::None).expect("the app listens");
    assert_eq!(registrar.unregister("stand by", Running::Cancel), Ok(1));
    system.completed(run);
    assert_eq!(seen(), [format!("cancelled: {}", CancellationReason::Abort.name())]);
    installed.remove();
    system.expect_nothing_alive();
}
