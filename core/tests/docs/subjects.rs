//! The triggers by subject, as pages show them.

use bgtask_core::catalog::TriggerKind;

/// Triggers that belong together for a reader.
pub struct Subject {
    /// What they are about.
    pub title: &'static str,
    /// The triggers.
    pub triggers: &'static [TriggerKind],
}

/// Every subject.
pub const ALL: &[Subject] = &[
    Subject {
        title: "Time, the system and the app itself",
        triggers: &[
            TriggerKind::Time,
            TriggerKind::Maintenance,
            TriggerKind::System,
            TriggerKind::Application,
            TriggerKind::MediaProcessing,
            TriggerKind::ContentPrefetch,
        ],
    },
    Subject {
        title: "Notifications",
        triggers: &[
            TriggerKind::PushNotification,
            TriggerKind::ToastNotificationAction,
            TriggerKind::ToastNotificationHistoryChanged,
            TriggerKind::UserNotificationChanged,
        ],
    },
    Subject {
        title: "Places and sensors",
        triggers: &[
            TriggerKind::Location,
            TriggerKind::Geovisit,
            TriggerKind::ActivitySensor,
            TriggerKind::SensorDataThreshold,
        ],
    },
    Subject {
        title: "Bluetooth",
        triggers: &[
            TriggerKind::BluetoothLEAdvertisementWatcher,
            TriggerKind::BluetoothLEAdvertisementPublisher,
            TriggerKind::GattCharacteristicNotification,
            TriggerKind::GattServiceProvider,
            TriggerKind::RfcommConnection,
        ],
    },
    Subject {
        title: "Devices",
        triggers: &[
            TriggerKind::DeviceUse,
            TriggerKind::DeviceServicing,
            TriggerKind::DeviceConnectionChange,
            TriggerKind::DeviceWatcher,
            TriggerKind::DeviceManufacturerNotification,
            TriggerKind::CustomSystemEvent,
            TriggerKind::SmartCard,
            TriggerKind::SecondaryAuthenticationFactorAuthentication,
        ],
    },
    Subject {
        title: "Files and the user's data",
        triggers: &[
            TriggerKind::CachedFileUpdater,
            TriggerKind::StorageLibraryContentChanged,
            TriggerKind::StorageLibraryChangeTracker,
            TriggerKind::AppointmentStoreNotification,
            TriggerKind::ContactStoreNotification,
            TriggerKind::EmailStoreNotification,
        ],
    },
    Subject {
        title: "Sockets, messages and calls",
        triggers: &[
            TriggerKind::SocketActivity,
            TriggerKind::ChatMessageNotification,
            TriggerKind::ChatMessageReceivedNotification,
            TriggerKind::RcsEndUserMessageAvailable,
            TriggerKind::SmsMessageReceived,
            TriggerKind::Phone,
            TriggerKind::CommunicationBlockingAppSetAsActive,
        ],
    },
    Subject {
        title: "Roles in the system",
        triggers: &[TriggerKind::PaymentAppCanMakePayment, TriggerKind::AppBroadcast, TriggerKind::ConversationalAgent],
    },
    Subject {
        title: "Mobile operators and hotspots",
        triggers: &[
            TriggerKind::NetworkOperatorNotification,
            TriggerKind::NetworkOperatorDataUsage,
            TriggerKind::NetworkOperatorHotspotAuthentication,
            TriggerKind::TetheringEntitlementCheck,
            TriggerKind::MobileBroadbandDeviceServiceNotification,
            TriggerKind::MobileBroadbandPcoDataChange,
            TriggerKind::MobileBroadbandPinLockStateChange,
            TriggerKind::MobileBroadbandRadioStateChange,
            TriggerKind::MobileBroadbandRegistrationStateChange,
            TriggerKind::WiFiOnDemandHotspotConnect,
            TriggerKind::WiFiOnDemandHotspotUpdateMetadata,
        ],
    },
];
