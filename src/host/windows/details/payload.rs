//! From Windows' objects to payloads that are the same with every host.

use std::time::Duration;

use bgtask_core::catalog::ToastHistoryChangedType;
use windows::{
    ApplicationModel::Background::ApplicationTriggerDetails,
    Devices::{
        Background::{DeviceServicingDetails, DeviceUseDetails},
        Geolocation::GeovisitTriggerDetails,
    },
    Media::MediaProcessingTriggerDetails,
    Networking::{Connectivity::NetworkStateChangeEventDetails, PushNotifications::RawNotification},
    Storage::Streams::DataReader,
    UI::Notifications::{ToastNotificationActionTriggerDetail, ToastNotificationHistoryChangedTriggerDetail},
    core::{IInspectable, Interface, Result},
};

use super::{location::visits, values::texts};
use crate::details::{DeviceRequest, NetworkChange, Payload, ToastAction, ToastHistoryChange};

/// The payload of an object of one class; `None` for an object of another.
type Read = fn(&IInspectable) -> Option<Result<Payload>>;

/// The classes that there is a payload for.
const READERS: &[Read] = &[
    |object| Some(push(&object.cast().ok()?)),
    |object| Some(application(&object.cast().ok()?)),
    |object| Some(media_processing(&object.cast().ok()?)),
    |object| Some(toast_action(&object.cast().ok()?)),
    |object| Some(toast_history(&object.cast().ok()?)),
    |object| Some(network(&object.cast().ok()?)),
    |object| Some(visits(&object.cast::<GeovisitTriggerDetails>().ok()?).map(|visits| Payload::Visits(visits.into()))),
    |object| Some(device_use(&object.cast().ok()?)),
    |object| Some(device_servicing(&object.cast().ok()?)),
];

/// What an object carries; [`Payload::None`] where bgtask has no type for it.
pub(super) fn payload(object: &IInspectable) -> Result<Payload> {
    READERS.iter().find_map(|read| read(object)).unwrap_or(Ok(Payload::None))
}

/// The bytes of a push notification; Windows before 2004 knows them as text alone.
///
/// Source: <https://learn.microsoft.com/uwp/api/windows.networking.pushnotifications.rawnotification.contentbytes>
fn push(notification: &RawNotification) -> Result<Payload> {
    let Ok(buffer) = notification.ContentBytes() else {
        return Ok(Payload::Push(notification.Content()?.to_string_lossy().into_bytes().into()));
    };
    let mut bytes = vec![0; buffer.Length()? as usize];
    DataReader::FromBuffer(&buffer)?.ReadBytes(&mut bytes)?;
    Ok(Payload::Push(bytes.into()))
}

fn application(details: &ApplicationTriggerDetails) -> Result<Payload> {
    texts(details.Arguments()).map(Payload::Arguments)
}

fn media_processing(details: &MediaProcessingTriggerDetails) -> Result<Payload> {
    texts(details.Arguments()).map(Payload::Arguments)
}

fn toast_action(details: &ToastNotificationActionTriggerDetail) -> Result<Payload> {
    Ok(Payload::ToastAction(ToastAction {
        argument: details.Argument()?.to_string_lossy(),
        inputs: texts(details.UserInput())?,
    }))
}

fn toast_history(details: &ToastNotificationHistoryChangedTriggerDetail) -> Result<Payload> {
    let Some(change) = ToastHistoryChangedType::from_value(details.ChangeType()?.0) else {
        return Ok(Payload::None);
    };
    // Windows before 1703 has no collections.
    let collection = details.CollectionId().unwrap_or_default().to_string_lossy();
    Ok(Payload::ToastHistory(ToastHistoryChange { change, collection }))
}

fn network(details: &NetworkStateChangeEventDetails) -> Result<Payload> {
    Ok(Payload::Network(NetworkChange {
        internet_connection_profile: details.HasNewInternetConnectionProfile()?,
        connection_cost: details.HasNewConnectionCost()?,
        network_connectivity_level: details.HasNewNetworkConnectivityLevel()?,
        domain_connectivity_level: details.HasNewDomainConnectivityLevel()?,
        host_name_list: details.HasNewHostNameList()?,
        wwan_registration_state: details.HasNewWwanRegistrationState()?,
        // An interface of its own, which older versions of Windows lack.
        tethering_operational_state: details.HasNewTetheringOperationalState().unwrap_or_default(),
        tethering_client_count: details.HasNewTetheringClientCount().unwrap_or_default(),
    }))
}

fn device_use(details: &DeviceUseDetails) -> Result<Payload> {
    Ok(Payload::Device(DeviceRequest {
        device_id: details.DeviceId()?.to_string_lossy(),
        arguments: details.Arguments()?.to_string_lossy(),
        expected_duration: None,
    }))
}

fn device_servicing(details: &DeviceServicingDetails) -> Result<Payload> {
    // In tenths of microseconds. The binding's own conversion does not bear what is negative or very long.
    let expected = u64::try_from(details.ExpectedDuration()?.Duration).unwrap_or_default();
    Ok(Payload::Device(DeviceRequest {
        device_id: details.DeviceId()?.to_string_lossy(),
        arguments: details.Arguments()?.to_string_lossy(),
        expected_duration: Some(Duration::from_micros(expected / 10)),
    }))
}
