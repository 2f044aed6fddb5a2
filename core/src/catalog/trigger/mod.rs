//! Every background trigger of Windows: the list, and the table in its order.
//!
//! They are the classes that implement `IBackgroundTrigger` in Windows' metadata; there are 54.
//! Source: <https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.ibackgroundtrigger>

mod facts;
mod rows;
#[cfg(test)]
mod tests;

pub use facts::{
    CapabilityUse, Construction, DeclaredType, Details, Parameter, ParameterKind, Status, Support, TriggerFacts,
};

use rows::{bluetooth, communication, device, notification, operator, role, schedule, sensor, storage};

/// Declares the triggers: the enum, the table in its order, and a documented name for each, in the grammar's Rust form,
/// for annotations to point at.
macro_rules! triggers {
    ($($(#[$doc:meta])* $kind:ident $name:ident = $facts:expr;)*) => {
        /// A background trigger of Windows.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[expect(missing_docs, reason = "documented, with everything else, on the constants in `triggers`")]
        pub enum TriggerKind { $($kind),* }

        impl TriggerKind {
            /// Every trigger.
            pub const ALL: &'static [Self] = &[$(Self::$kind),*];
        }

        /// The triggers under the grammar's names, as `trigger = time(15)` has them.
        #[expect(non_upper_case_globals, reason = "spelled as annotations spell them")]
        pub mod triggers {
            use super::TriggerKind;

            $($(#[$doc])* pub const $name: TriggerKind = TriggerKind::$kind;)*
        }

        static FACTS: &[TriggerFacts] = &[$($facts),*];

        // Each row is where its kind looks for it.
        const _: () = {
            $(assert!(matches!($facts.kind, TriggerKind::$kind));)*
        };
    };
}

impl TriggerKind {
    /// What is known of it.
    pub const fn facts(self) -> &'static TriggerFacts {
        &FACTS[self as usize]
    }

    /// Reads the grammar's name, `push-notification`, or its Rust form, `push_notification`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| {
            let known = kind.facts().name;
            known.len() == name.len() && known.bytes().zip(name.bytes()).all(|(a, b)| a == b || a == b'-' && b == b'_')
        })
    }

    /// Reads the class's name, `PushNotificationTrigger`, with or without its namespace.
    pub fn from_class(class: &str) -> Option<Self> {
        let class = class.strip_prefix("Windows.ApplicationModel.Background.").unwrap_or(class);
        Self::ALL.iter().copied().find(|kind| kind.facts().class == class)
    }
}

