//! The tasks: one for each way in which a run can go, in each model.

use bgtask::{catalog::ThrottleCounter, prelude::*};

/// A run that does its work.
#[background_task(trigger = "time:15")]
#[background_task(
    trigger = "time:15",
    name = "com succeed",
    windows(model = "com", clsid = "A182235C-99C7-593C-9799-ABB7DA2B1955")
)]
#[background_task(
    trigger = "system:TimeZoneChange",
    name = "forwarded succeed",
    windows(model = "forwarded", clsid = "A182235C-99C7-593C-9799-ABB7DA2B1955")
)]
pub fn succeed() {}

/// A run that fails.
#[background_task(trigger = "time:15")]
#[background_task(
    trigger = "time:15",
    name = "com fail",
    windows(model = "com", clsid = "8E407752-88F7-574F-ABA3-9116C8CA30E5")
)]
#[background_task(
    trigger = "system:TimeZoneChange",
    name = "forwarded fail",
    windows(model = "forwarded", clsid = "8E407752-88F7-574F-ABA3-9116C8CA30E5")
)]
pub fn fail() -> Result<(), String> {
    Err("the feed's server is away".into())
}

/// A run that panics.
#[background_task(trigger = "time:15")]
#[background_task(
    trigger = "time:15",
    name = "com fall",
    windows(model = "com", clsid = "C07C9A28-64D9-5DF8-8CE0-6A2D4D815066")
)]
#[background_task(
    trigger = "system:TimeZoneChange",
    name = "forwarded fall",
    windows(model = "forwarded", clsid = "C07C9A28-64D9-5DF8-8CE0-6A2D4D815066")
)]
pub fn fall() {
    panic!("a task's bug");
}

/// A run that tells how far it is.
#[background_task(trigger = "time:15")]
#[background_task(
    trigger = "time:15",
    name = "com count",
    windows(model = "com", clsid = "5DE1ABBD-B7F6-5009-B0C6-6D93B3F2CD50")
)]
#[background_task(
    trigger = "system:TimeZoneChange",
    name = "forwarded count",
    windows(model = "forwarded", clsid = "5DE1ABBD-B7F6-5009-B0C6-6D93B3F2CD50")
)]
pub fn count(task: &TaskInstance) {
    for done in 1..=10 {
        task.set_progress(done * 10);
    }
}

/// A run that looks at what it was given.
#[background_task(trigger = "time:15")]
#[background_task(
    trigger = "time:15",
    name = "com read_instance",
    windows(model = "com", clsid = "4F2A97DF-DB28-5C7D-AFDC-BB1CABA79342")
)]
#[background_task(
    trigger = "system:TimeZoneChange",
    name = "forwarded read_instance",
    windows(model = "forwarded", clsid = "4F2A97DF-DB28-5C7D-AFDC-BB1CABA79342")
)]
pub fn read_instance(task: &TaskInstance) -> Result<(), String> {
    let ids = (task.registration_id().to_u128(), task.instance_id().to_u128());
    let expected = (0x0102_0304_0506_0708_090A_0B0C_0D0E_0F10, 0x1112_1314_1516_1718_191A_1B1C_1D1E_1F20);
    let throttled = ThrottleCounter::ALL.iter().map(|counter| task.throttle_count(*counter));
    if ids != expected || task.suspended_count() != 3 || !throttled.eq([12, 5, 7]) || !task.trigger_details().is_none()
    {
        return Err(format!("{task:?}"));
    }
    task.set_progress(u32::try_from(task.name().chars().count()).unwrap_or(0));
    Ok(())
}

/// A run that tells how long the id of the user is for whom it runs; 0 when Windows names none.
#[background_task(
    trigger = "time:15",
    name = "com read_user",
    windows(model = "com", clsid = "6B9E3D1A-0C57-5F42-9D36-2E8A41C7B0F5")
)]
#[background_task(
    trigger = "system:TimeZoneChange",
    name = "forwarded read_user",
    windows(model = "forwarded", clsid = "6B9E3D1A-0C57-5F42-9D36-2E8A41C7B0F5")
)]
pub fn read_user(task: &TaskInstance) -> Result<(), String> {
    #[cfg(windows)]
    task.set_progress(user::length_of_id(task).map_err(|error| error.to_string())?);
    Ok(())
}

