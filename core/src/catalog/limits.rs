//! Numbers that the systems set, each with its source.

use core::time::Duration;

/// The fewest minutes of a time or maintenance trigger; with fewer, `Register` fails.
///
/// Source: <https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.timetrigger>
pub const MINIMUM_MINUTES: u32 = 15;

/// The most minutes (30 days) that documentation vouches for.
///
/// Source: <https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.maintenancetrigger.freshnesstime>
pub const MAXIMUM_ADVISED_MINUTES: u32 = 43_200;

/// The minutes between two ticks of the system's timer for background tasks: a time trigger first fires at a tick.
///
/// Source: <https://learn.microsoft.com/windows/uwp/launch-resume/run-a-background-task-on-a-timer->
pub const TIMER_TICK_MINUTES: u32 = 15;

/// How long a Windows background task may run.
///
/// Source: <https://learn.microsoft.com/windows/uwp/launch-resume/support-your-app-with-background-tasks>
pub const RUN_TIME: Duration = Duration::from_secs(30);

/// How long an ApplicationTrigger task may run.
///
/// Source: <https://learn.microsoft.com/windows/uwp/launch-resume/trigger-background-task-from-app>
pub const APPLICATION_RUN_TIME: Duration = Duration::from_secs(10 * 60);

/// How long a DeviceUseTrigger task may run on the desktop.
///
/// Source: <https://learn.microsoft.com/windows/uwp/devices-sensors/access-sensors-and-devices-from-a-background-task>
pub const DEVICE_USE_RUN_TIME: Duration = Duration::from_secs(10 * 60);

/// How long a DeviceServicingTrigger task may run.
///
/// Source: <https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.deviceservicingtrigger>
pub const DEVICE_SERVICING_RUN_TIME: Duration = Duration::from_secs(30 * 60);

/// What is left to a Windows task after it was told to stop; then its process is ended.
///
/// Source: a Windows 8 page on idle or hung tasks; no newer statement was found:
/// <https://learn.microsoft.com/previous-versions/windows/apps/dn263205(v=win.10)>
pub const CANCELLATION_GRACE: Duration = Duration::from_secs(5);

/// How long an Apple refresh task may run, as is widely said; no header states it.
///
/// Source: <https://developer.apple.com/videos/play/wwdc2019/707/>
pub const APPLE_REFRESH_RUN_TIME: Duration = Duration::from_secs(30);

/// The most refresh requests that an app may have pending.
///
/// Source: <https://developer.apple.com/documentation/backgroundtasks/bgtaskscheduler/submit(_:)>
pub const APPLE_REFRESH_REQUESTS: usize = 1;

/// The most processing requests that an app may have pending.
///
/// Source: <https://developer.apple.com/documentation/backgroundtasks/bgtaskscheduler/submit(_:)>
pub const APPLE_PROCESSING_REQUESTS: usize = 10;

/// The most characters of an entry point that has an activatable class, as every WinRT task has.
///
/// Source: <https://learn.microsoft.com/uwp/schemas/appxpackage/uapmanifestschema/element-activatableclass>
pub const CLASS_ID_LENGTH: usize = 255;

/// Characters that an activatable class id can't have by the schema, control characters apart. The page names `&`, `/` and
/// `\` too, which the schema lets pass, and not `%`.
///
/// Source: <https://learn.microsoft.com/uwp/schemas/appxpackage/uapmanifestschema/element-activatableclass>
pub const CLASS_ID_FORBIDDEN: &str = "<>\":%|?*";

/// The most `Task` elements in one `BackgroundTasks` element.
///
/// Source: <https://learn.microsoft.com/uwp/schemas/appxpackage/uapmanifestschema/element-backgroundtasks>
pub const TASKS_PER_EXTENSION: usize = 17;

/// The least Windows build on which a COM class can be a task's entry point (Windows 10 2004).
///
/// Source: <https://learn.microsoft.com/windows/uwp/launch-resume/create-and-register-a-winmain-background-task>
pub const COM_MINIMUM_BUILD: [u16; 4] = [10, 0, 19041, 0];

/// The least Windows build on which a task can run in the app's own process (Windows 10 1607).
///
/// Source: <https://learn.microsoft.com/windows/uwp/launch-resume/create-and-register-an-inproc-background-task>
pub const IN_PROCESS_MINIMUM_BUILD: [u16; 4] = [10, 0, 14393, 0];

/// The Windows build that brought a version of `Windows.Foundation.UniversalApiContract`; `None` for versions whose build
/// was not confirmed, as for those of Windows 11.
///
/// Source: <https://learn.microsoft.com/uwp/extension-sdks/windows-universal-sdk>
pub const fn contract_build(version: u8) -> Option<[u16; 4]> {
    let build = match version {
        1 => 10240,
        2 => 10586,
        3 => 14393,
        4 => 15063,
        5 => 16299,
        6 => 17134,
        7 => 17763,
        8 => 18362,
        10 => 19041,
        _ => return None,
    };
    Some([10, 0, build, 0])
}

#[cfg(test)]
mod tests {
    use super::{COM_MINIMUM_BUILD, IN_PROCESS_MINIMUM_BUILD, contract_build};

    #[test]
    fn builds_of_contracts_and_of_hosting_models_agree() {
        assert_eq!(contract_build(3), Some(IN_PROCESS_MINIMUM_BUILD));
        assert_eq!(contract_build(10), Some(COM_MINIMUM_BUILD));
        assert_eq!(contract_build(15), None);
    }
}
