//! From a declared trigger to Windows' object.

use std::{error::Error, fmt, time::Duration};

use bgtask_core::{
    catalog::{EnumValue, TriggerKind},
    model::Trigger,
};
use windows::{
    ApplicationModel::{
        Background::{
            ApplicationTrigger, AppointmentStoreNotificationTrigger, CachedFileUpdaterTrigger,
            ChatMessageNotificationTrigger, ChatMessageReceivedNotificationTrigger,
            CommunicationBlockingAppSetAsActiveTrigger, ContactStoreNotificationTrigger, ContentPrefetchTrigger,
            ConversationalAgentTrigger, CustomSystemEventTrigger, CustomSystemEventTriggerRecurrence,
            DeviceManufacturerNotificationTrigger, DeviceServicingTrigger, DeviceUseTrigger,
            EmailStoreNotificationTrigger, GeovisitTrigger, IBackgroundTrigger, LocationTrigger, LocationTriggerType,
            MaintenanceTrigger, MediaProcessingTrigger, MobileBroadbandDeviceServiceNotificationTrigger,
            MobileBroadbandPcoDataChangeTrigger, MobileBroadbandPinLockStateChangeTrigger,
            MobileBroadbandRadioStateChangeTrigger, MobileBroadbandRegistrationStateChangeTrigger,
            NetworkOperatorDataUsageTrigger, NetworkOperatorHotspotAuthenticationTrigger,
            NetworkOperatorNotificationTrigger, PaymentAppCanMakePaymentTrigger, PhoneTrigger, PushNotificationTrigger,
            RcsEndUserMessageAvailableTrigger, SecondaryAuthenticationFactorAuthenticationTrigger, SmartCardTrigger,
            SocketActivityTrigger, SystemTrigger, SystemTriggerType, TetheringEntitlementCheckTrigger, TimeTrigger,
            ToastNotificationActionTrigger, ToastNotificationHistoryChangedTrigger, UserNotificationChangedTrigger,
            WiFiOnDemandHotspotConnectTrigger, WiFiOnDemandHotspotUpdateMetadataTrigger,
        },
        Calls::Background::PhoneTriggerType,
    },
    Devices::{Geolocation::VisitMonitoringScope, SmartCards::SmartCardTriggerType},
    UI::Notifications::NotificationKinds,
    core::{HSTRING, Interface},
};

use crate::host::HostError;

use super::super::error::refused;

/// Why no trigger object was made.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TriggerError {
    /// Literals can't build it: a function does, by `trigger = with("…", path)`.
    NeedsFunction(TriggerKind),
    /// It lacks the argument that its constructor takes.
    MissingArgument(TriggerKind),
    /// Windows refused.
    Host(HostError),
}

impl fmt::Display for TriggerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NeedsFunction(kind) => {
                write!(f, "the trigger `{}` is built by a function: `trigger = with(…)`", kind.facts().name)
            }
            Self::MissingArgument(kind) => write!(f, "the trigger `{}` lacks its argument", kind.facts().name),
            Self::Host(error) => error.fmt(f),
        }
    }
}

impl Error for TriggerError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Host(error) => Some(error),
            _ => None,
        }
    }
}