#[cfg(windows)]
mod user {
    use bgtask::{TaskInstance, host::windows::raw_instance};
    use windows::{
        ApplicationModel::Background::IBackgroundTaskInstance4,
        core::{Error, Interface, Result},
    };

    pub(super) fn length_of_id(task: &TaskInstance) -> Result<u32> {
        let Some(instance) = raw_instance(task)? else { return Ok(0) };
        match instance.cast::<IBackgroundTaskInstance4>()?.User() {
            Ok(user) => Ok(user.NonRoamableId()?.len().try_into().unwrap_or(u32::MAX)),
            // Null: Windows names nobody.
            Err(error) if error == Error::empty() => Ok(0),
            Err(error) => Err(error),
        }
    }
}

/// A run that reads the push notification that it was started by.
#[background_task(trigger = "push-notification")]
#[background_task(
    trigger = "push-notification",
    name = "com read_details",
    windows(model = "com", clsid = "56965CEB-6709-5FAD-BEC8-F70CF99BCA95")
)]
#[background_task(
    trigger = "push-notification",
    name = "forwarded read_details",
    windows(model = "forwarded", clsid = "56965CEB-6709-5FAD-BEC8-F70CF99BCA95")
)]
pub fn read_details(task: &TaskInstance) -> Result<(), String> {
    if task.trigger_details().push_content() != Some("Grüße aus \u{10348}".as_bytes()) {
        return Err(format!("{:?}", task.trigger_details()));
    }
    task.set_progress(100);
    Ok(())
}

/// A run that goes on until it is cancelled, and tells the reason, from 100 on.
#[background_task(trigger = "time:15")]
#[background_task(
    trigger = "time:15",
    name = "com wait_for_cancellation",
    windows(model = "com", clsid = "D4E086ED-A82B-5870-AEAD-FC43164E6900")
)]
#[background_task(
    trigger = "system:TimeZoneChange",
    name = "forwarded wait_for_cancellation",
    windows(model = "forwarded", clsid = "D4E086ED-A82B-5870-AEAD-FC43164E6900")
)]
pub async fn wait_for_cancellation(task: &TaskInstance) {
    task.set_progress(1);
    let reason = task.cancelled().await;
    task.set_progress(100 + u32::try_from(reason.value().unwrap_or(-1)).unwrap_or(899));
}

/// A run that waits for what never comes.
#[background_task(trigger = "time:15")]
#[background_task(
    trigger = "time:15",
    name = "com wait_for_ever",
    windows(model = "com", clsid = "7302133F-D8AA-5CD5-A4D9-9C5A13D4A860")
)]
#[background_task(
    trigger = "system:TimeZoneChange",
    name = "forwarded wait_for_ever",
    windows(model = "forwarded", clsid = "7302133F-D8AA-5CD5-A4D9-9C5A13D4A860")
)]
pub async fn wait_for_ever(task: &TaskInstance) {
    task.set_progress(1);
    std::future::pending::<()>().await;
}

/// A run that never gives its thread back.
#[background_task(trigger = "time:15")]
#[background_task(
    trigger = "time:15",
    name = "com block",
    windows(model = "com", clsid = "37FEC64B-9DAB-5387-9D1C-D49A01A729C8")
)]
#[background_task(
    trigger = "system:TimeZoneChange",
    name = "forwarded block",
    windows(model = "forwarded", clsid = "37FEC64B-9DAB-5387-9D1C-D49A01A729C8")
)]
pub fn block(task: &TaskInstance) {
    task.set_progress(1);
    loop {
        std::thread::park();
    }
}

/// A run that takes its process with it.
#[background_task(
    trigger = "system:TimeZoneChange",
    name = "forwarded crash",
    windows(model = "forwarded", clsid = "78FAE6A0-7F96-5861-A8A9-64AE2DCB79C9")
)]
pub fn crash(task: &TaskInstance) {
    task.set_progress(1);
    std::process::exit(3);
}

/// A task whose class nobody registers with COM.
#[background_task(
    trigger = "system:TimeZoneChange",
    name = "forwarded lose_class",
    windows(model = "forwarded", clsid = "2E984C1C-5F34-5C3F-8761-DDF8D705C931")
)]
pub fn lose_class() {}

/// A task whose class is registered with COM for a program that does not serve it.
#[background_task(
    trigger = "system:TimeZoneChange",
    name = "forwarded never_serve",
    windows(model = "forwarded", clsid = "480A670D-22B8-5D62-B400-146AB0C87294")
)]
pub fn never_serve() {}
