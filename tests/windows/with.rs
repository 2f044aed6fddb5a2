//! Functions that build triggers.

use std::sync::atomic::{AtomicU32, Ordering};

use bgtask::{
    BackgroundApp,
    host::{Host, RegistrationRequest, windows::WindowsHost},
    prelude::*,
    registration::RegisterError,
};
use windows::{
    ApplicationModel::Background::{
        ActivitySensorTrigger, DeviceConnectionChangeTrigger, IBackgroundTrigger, TimeTrigger,
    },
    core::{HSTRING, Interface, Result},
};

static CALLS: AtomicU32 = AtomicU32::new(0);

fn walking() -> Result<ActivitySensorTrigger> {
    CALLS.fetch_add(1, Ordering::SeqCst);
    ActivitySensorTrigger::Create(60_000)
}

async fn our_device() -> Result<DeviceConnectionChangeTrigger> {
    CALLS.fetch_add(10, Ordering::SeqCst);
    DeviceConnectionChangeTrigger::FromIdAsync(&HSTRING::from("device"))?.await
}

fn any() -> Result<IBackgroundTrigger> {
    CALLS.fetch_add(100, Ordering::SeqCst);
    TimeTrigger::Create(15, false)?.cast()
}

#[background_task(trigger = with("activity-sensor", walking))]
fn count_steps() {}

#[background_task(trigger = with("device-connection-change", our_device))]
#[background_task(trigger = "time:15", name = "look_for_device")]
#[background_task(trigger = with("app-broadcast", any), name = "broadcast")]
fn greet_device() {}

#[background_app(tasks(count_steps, greet_device))]
struct App;

fn send<F: Send>(future: F) -> F {
    future
}

#[test]
fn a_registration_gets_the_trigger_of_its_own_function() {
    for (name, calls) in [("count_steps", 1), ("greet_device", 10), ("look_for_device", 0), ("broadcast", 100)] {
        let task = App::TASKS.iter().find(|task| task.spec.name == name).expect("it is declared");
        let request = RegistrationRequest::new::<App>(task);
        CALLS.store(0, Ordering::SeqCst);
        let answer = bgtask::block_on(send(WindowsHost::new().register(request)));
        assert_eq!(CALLS.load(Ordering::SeqCst), calls, "{name}");
        // Outside a package no trigger class does more than be asked for.
        assert!(matches!(answer, Err(RegisterError::Host(_) | RegisterError::NoIdentity(_))), "{name}: {answer:?}");
    }
    assert!(App::build_trigger("look_for_device").is_none());
    assert!(App::build_trigger("no such task").is_none());
}