/// Builds the trigger that an annotation describes with literals.
///
/// Some of the objects are bound to the thread on which they were made, which is to be the one that registers them.
///
/// # Errors
///
/// When literals can't build it, or Windows refused.
pub fn build(trigger: &Trigger<'_>) -> Result<IBackgroundTrigger, TriggerError> {
    let kind = trigger.kind;
    let given = Given(trigger);
    // The constructor's answer as the interface that all triggers have.
    macro_rules! built {
        ($object:expr) => {
            $object.and_then(|object| object.cast::<IBackgroundTrigger>())
        };
    }
    let object = match kind {
        TriggerKind::Time => built!(TimeTrigger::Create(given.minutes()?, trigger.once)),
        TriggerKind::Maintenance => built!(MaintenanceTrigger::Create(given.minutes()?, trigger.once)),
        TriggerKind::System => built!(SystemTrigger::Create(SystemTriggerType(given.value()?), trigger.once)),
        TriggerKind::Application => built!(ApplicationTrigger::new()),
        TriggerKind::MediaProcessing => built!(MediaProcessingTrigger::new()),
        TriggerKind::PushNotification => built!(match given.text() {
            Some(application) => PushNotificationTrigger::Create(&application),
            None => PushNotificationTrigger::new(),
        }),
        TriggerKind::ToastNotificationAction => built!(match given.text() {
            Some(application) => ToastNotificationActionTrigger::Create(&application),
            None => ToastNotificationActionTrigger::new(),
        }),
        TriggerKind::ToastNotificationHistoryChanged => built!(match given.text() {
            Some(application) => ToastNotificationHistoryChangedTrigger::Create(&application),
            None => ToastNotificationHistoryChangedTrigger::new(),
        }),
        TriggerKind::UserNotificationChanged => {
            built!(UserNotificationChangedTrigger::Create(NotificationKinds(given.value()?.cast_unsigned())))
        }
        TriggerKind::Location => built!(LocationTrigger::Create(LocationTriggerType(given.value()?))),
        TriggerKind::Geovisit => built!(geovisit(trigger.value())),
        TriggerKind::DeviceUse => built!(DeviceUseTrigger::new()),
        TriggerKind::DeviceServicing => built!(DeviceServicingTrigger::new()),
        TriggerKind::DeviceManufacturerNotification => {
            built!(DeviceManufacturerNotificationTrigger::Create(&given.required_text()?, trigger.once))
        }
        TriggerKind::CustomSystemEvent => {
            let recurrence = if trigger.once {
                CustomSystemEventTriggerRecurrence::Once
            } else {
                CustomSystemEventTriggerRecurrence::Always
            };
            built!(CustomSystemEventTrigger::Create(&given.required_text()?, recurrence))
        }
        TriggerKind::SocketActivity => built!(SocketActivityTrigger::new()),
        TriggerKind::ContentPrefetch => built!(match trigger.number() {
            Some(minutes) => ContentPrefetchTrigger::Create(Duration::from_secs(u64::from(minutes) * 60).into()),
            None => ContentPrefetchTrigger::new(),
        }),
        TriggerKind::CachedFileUpdater => built!(CachedFileUpdaterTrigger::new()),
        TriggerKind::AppointmentStoreNotification => built!(AppointmentStoreNotificationTrigger::new()),
        TriggerKind::ContactStoreNotification => built!(ContactStoreNotificationTrigger::new()),
        TriggerKind::EmailStoreNotification => built!(EmailStoreNotificationTrigger::new()),
        TriggerKind::ChatMessageNotification => built!(ChatMessageNotificationTrigger::new()),
        TriggerKind::ChatMessageReceivedNotification => built!(ChatMessageReceivedNotificationTrigger::new()),
        TriggerKind::RcsEndUserMessageAvailable => built!(RcsEndUserMessageAvailableTrigger::new()),
        TriggerKind::Phone => built!(PhoneTrigger::Create(PhoneTriggerType(given.value()?), trigger.once)),
        TriggerKind::CommunicationBlockingAppSetAsActive => built!(CommunicationBlockingAppSetAsActiveTrigger::new()),
        TriggerKind::SmartCard => built!(SmartCardTrigger::Create(SmartCardTriggerType(given.value()?))),
        TriggerKind::SecondaryAuthenticationFactorAuthentication => {
            built!(SecondaryAuthenticationFactorAuthenticationTrigger::new())
        }
        TriggerKind::PaymentAppCanMakePayment => built!(PaymentAppCanMakePaymentTrigger::new()),
        TriggerKind::ConversationalAgent => built!(ConversationalAgentTrigger::new()),
        TriggerKind::NetworkOperatorNotification => {
            built!(NetworkOperatorNotificationTrigger::Create(&given.required_text()?))
        }
        TriggerKind::NetworkOperatorDataUsage => built!(NetworkOperatorDataUsageTrigger::new()),
        TriggerKind::NetworkOperatorHotspotAuthentication => built!(NetworkOperatorHotspotAuthenticationTrigger::new()),
        TriggerKind::TetheringEntitlementCheck => built!(TetheringEntitlementCheckTrigger::new()),
        TriggerKind::MobileBroadbandDeviceServiceNotification => {
            built!(MobileBroadbandDeviceServiceNotificationTrigger::new())
        }
        TriggerKind::MobileBroadbandPcoDataChange => built!(MobileBroadbandPcoDataChangeTrigger::new()),
        TriggerKind::MobileBroadbandPinLockStateChange => built!(MobileBroadbandPinLockStateChangeTrigger::new()),
        TriggerKind::MobileBroadbandRadioStateChange => built!(MobileBroadbandRadioStateChangeTrigger::new()),
        TriggerKind::MobileBroadbandRegistrationStateChange => {
            built!(MobileBroadbandRegistrationStateChangeTrigger::new())
        }
        TriggerKind::WiFiOnDemandHotspotConnect => built!(WiFiOnDemandHotspotConnectTrigger::new()),
        TriggerKind::WiFiOnDemandHotspotUpdateMetadata => built!(WiFiOnDemandHotspotUpdateMetadataTrigger::new()),
        TriggerKind::ActivitySensor
        | TriggerKind::SensorDataThreshold
        | TriggerKind::DeviceConnectionChange
        | TriggerKind::DeviceWatcher
        | TriggerKind::BluetoothLEAdvertisementWatcher
        | TriggerKind::BluetoothLEAdvertisementPublisher
        | TriggerKind::GattCharacteristicNotification
        | TriggerKind::GattServiceProvider
        | TriggerKind::RfcommConnection
        | TriggerKind::StorageLibraryContentChanged
        | TriggerKind::StorageLibraryChangeTracker
        | TriggerKind::SmsMessageReceived
        | TriggerKind::AppBroadcast => return Err(TriggerError::NeedsFunction(kind)),
    };
    object.map_err(|error| TriggerError::Host(refused(kind.facts().class)(error)))
}

