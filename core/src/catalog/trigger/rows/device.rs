//! Devices: peripherals, and the events of their makers and drivers.

use super::super::{
    CapabilityUse, Construction, DeclaredType, Details, Parameter, ParameterKind, Status, Support, TriggerFacts,
    TriggerKind,
};
use crate::catalog::values::smart_card_trigger_type;
use crate::catalog::{AppleMapping, Capability, Fidelity, TaskType, limits};

/// Source: <https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.deviceusetrigger>
const NOT_IN_PROCESS: Support =
    Support::Fails("Windows documents that this trigger can't be used with tasks in the app's own process");

const ACCESSORY: AppleMapping = AppleMapping::of_the_app(
    "EASession of ExternalAccessory, or AccessorySetupKit",
    Fidelity::Approximate,
    "the mode `external-accessory` and UISupportedExternalAccessoryProtocols, for accessories of the MFi programme",
);

pub(in super::super) const DEVICE_USE: TriggerFacts = TriggerFacts {
    kind: TriggerKind::DeviceUse,
    name: "device-use",
    class: "DeviceUseTrigger",
    summary: "when the app asks to work with a device or sensor",
    construction: Construction::Fired,
    task_type: DeclaredType::sample(TaskType::DeviceUse),
    in_process: NOT_IN_PROCESS,
    registrations: Some(1),
    conditions: false,
    run_time: limits::DEVICE_USE_RUN_TIME,
    details: Details::documented("Windows.Devices.Background.DeviceUseDetails"),
    apple: ACCESSORY,
    notes: &[
        "RequestAsync works only while the app is in the foreground.",
        "Needs the device capability of the device's class, where it has one: usb is one, the accelerometer has none.",
    ],
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.deviceusetrigger",
    ..TriggerFacts::BLANK
};

pub(in super::super) const DEVICE_SERVICING: TriggerFacts = TriggerFacts {
    kind: TriggerKind::DeviceServicing,
    name: "device-servicing",
    class: "DeviceServicingTrigger",
    summary: "when the app asks to update a device's firmware or settings",
    construction: Construction::Fired,
    task_type: DeclaredType::inferred(TaskType::DeviceServicing),
    in_process: NOT_IN_PROCESS,
    run_time: limits::DEVICE_SERVICING_RUN_TIME,
    details: Details::documented("Windows.Devices.Background.DeviceServicingDetails"),
    status: &[Status::Restricted("the device's metadata must name the app as privileged")],
    apple: AppleMapping::none(
        "nothing starts an app for it; an accessory session, with the mode `external-accessory`, can carry an update",
    ),
    notes: &[
        "The user is asked every time; the app must be in the foreground and the device connected.",
        "One at a time, with the battery over 33 % or on external power.",
    ],
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.deviceservicingtrigger",
    ..TriggerFacts::BLANK
};

pub(in super::super) const DEVICE_CONNECTION_CHANGE: TriggerFacts = TriggerFacts {
    kind: TriggerKind::DeviceConnectionChange,
    name: "device-connection-change",
    class: "DeviceConnectionChangeTrigger",
    summary: "when a device connects or disconnects",
    construction: Construction::Factory,
    task_type: DeclaredType::inferred(TaskType::DeviceConnectionChange),
    details: Details::documented("Windows.Devices.Enumeration.DeviceConnectionChangeTriggerDetails"),
    apple: ACCESSORY,
    notes: &["Which capability it needs depends on the device."],
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.deviceconnectionchangetrigger",
    ..TriggerFacts::BLANK
};

pub(in super::super) const DEVICE_WATCHER: TriggerFacts = TriggerFacts {
    kind: TriggerKind::DeviceWatcher,
    name: "device-watcher",
    class: "DeviceWatcherTrigger",
    summary: "when the list of devices that a watcher watches changes",
    construction: Construction::Object,
    task_type: DeclaredType::sample(TaskType::SystemEvent),
    windows_features: &["Devices_Enumeration"],
    details: Details::documented("Windows.Devices.Enumeration.DeviceWatcherTriggerDetails"),
    apple: AppleMapping::none("no list of devices is watched for an app that does not run"),
    notes: &["Has no constructor: DeviceWatcher.GetBackgroundTrigger returns it."],
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.devicewatchertrigger",
    ..TriggerFacts::BLANK
};

