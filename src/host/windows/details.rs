//! What an activation carries: `TriggerDetails`, in types of ours where there are some.

use std::sync::Arc;

use windows::{
    ApplicationModel::{
        AppService::AppServiceTriggerDetails,
        Background::{ApplicationTriggerDetails, IBackgroundTaskInstance},
    },
    Foundation::{Collections::ValueSet, IPropertyValue, PropertyType, PropertyValue},
    Media::MediaProcessingTriggerDetails,
    Networking::PushNotifications::RawNotification,
    Storage::Streams::DataReader,
    core::{HSTRING, IInspectable, Interface, Result},
};

use super::{
    agile::Agile,
    error::{if_any, tell_debugger},
};
use crate::{
    TriggerDetails,
    details::{Arguments, Payload},
};

/// Windows' own object for what activated a task, usable on the calling thread; `None` when there is none, as for time
/// triggers. Cast it to the class that the trigger's documentation names:
///
/// ```no_run
/// use bgtask::{TaskInstance, host::windows::raw_details};
/// use windows::{ApplicationModel::Background::ApplicationTriggerDetails, core::Interface};
///
/// fn arguments(task: &TaskInstance) -> windows::core::Result<u32> {
///     match raw_details(task.trigger_details())? {
///         Some(details) => details.cast::<ApplicationTriggerDetails>()?.Arguments()?.Size(),
///         None => Ok(0),
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
    let payload = payload(&object).unwrap_or_else(|error| {
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

fn payload(object: &IInspectable) -> Result<Payload> {
    if let Ok(notification) = object.cast::<RawNotification>() {
        Ok(Payload::Push(content(&notification)?.into()))
    } else if let Ok(details) = object.cast::<ApplicationTriggerDetails>() {
        Ok(Payload::Arguments(if_any(details.Arguments())?.map(|set| texts(&set)).transpose()?.unwrap_or_default()))
    } else if let Ok(details) = object.cast::<MediaProcessingTriggerDetails>() {
        Ok(Payload::Arguments(if_any(details.Arguments())?.map(|set| texts(&set)).transpose()?.unwrap_or_default()))
    } else {
        Ok(Payload::None)
    }
}

/// The bytes of a push notification; Windows before 2004 knows them as text alone.
///
/// Source: <https://learn.microsoft.com/uwp/api/windows.networking.pushnotifications.rawnotification.contentbytes>
fn content(notification: &RawNotification) -> Result<Vec<u8>> {
    let Ok(buffer) = notification.ContentBytes() else {
        return Ok(notification.Content()?.to_string_lossy().into_bytes());
    };
    let mut bytes = vec![0; buffer.Length()? as usize];
    DataReader::FromBuffer(&buffer)?.ReadBytes(&mut bytes)?;
    Ok(bytes)
}

/// The texts in a set of values; other values are reached by [`raw_details`].
pub(super) fn texts(values: &ValueSet) -> Result<Arguments> {
    let mut arguments = Arguments::new();
    let entries = values.First()?;
    while entries.HasCurrent()? {
        let entry = entries.Current()?;
        if let Some(text) = text(if_any(entry.Value())?.as_ref())? {
            arguments.insert(entry.Key()?.to_string_lossy(), text);
        }
        entries.MoveNext()?;
    }
    Ok(arguments)
}

fn text(value: Option<&IInspectable>) -> Result<Option<String>> {
    let Some(Ok(value)) = value.map(Interface::cast::<IPropertyValue>) else {
        return Ok(None);
    };
    if value.Type()? == PropertyType::String { Ok(Some(value.GetString()?.to_string_lossy())) } else { Ok(None) }
}

/// A set of values with these texts.
pub(super) fn values(arguments: &Arguments) -> Result<ValueSet> {
    let values = ValueSet::new()?;
    for (key, value) in arguments {
        values.Insert(&HSTRING::from(key), &PropertyValue::CreateString(&value.into())?)?;
    }
    Ok(values)
}
