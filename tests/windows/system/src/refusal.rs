//! What Windows refuses at `Register`.

use bgtask_core::catalog::{TriggerKind, error_code::hresult, values::system_trigger_type};
use windows_core::{HRESULT, Result};

use crate::{
    builder::Registered,
    manifest::{self, Declared},
    store::{State, refusal},
    trigger::Made,
};

/// The fewest minutes of a timer. Windows checks them here and not in the constructor.
///
/// Source: <https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.timetrigger>
const MINUTES: u32 = 15;

/// The triggers of which an app may register one.
///
/// Source: <https://learn.microsoft.com/windows/uwp/launch-resume/guidelines-for-background-tasks>, and for geofences
/// <https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.locationtrigger>
const ONE_EACH: [TriggerKind; 4] =
    [TriggerKind::Application, TriggerKind::MediaProcessing, TriggerKind::DeviceUse, TriggerKind::Location];

/// How many conditions of `BluetoothLEAdvertisementWatcherTrigger` there may be.
///
/// Source: <https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.bluetoothleadvertisementwatchertrigger>
const WATCHERS: usize = 20;

/// The triggers whose task can't run in the app's process.
///
/// Source: <https://learn.microsoft.com/windows/uwp/launch-resume/create-and-register-an-inproc-background-task>
const NOT_IN_PROCESS: [TriggerKind; 2] = [TriggerKind::DeviceUse, TriggerKind::DeviceServicing];

/// The triggers that are known not to go with a COM class.
///
/// Source: <https://github.com/microsoft/WindowsAppSDK/issues/3840>
const NOT_BY_CLSID: [TriggerKind; 2] = [TriggerKind::System, TriggerKind::Application];

/// Whether `wanted` may be registered.
pub fn check(state: &State, wanted: &Registered, trigger: &Made) -> Result<()> {
    let refuse = |code: u32| Err(refusal(code));
    if !state.configuration.identity {
        return refuse(hresult::ERROR_NOT_FOUND);
    }
    if trigger.minutes.is_some_and(|minutes| minutes < MINUTES) {
        return refuse(hresult::E_INVALIDARG);
    }
    // <https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.systemtriggertype>
    let reset = trigger.kind == TriggerKind::System
        && trigger.value == Some(system_trigger_type::ControlChannelReset.value)
        && trigger.once;
    // <https://learn.microsoft.com/windows/uwp/devices-sensors/access-sensors-and-devices-from-a-background-task>; which
    // error is given is written down nowhere.
    let conditions = trigger.kind == TriggerKind::DeviceUse && !wanted.conditions.is_empty();
    if reset || conditions {
        return refuse(hresult::E_INVALIDARG);
    }
    match (&wanted.entry_point, wanted.clsid) {
        (Some(_), Some(_)) => return refuse(hresult::E_INVALIDARG),
        (None, Some(_)) if NOT_BY_CLSID.contains(&trigger.kind) => return refuse(hresult::ERROR_NOT_SUPPORTED),
        // Apps in an AppContainer "get errors", and which is written down nowhere:
        // <https://learn.microsoft.com/windows/uwp/launch-resume/create-and-register-a-winmain-background-task>
        (None, Some(_)) if !state.configuration.full_trust => return refuse(hresult::ERROR_NOT_SUPPORTED),
        // Which error it is is written down nowhere either.
        (None, None) if NOT_IN_PROCESS.contains(&trigger.kind) => return refuse(hresult::ERROR_NOT_SUPPORTED),
        _ => {}
    }
    if let Some(file) = &state.configuration.manifest {
        declared(&manifest::read(file), wanted, trigger)?;
    }
    let class = trigger.kind.facts().class;
    let others = state.registrations.iter().filter(|registered| registered.trigger == class).count();
    if ONE_EACH.contains(&trigger.kind) && others > 0 {
        // <https://github.com/microsoft/Windows-universal-samples/issues/989>
        return refuse(hresult::ERROR_NOT_ENOUGH_QUOTA);
    }
    if trigger.kind == TriggerKind::BluetoothLEAdvertisementWatcher && others >= WATCHERS {
        return refuse(hresult::ERROR_NO_SYSTEM_RESOURCES);
    }
    Ok(())
}

/// Whether the manifest has the task, with the type of its trigger. Windows may be less strict than this: its samples
/// cross the types `general`, `systemEvent` and `timer`.
fn declared(declared: &Declared, wanted: &Registered, trigger: &Made) -> Result<()> {
    let in_order = match (&wanted.entry_point, wanted.clsid) {
        (Some(entry_point), _) => {
            let of_trigger = trigger.kind.facts().task_type.task_type.name();
            declared.classes.contains(entry_point)
                && declared.entry_points.get(entry_point).is_some_and(|types| types.contains(of_trigger))
        }
        (None, Some(clsid)) => declared.clsids.contains(&clsid),
        (None, None) => true,
    };
    if in_order { Ok(()) } else { Err(HRESULT(hresult::REGDB_E_CLASSNOTREG.cast_signed()).into()) }
}
