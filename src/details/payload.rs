//! What activations carry, in types that are the same with every host.

use std::{
    collections::BTreeMap,
    sync::Arc,
    time::{Duration, SystemTime},
};

use bgtask_core::catalog::{GeofenceRemovalReason, GeofenceState, ToastHistoryChangedType, VisitStateChange};

/// Named texts that travel with a request to run, or that the user typed into a toast: the string values of a Windows
/// `ValueSet`.
pub type Arguments = BTreeMap<String, String>;

/// The user's answer to an interactive toast.
///
/// Source: <https://learn.microsoft.com/uwp/api/windows.ui.notifications.toastnotificationactiontriggerdetail>
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ToastAction {
    /// The arguments of the button that was pressed, as the toast's XML has them.
    pub argument: String,
    /// What the user typed or chose, by the ids of the toast's inputs.
    pub inputs: Arguments,
}

/// A change of the app's toasts in the notification list.
///
/// Source: <https://learn.microsoft.com/uwp/api/windows.ui.notifications.toastnotificationhistorychangedtriggerdetail>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToastHistoryChange {
    /// What happened.
    pub change: ToastHistoryChangedType,
    /// The collection of toasts that it happened in; empty for the app's own, and on Windows before 1703.
    pub collection: String,
}

/// What is new about the network, of the trigger `system:NetworkStateChange`.
///
/// Source: <https://learn.microsoft.com/uwp/api/windows.networking.connectivity.networkstatechangeeventdetails>
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "several may be new at once, as Windows tells them")]
pub struct NetworkChange {
    /// Another connection leads to the internet.
    pub internet_connection_profile: bool,
    /// The connection costs more or less.
    pub connection_cost: bool,
    /// The connection reaches more or less, such as the internet or the local network alone.
    pub network_connectivity_level: bool,
    /// The domain is within reach, or no longer.
    pub domain_connectivity_level: bool,
    /// The device's host names or addresses changed.
    pub host_name_list: bool,
    /// The registration with the mobile network changed.
    pub wwan_registration_state: bool,
    /// Sharing the connection began or ended. Older versions of Windows do not tell it.
    pub tethering_operational_state: bool,
    /// The number of devices that share the connection changed. Older versions of Windows do not tell it.
    pub tethering_client_count: bool,
}

impl NetworkChange {
    /// What is new by either.
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            internet_connection_profile: self.internet_connection_profile || other.internet_connection_profile,
            connection_cost: self.connection_cost || other.connection_cost,
            network_connectivity_level: self.network_connectivity_level || other.network_connectivity_level,
            domain_connectivity_level: self.domain_connectivity_level || other.domain_connectivity_level,
            host_name_list: self.host_name_list || other.host_name_list,
            wwan_registration_state: self.wwan_registration_state || other.wwan_registration_state,
            tethering_operational_state: self.tethering_operational_state || other.tethering_operational_state,
            tethering_client_count: self.tethering_client_count || other.tethering_client_count,
        }
    }
}

/// A place on earth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Position {
    /// Degrees, north of the equator positive.
    pub latitude: f64,
    /// Degrees, east of Greenwich positive.
    pub longitude: f64,
    /// How far off it may be, in metres.
    pub accuracy: f64,
}

/// What happened to a geofence of the app's, of the trigger `location`.
///
/// Source: <https://learn.microsoft.com/uwp/api/windows.devices.geolocation.geofencing.geofencestatechangereport>
#[derive(Clone, Debug, PartialEq)]
pub struct GeofenceReport {
    /// The id that the app gave the geofence.
    pub geofence: String,
    /// What happened.
    pub state: GeofenceState,
    /// Why it was removed, if it was.
    pub removal_reason: Option<GeofenceRemovalReason>,
    /// Where the device was, if that is known.
    pub position: Option<Position>,
}

/// What happened at a place that the user visits, of the trigger `geovisit`.
///
/// Source: <https://learn.microsoft.com/uwp/api/windows.devices.geolocation.geovisit>
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Visit {
    /// What happened.
    pub change: VisitStateChange,
    /// Where, if that is known.
    pub position: Option<Position>,
    /// When.
    pub at: SystemTime,
}

/// The device that a run was requested for, of the triggers `device-use` and `device-servicing`.
///
/// Sources: <https://learn.microsoft.com/uwp/api/windows.devices.background.deviceusedetails>,
/// <https://learn.microsoft.com/uwp/api/windows.devices.background.deviceservicingdetails>
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeviceRequest {
    /// The device's id, as `DeviceInformation` has it.
    pub device_id: String,
    /// What the app gave the request besides; empty when it gave nothing.
    pub arguments: String,
    /// How long the app expects a `device-servicing` task to take.
    pub expected_duration: Option<Duration>,
}

/// Declares the payloads: the enum, the way from each to details, and the way back.
macro_rules! payloads {
    ($($(#[$doc:meta])* $variant:ident($type:ty) $accessor:ident -> $answer:ty;)*) => {
        /// The details that bgtask has a type for.
        #[derive(Clone, Debug, Default, PartialEq)]
        #[non_exhaustive]
        pub enum Payload {
            /// Nothing, as for most triggers.
            #[default]
            None,
            $($(#[$doc])* $variant($type),)*
        }

        impl super::TriggerDetails {
            $(
                $(#[$doc])*
                ///
                /// `None` when something else activated the task.
                pub fn $accessor(&self) -> Option<&$answer> {
                    match self.payload() {
                        Payload::$variant(payload) => Some(payload),
                        _ => None,
                    }
                }
            )*
        }

        $(
            impl From<$type> for super::TriggerDetails {
                fn from(payload: $type) -> Self {
                    Payload::$variant(payload).into()
                }
            }
        )*
    };
}

payloads! {
    /// The content of a raw push notification (`push-notification`).
    Push(Arc<[u8]>) push_content -> [u8];
    /// The arguments with which the app requested the run (`application`, `media-processing`).
    Arguments(Arguments) arguments -> Arguments;
    /// The user's answer to a toast (`toast-notification-action`).
    ToastAction(ToastAction) toast_action -> ToastAction;
    /// A change of the app's toasts (`toast-notification-history-changed`).
    ToastHistory(ToastHistoryChange) toast_history_change -> ToastHistoryChange;
    /// What is new about the network (`system:NetworkStateChange`).
    Network(NetworkChange) network_change -> NetworkChange;
    /// What happened to geofences (`location`), where the activation carries it: Windows' carries nothing, so a task asks
    /// [`TaskInstance::geofence_reports`](crate::TaskInstance::geofence_reports), which looks here first.
    Geofences(Arc<[GeofenceReport]>) geofence_reports -> [GeofenceReport];
    /// What happened at places that the user visits (`geovisit`).
    Visits(Arc<[Visit]>) visits -> [Visit];
    /// The device that the run was requested for (`device-use`, `device-servicing`).
    Device(DeviceRequest) device_request -> DeviceRequest;
}
