//! Bluetooth.

use super::super::{CapabilityUse, Construction, DeclaredType, Details, TriggerFacts, TriggerKind};
use crate::catalog::{AppleMapping, Capability, Fidelity, TaskType};

const SEEN_IN_SAMPLES: &[CapabilityUse] = &[CapabilityUse::sample(Capability::device("bluetooth"))];
const INFERRED: &[CapabilityUse] = &[CapabilityUse::inferred(Capability::device("bluetooth"))];

const CENTRAL: AppleMapping = AppleMapping::of_the_app(
    "CBCentralManager with state restoration",
    Fidelity::Approximate,
    "the mode `bluetooth-central` and NSBluetoothAlwaysUsageDescription; the app scans or stays connected, and is relaunched",
);

const PERIPHERAL: AppleMapping = AppleMapping::of_the_app(
    "CBPeripheralManager with state restoration",
    Fidelity::Approximate,
    "the mode `bluetooth-peripheral` and NSBluetoothAlwaysUsageDescription; in the background little is advertised",
);

pub(in super::super) const BLUETOOTH_LE_ADVERTISEMENT_WATCHER: TriggerFacts = TriggerFacts {
    kind: TriggerKind::BluetoothLEAdvertisementWatcher,
    name: "bluetooth-le-advertisement-watcher",
    class: "BluetoothLEAdvertisementWatcherTrigger",
    summary: "on a Bluetooth LE advertisement that matches a filter",
    construction: Construction::Properties,
    task_type: DeclaredType::sample(TaskType::Bluetooth),
    capabilities: SEEN_IN_SAMPLES,
    windows_features: &["Devices_Bluetooth", "Devices_Bluetooth_Advertisement"],
    details: Details::documented("Windows.Devices.Bluetooth.Background.BluetoothLEAdvertisementWatcherTriggerDetails"),
    apple: CENTRAL,
    notes: &[
        "Its AdvertisementFilter must hold exactly one pattern.",
        "Without hardware filters a device has 20 conditions for all apps; then Register fails with 0x800705AA.",
    ],
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.bluetoothleadvertisementwatchertrigger",
    ..TriggerFacts::BLANK
};

pub(in super::super) const BLUETOOTH_LE_ADVERTISEMENT_PUBLISHER: TriggerFacts = TriggerFacts {
    kind: TriggerKind::BluetoothLEAdvertisementPublisher,
    name: "bluetooth-le-advertisement-publisher",
    class: "BluetoothLEAdvertisementPublisherTrigger",
    summary: "when the state of an advertisement in the background changes",
    construction: Construction::Properties,
    task_type: DeclaredType::sample(TaskType::Bluetooth),
    capabilities: SEEN_IN_SAMPLES,
    windows_features: &["Devices_Bluetooth_Advertisement"],
    details: Details::documented(
        "Windows.Devices.Bluetooth.Background.BluetoothLEAdvertisementPublisherTriggerDetails",
    ),
    apple: PERIPHERAL,
    notes: &["Advertises nothing until its Advertisement has a payload."],
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.bluetoothleadvertisementpublishertrigger",
    ..TriggerFacts::BLANK
};

pub(in super::super) const GATT_CHARACTERISTIC_NOTIFICATION: TriggerFacts = TriggerFacts {
    kind: TriggerKind::GattCharacteristicNotification,
    name: "gatt-characteristic-notification",
    class: "GattCharacteristicNotificationTrigger",
    summary: "when a GATT characteristic notifies",
    construction: Construction::Object,
    task_type: DeclaredType::inferred(TaskType::Bluetooth),
    capabilities: INFERRED,
    windows_features: &["Devices_Bluetooth_Background", "Devices_Bluetooth_GenericAttributeProfile"],
    details: Details::documented("Windows.Devices.Bluetooth.Background.GattCharacteristicNotificationTriggerDetails"),
    apple: CENTRAL,
    notes: &["The constructor that takes a BluetoothEventTriggeringMode came with Windows 10 1703."],
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.gattcharacteristicnotificationtrigger",
    ..TriggerFacts::BLANK
};

pub(in super::super) const GATT_SERVICE_PROVIDER: TriggerFacts = TriggerFacts {
    kind: TriggerKind::GattServiceProvider,
    name: "gatt-service-provider",
    class: "GattServiceProviderTrigger",
    summary: "when a client uses the app's GATT service",
    construction: Construction::Factory,
    task_type: DeclaredType::inferred(TaskType::Bluetooth),
    capabilities: INFERRED,
    windows_features: &["Devices_Bluetooth", "Devices_Bluetooth_GenericAttributeProfile"],
    details: Details::inferred("Windows.Devices.Bluetooth.Background.GattServiceProviderTriggerDetails"),
    contract: Some(4),
    apple: PERIPHERAL,
    notes: &["CreateAsync gives a result with the trigger or with an error."],
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.gattserviceprovidertrigger",
    ..TriggerFacts::BLANK
};

pub(in super::super) const RFCOMM_CONNECTION: TriggerFacts = TriggerFacts {
    kind: TriggerKind::RfcommConnection,
    name: "rfcomm-connection",
    class: "RfcommConnectionTrigger",
    summary: "when an RFCOMM connection is made",
    construction: Construction::Properties,
    task_type: DeclaredType::sample(TaskType::Bluetooth),
    capabilities: SEEN_IN_SAMPLES,
    windows_features: &["Devices_Bluetooth_Background", "Networking", "Networking_Sockets"],
    details: Details::documented("Windows.Devices.Bluetooth.Background.RfcommConnectionTriggerDetails"),
    apple: AppleMapping::of_the_app(
        "EASession of ExternalAccessory",
        Fidelity::Approximate,
        "the mode `external-accessory` and UISupportedExternalAccessoryProtocols; only for accessories of the MFi \
         programme, other RFCOMM devices are out of reach",
    ),
    notes: &["InboundConnection or OutboundConnection, or both, must be set."],
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.rfcommconnectiontrigger",
    ..TriggerFacts::BLANK
};