pub(in super::super) const SMART_CARD: TriggerFacts = TriggerFacts {
    kind: TriggerKind::SmartCard,
    name: "smart-card",
    class: "SmartCardTrigger",
    summary: "on an event of a smart card or of an emulated one",
    parameter: Some(Parameter {
        name: "type",
        summary: "the event",
        kind: ParameterKind::Value(smart_card_trigger_type::ALL),
        required: true,
    }),
    task_type: DeclaredType::sample(TaskType::SystemEvent),
    capabilities: &[
        CapabilityUse::sample(Capability::uap("sharedUserCertificates")),
        CapabilityUse::sample(Capability::device("proximity")),
    ],
    windows_features: &["Devices_SmartCards"],
    details: Details::documented("Windows.Devices.SmartCards.SmartCardTriggerDetails"),
    own_contract: Some("Windows.Devices.SmartCards.SmartCardBackgroundTriggerContract"),
    apple: AppleMapping::none("cards do not start an app"),
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.smartcardtrigger",
    ..TriggerFacts::BLANK
};

pub(in super::super) const SECONDARY_AUTHENTICATION_FACTOR_AUTHENTICATION: TriggerFacts = TriggerFacts {
    kind: TriggerKind::SecondaryAuthenticationFactorAuthentication,
    name: "secondary-authentication-factor-authentication",
    class: "SecondaryAuthenticationFactorAuthenticationTrigger",
    summary: "when a companion device takes part in signing in",
    task_type: DeclaredType::guessed(TaskType::General),
    capabilities: &[CapabilityUse::documented(Capability::restricted("secondaryAuthenticationFactor"))],
    status: &[
        Status::Deprecated("since Windows 10 2004, with the companion device framework; nothing takes its place"),
        Status::Restricted("it needs the capability secondaryAuthenticationFactor, which is granted on request"),
    ],
    contract: Some(3),
    apple: AppleMapping::none("companion devices of others take no part in signing in"),
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.secondaryauthenticationfactorauthenticationtrigger",
    ..TriggerFacts::BLANK
};

pub(in super::super) const DEVICE_MANUFACTURER_NOTIFICATION: TriggerFacts = TriggerFacts {
    kind: TriggerKind::DeviceManufacturerNotification,
    name: "device-manufacturer-notification",
    class: "DeviceManufacturerNotificationTrigger",
    summary: "on a notification of the device's maker",
    parameter: Some(Parameter {
        name: "qualifier",
        summary: "the notification's qualifier, as the maker defines it",
        kind: ParameterKind::Text,
        required: true,
    }),
    one_shot: true,
    task_type: DeclaredType::inferred(TaskType::SystemEvent),
    status: &[Status::Deprecated("since Windows 10 1803; use `custom-system-event`")],
    apple: AppleMapping::none("makers of devices can't start an app by an event of their own"),
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.devicemanufacturernotificationtrigger",
    ..TriggerFacts::BLANK
};

pub(in super::super) const CUSTOM_SYSTEM_EVENT: TriggerFacts = TriggerFacts {
    kind: TriggerKind::CustomSystemEvent,
    name: "custom-system-event",
    class: "CustomSystemEventTrigger",
    summary: "on an event that a driver or firmware raises",
    parameter: Some(Parameter {
        name: "id",
        summary: "the event's id, as the driver defines it",
        kind: ParameterKind::Text,
        required: true,
    }),
    one_shot: true,
    task_type: DeclaredType::sample(TaskType::SystemEvent),
    contract: Some(6),
    apple: AppleMapping::none("a driver can't start an app by an event of its own"),
    notes: &["The sample has a custom capability of the driver's owner; which one depends on the driver."],
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.customsystemeventtrigger",
    ..TriggerFacts::BLANK
};