/// Left out, the scope is what Windows gives the property.
fn geovisit(scope: Option<EnumValue>) -> windows::core::Result<GeovisitTrigger> {
    let trigger = GeovisitTrigger::new()?;
    if let Some(scope) = scope {
        trigger.SetMonitoringScope(VisitMonitoringScope(scope.value))?;
    }
    Ok(trigger)
}

/// The argument of a trigger, as its constructor takes it.
struct Given<'t>(&'t Trigger<'t>);

impl Given<'_> {
    fn missing(&self) -> TriggerError {
        TriggerError::MissingArgument(self.0.kind)
    }

    fn minutes(&self) -> Result<u32, TriggerError> {
        self.0.number().ok_or_else(|| self.missing())
    }

    /// The number of the enum value, which may be left out where there is but one.
    fn value(&self) -> Result<i32, TriggerError> {
        let sole = || self.0.kind.facts().parameter.and_then(|parameter| parameter.default_value());
        self.0.value().or_else(sole).map(|value| value.value).ok_or_else(|| self.missing())
    }

    fn text(&self) -> Option<HSTRING> {
        self.0.text().map(HSTRING::from)
    }

    fn required_text(&self) -> Result<HSTRING, TriggerError> {
        self.text().ok_or_else(|| self.missing())
    }
}

#[cfg(test)]
mod tests {
    use bgtask_core::{
        catalog::{ParameterKind, TriggerKind},
        model::{Argument, Trigger},
    };

    use super::{TriggerError, build};

    #[test]
    fn literals_build_what_the_catalog_says_that_they_build() {
        for kind in TriggerKind::ALL {
            let facts = kind.facts();
            let argument = match facts.parameter.map(|parameter| parameter.kind) {
                None => Argument::None,
                Some(ParameterKind::Minutes { minimum, .. }) => Argument::Number(minimum),
                Some(ParameterKind::Text) => Argument::Text("text"),
                Some(ParameterKind::Value(values)) => Argument::Value(values[0]),
            };
            let answer = build(&Trigger { argument, ..Trigger::new(*kind) });
            match answer {
                Err(TriggerError::NeedsFunction(of)) => {
                    assert!(of == *kind && facts.construction.needs_with(), "{}", facts.name);
                }
                Err(TriggerError::MissingArgument(_)) => panic!("{} was given its argument", facts.name),
                Ok(_) | Err(TriggerError::Host(_)) => assert!(!facts.construction.needs_with(), "{}", facts.name),
            }
        }
    }

    #[test]
    fn a_required_argument_is_missed() {
        for kind in TriggerKind::ALL {
            let required = kind.facts().parameter.is_some_and(|parameter| parameter.required);
            let answer = build(&Trigger::new(*kind));
            assert_eq!(matches!(answer, Err(TriggerError::MissingArgument(_))), required, "{}", kind.facts().name);
        }
    }
}
