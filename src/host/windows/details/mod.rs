//! What an activation carries: `TriggerDetails`, in types of ours where there are some.

mod cast;
mod location;
mod payload;
mod values;

pub use cast::{DetailsError, WrongClass, details_as};
pub(super) use location::{geofence_reports, time};
pub(super) use values::values;

use std::sync::Arc;

use windows::{
    ApplicationModel::{AppService::AppServiceTriggerDetails, Background::IBackgroundTaskInstance},
    core::{IInspectable, Interface, Result},
};

use super::{
    agile::Agile,
    error::{if_any, tell_debugger},
};
use crate::{TriggerDetails, details::Payload};

/// Windows' own object for what activated a task, usable on the calling thread; `None` when there is none, as for time
/// triggers. [`details_as`] gives it as the class that it is.
///
/// ```no_run
/// use bgtask::{TaskInstance, host::windows::raw_details};
///
/// fn class(task: &TaskInstance) -> windows::core::Result<Option<String>> {
///     match raw_details(task.trigger_details())? {
///         Some(details) => Ok(Some(details.GetRuntimeClassName()?.to_string())),
///         None => Ok(None),
///     }
/// }
/// ```
///
/// # Errors
///
/// When COM can't reach the object from this thread.
pub fn raw_details(details: &TriggerDetails) -> Result<Option<IInspectable>> {
    details.raw::<Agile<IInspectable>>().map(Agile::resolve).transpose()
}

/// Reads the details on the activating thread. What can't be read is told to the debugger, and the task runs without it.
pub(super) fn read(instance: &IBackgroundTaskInstance) -> TriggerDetails {
    let object = match if_any(instance.TriggerDetails()) {
        Ok(Some(object)) => object,
        Ok(None) => return TriggerDetails::NONE,
        Err(error) => {
            tell_debugger(&format!("the trigger's details can't be read: {error}"));
            return TriggerDetails::NONE;
        }
    };
    let payload = payload::payload(&object).unwrap_or_else(|error| {
        tell_debugger(&format!("the trigger's details can't be read: {error}"));
        Payload::None
    });
    let details = TriggerDetails::from(payload);
    match Agile::new(&object) {
        Ok(reference) => details.with_raw(Arc::new(reference)),
        Err(error) => {
            tell_debugger(&format!("the trigger's details can't be handed to the task's thread: {error}"));
            details
        }
    }
}

/// Whether an activation is an app service's, which arrives like a task's.
///
/// Source: <https://learn.microsoft.com/windows/uwp/launch-resume/convert-app-service-in-process>
pub(super) fn is_of_app_service(details: &TriggerDetails) -> bool {
    matches!(raw_details(details), Ok(Some(object)) if object.cast::<AppServiceTriggerDetails>().is_ok())
}