triggers! {
    /// Runs every so many minutes, or once.
    Time time = schedule::TIME;
    /// Runs every so many minutes, or once, on external power.
    Maintenance maintenance = schedule::MAINTENANCE;
    /// Fires on an event of the system.
    System system = schedule::SYSTEM;
    /// Fires when the app asks for it.
    Application application = schedule::APPLICATION;
    /// Fires when the app asks for media to be processed.
    MediaProcessing media_processing = schedule::MEDIA_PROCESSING;
    /// Fires on a raw push notification.
    PushNotification push_notification = notification::PUSH_NOTIFICATION;
    /// Fires when the user answers an interactive toast.
    ToastNotificationAction toast_notification_action = notification::TOAST_NOTIFICATION_ACTION;
    /// Fires when the app's toasts in the notification list change.
    ToastNotificationHistoryChanged toast_notification_history_changed = notification::TOAST_NOTIFICATION_HISTORY_CHANGED;
    /// Fires when any app's notifications change.
    UserNotificationChanged user_notification_changed = notification::USER_NOTIFICATION_CHANGED;
    /// Fires when a geofence is entered or left.
    Location location = sensor::LOCATION;
    /// Fires when the user arrives at or leaves a place.
    Geovisit geovisit = sensor::GEOVISIT;
    /// Fires when the user's activity changes, such as from walking to running.
    ActivitySensor activity_sensor = sensor::ACTIVITY_SENSOR;
    /// Fires when a sensor crosses a threshold.
    SensorDataThreshold sensor_data_threshold = sensor::SENSOR_DATA_THRESHOLD;
    /// Fires when the app asks to work with a device or sensor.
    DeviceUse device_use = device::DEVICE_USE;
    /// Fires when the app asks to update a device's firmware or settings.
    DeviceServicing device_servicing = device::DEVICE_SERVICING;
    /// Fires when a device connects or disconnects.
    DeviceConnectionChange device_connection_change = device::DEVICE_CONNECTION_CHANGE;
    /// Fires when the list of devices that a watcher watches changes.
    DeviceWatcher device_watcher = device::DEVICE_WATCHER;
    /// Fires on a notification of the device's maker. Deprecated.
    DeviceManufacturerNotification device_manufacturer_notification = device::DEVICE_MANUFACTURER_NOTIFICATION;
    /// Fires on an event that a driver or firmware raises.
    CustomSystemEvent custom_system_event = device::CUSTOM_SYSTEM_EVENT;
    /// Fires on a Bluetooth LE advertisement that matches a filter.
    BluetoothLEAdvertisementWatcher bluetooth_le_advertisement_watcher = bluetooth::BLUETOOTH_LE_ADVERTISEMENT_WATCHER;
    /// Fires when the state of an advertisement in the background changes.
    BluetoothLEAdvertisementPublisher bluetooth_le_advertisement_publisher = bluetooth::BLUETOOTH_LE_ADVERTISEMENT_PUBLISHER;
    /// Fires when a GATT characteristic notifies.
    GattCharacteristicNotification gatt_characteristic_notification = bluetooth::GATT_CHARACTERISTIC_NOTIFICATION;
    /// Fires when a client uses the app's GATT service.
    GattServiceProvider gatt_service_provider = bluetooth::GATT_SERVICE_PROVIDER;
    /// Fires when an RFCOMM connection is made.
    RfcommConnection rfcomm_connection = bluetooth::RFCOMM_CONNECTION;
    /// Fires when something happens on a socket that the app handed to the system.
    SocketActivity socket_activity = communication::SOCKET_ACTIVITY;
    /// Fires when the system prefetches web content for the app.
    ContentPrefetch content_prefetch = schedule::CONTENT_PREFETCH;
    /// Fires when a file that the app provides must be brought up to date.
    CachedFileUpdater cached_file_updater = storage::CACHED_FILE_UPDATER;
    /// Fires when a file in a library changes.
    StorageLibraryContentChanged storage_library_content_changed = storage::STORAGE_LIBRARY_CONTENT_CHANGED;
    /// Fires when a change tracker has changes.
    StorageLibraryChangeTracker storage_library_change_tracker = storage::STORAGE_LIBRARY_CHANGE_TRACKER;
    /// Fires when the appointment store changes.
    AppointmentStoreNotification appointment_store_notification = storage::APPOINTMENT_STORE_NOTIFICATION;
    /// Fires when the contact store changes.
    ContactStoreNotification contact_store_notification = storage::CONTACT_STORE_NOTIFICATION;
    /// Fires when the mail store changes.
    EmailStoreNotification email_store_notification = storage::EMAIL_STORE_NOTIFICATION;
    /// Fires when a text message gives a notification.
    ChatMessageNotification chat_message_notification = communication::CHAT_MESSAGE_NOTIFICATION;
    /// Fires when a text message arrives.
    ChatMessageReceivedNotification chat_message_received_notification = communication::CHAT_MESSAGE_RECEIVED_NOTIFICATION;
    /// Fires when an RCS message is there.
    RcsEndUserMessageAvailable rcs_end_user_message_available = communication::RCS_END_USER_MESSAGE_AVAILABLE;
    /// Fires when an SMS message that matches a filter arrives.
    SmsMessageReceived sms_message_received = communication::SMS_MESSAGE_RECEIVED;
    /// Fires on an event of the phone.
    Phone phone = communication::PHONE;
    /// Fires when the user makes the app the one that blocks calls and messages.
    CommunicationBlockingAppSetAsActive communication_blocking_app_set_as_active = communication::COMMUNICATION_BLOCKING_APP_SET_AS_ACTIVE;
    /// Fires on an event of a smart card or of an emulated one.
    SmartCard smart_card = device::SMART_CARD;
    /// Fires when a companion device takes part in signing in. Deprecated.
    SecondaryAuthenticationFactorAuthentication secondary_authentication_factor_authentication = device::SECONDARY_AUTHENTICATION_FACTOR_AUTHENTICATION;
    /// Fires when the system asks whether the app can make a payment.
    PaymentAppCanMakePayment payment_app_can_make_payment = role::PAYMENT_APP_CAN_MAKE_PAYMENT;
    /// Fires when a game starts to be broadcast.
    AppBroadcast app_broadcast = role::APP_BROADCAST;
    /// Fires when the user speaks to the app as a digital assistant.
    ConversationalAgent conversational_agent = role::CONVERSATIONAL_AGENT;
    /// Fires on a notification of the mobile operator.
    NetworkOperatorNotification network_operator_notification = operator::NETWORK_OPERATOR_NOTIFICATION;
    /// Fires when the use of mobile data crosses a threshold.
    NetworkOperatorDataUsage network_operator_data_usage = operator::NETWORK_OPERATOR_DATA_USAGE;
    /// Fires when a hotspot of the operator asks for authentication.
    NetworkOperatorHotspotAuthentication network_operator_hotspot_authentication = operator::NETWORK_OPERATOR_HOTSPOT_AUTHENTICATION;
    /// Fires when the system asks whether the user may share the connection.
    TetheringEntitlementCheck tethering_entitlement_check = operator::TETHERING_ENTITLEMENT_CHECK;
    /// Fires when the mobile network sends a command for the SIM.
    MobileBroadbandDeviceServiceNotification mobile_broadband_device_service_notification = operator::MOBILE_BROADBAND_DEVICE_SERVICE_NOTIFICATION;
    /// Fires when the protocol configuration options of the mobile network change.
    MobileBroadbandPcoDataChange mobile_broadband_pco_data_change = operator::MOBILE_BROADBAND_PCO_DATA_CHANGE;
    /// Fires when the SIM's PIN is locked or unlocked.
    MobileBroadbandPinLockStateChange mobile_broadband_pin_lock_state_change = operator::MOBILE_BROADBAND_PIN_LOCK_STATE_CHANGE;
    /// Fires when the mobile broadband radio is switched on or off.
    MobileBroadbandRadioStateChange mobile_broadband_radio_state_change = operator::MOBILE_BROADBAND_RADIO_STATE_CHANGE;
    /// Fires when the registration with the mobile network changes.
    MobileBroadbandRegistrationStateChange mobile_broadband_registration_state_change = operator::MOBILE_BROADBAND_REGISTRATION_STATE_CHANGE;
    /// Fires when the user wants to connect to an on-demand hotspot.
    WiFiOnDemandHotspotConnect wifi_on_demand_hotspot_connect = operator::WIFI_ON_DEMAND_HOTSPOT_CONNECT;
    /// Fires when an on-demand hotspot's data should be brought up to date.
    WiFiOnDemandHotspotUpdateMetadata wifi_on_demand_hotspot_update_metadata = operator::WIFI_ON_DEMAND_HOTSPOT_UPDATE_METADATA;
}
