//! Activations in the app's process: the deferral, the details, progress and cancellation.

use std::{
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use bgtask::{
    DispatchError, Guid,
    host::windows::{activation, raw_details},
    prelude::*,
};
use windows::{ApplicationModel::Background::BackgroundTaskCancellationReason, core::Interface};
use windows_instance as double;

#[background_task(trigger = "time:15")]
fn read_instance(task: &TaskInstance) -> Result<(), String> {
    task.set_progress(7);
    let ids = (task.registration_id(), task.instance_id());
    let expected = (Guid::from_u128(double::REGISTRATION.to_u128()), Guid::from_u128(double::INSTANCE.to_u128()));
    if (ids, task.suspended_count(), task.trigger_details().is_none()) != (expected, 3, true) {
        return Err(format!("{task:?}"));
    }
    task.set_progress(100);
    Ok(())
}

static PUSHED: AtomicU32 = AtomicU32::new(0);

#[background_task(trigger = "push-notification")]
fn take_in(task: &TaskInstance) -> Result<(), windows::core::Error> {
    let details = task.trigger_details();
    // The object is reached from the worker's thread.
    let object = raw_details(details)?.ok_or_else(windows::core::Error::empty)?;
    if details.push_content() == Some("Grüße".as_bytes()) && object.cast::<windows::core::IUnknown>().is_ok() {
        PUSHED.fetch_add(1, Ordering::SeqCst);
    }
    Ok(())
}

#[background_task(trigger = "maintenance:60")]
async fn wait_for_the_end(task: &TaskInstance) {
    let reason = task.cancelled().await;
    task.set_progress(if reason == CancellationReason::ConditionLoss { 6 } else { 0 });
}

#[background_task(trigger = "system:UserAway")]
async fn wait_for_ever() {
    std::future::pending::<()>().await;
}

#[background_task(trigger = "system:UserPresent")]
fn fall() {
    panic!("a task's bug");
}

#[background_app(tasks(read_instance, take_in, wait_for_the_end, wait_for_ever, fall))]
struct App;

#[test]
fn a_task_runs_and_its_deferral_is_completed_once() {
    let (instance, log) = double::activation("read_instance", None);
    App::on_background_activated(activation(&instance).expect("Windows gives all")).expect("it is the app's");
    log.wait();
    assert_eq!(log.progress(), 100, "the task saw what it should, and told so from its own thread");
    assert_eq!(log.deferrals(), (1, 1));
    assert_eq!(log.deferral_came_first.load(Ordering::SeqCst), 1, "the deferral is taken before all else");
}

#[test]
fn a_push_notification_brings_its_content_and_its_object() {
    let (instance, log) = double::activation("take_in", Some(double::notification("Grüße")));
    App::on_background_activated(activation(&instance).expect("Windows gives all")).expect("it is the app's");
    log.wait();
    assert_eq!(PUSHED.load(Ordering::SeqCst), 1);
}

#[test]
fn a_cancellation_reaches_the_task_with_its_reason() {
    let (instance, log) = double::activation("wait_for_the_end", None);
    App::on_background_activated(activation(&instance).expect("Windows gives all")).expect("it is the app's");
    assert_eq!((log.handlers(), log.deferrals()), (1, (1, 0)));
    log.cancel(BackgroundTaskCancellationReason::ConditionLoss);
    log.wait();
    assert_eq!((log.progress(), log.deferrals()), (6, (1, 1)));
}

#[test]
fn a_task_that_waits_on_is_dropped_in_time() {
    let (instance, log) = double::activation("wait_for_ever", None);
    App::on_background_activated(activation(&instance).expect("Windows gives all")).expect("it is the app's");
    log.cancel(BackgroundTaskCancellationReason::Abort);
    log.wait();
    log.cancel(BackgroundTaskCancellationReason::Terminating);
    assert_eq!(log.deferrals(), (1, 1));
}

#[test]
fn a_panic_completes_the_deferral() {
    let (instance, log) = double::activation("fall", None);
    App::on_background_activated(activation(&instance).expect("Windows gives all")).expect("it is the app's");
    log.wait();
    assert_eq!(log.deferrals(), (1, 1));
}

#[test]
fn an_unknown_name_is_reported_and_its_deferral_completed() {
    let (instance, log) = double::activation("of an earlier version", None);
    let answer = App::on_background_activated(activation(&instance).expect("Windows gives all"));
    assert!(matches!(answer, Err(DispatchError::UnknownTask { name }) if name == "of an earlier version"));
    assert_eq!(log.deferrals(), (1, 1));
}

#[test]
fn an_activation_that_is_dropped_completes_its_deferral() {
    let (instance, log) = double::activation("read_instance", None);
    drop(activation::<App>(&instance).expect("Windows gives all"));
    assert_eq!(log.deferrals(), (1, 1));
}

#[test]
fn many_activations_leave_no_deferral_open() {
    let logs: Vec<_> = (0..200)
        .map(|at| {
            let name = ["read_instance", "fall", "wait_for_the_end", "no such task"][at % 4];
            let (instance, log) = double::activation(name, None);
            let _ = App::on_background_activated(activation(&instance).expect("Windows gives all"));
            log
        })
        .collect();
    std::thread::sleep(Duration::from_millis(1));
    for log in logs {
        log.cancel(BackgroundTaskCancellationReason::IdleTask);
        log.wait();
        assert_eq!(log.deferrals(), (1, 1));
    }
}
