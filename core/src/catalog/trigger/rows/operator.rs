//! Mobile operators, mobile broadband, hotspots.

use super::super::{CapabilityUse, DeclaredType, Details, Parameter, ParameterKind, Status, TriggerFacts, TriggerKind};
use crate::catalog::{AppleMapping, Capability, Fidelity, TaskType};

const NOTHING: AppleMapping = AppleMapping::none("the mobile network's events do not start an app");

const OPERATORS: &[Status] =
    &[Status::Restricted("it is for apps of mobile operators, and apps that they give access to")];

pub(in super::super) const NETWORK_OPERATOR_NOTIFICATION: TriggerFacts = TriggerFacts {
    kind: TriggerKind::NetworkOperatorNotification,
    name: "network-operator-notification",
    class: "NetworkOperatorNotificationTrigger",
    summary: "on a notification of the mobile operator",
    parameter: Some(Parameter {
        name: "account",
        summary: "the network account id; most apps find it only at run time",
        kind: ParameterKind::Text,
        required: true,
    }),
    task_type: DeclaredType::inferred(TaskType::SystemEvent),
    details: Details::documented("Windows.Networking.NetworkOperators.NetworkOperatorNotificationEventDetails"),
    status: OPERATORS,
    apple: NOTHING,
    notes: &["For data plan thresholds network-operator-data-usage is preferred."],
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.networkoperatornotificationtrigger",
    ..TriggerFacts::BLANK
};

pub(in super::super) const NETWORK_OPERATOR_DATA_USAGE: TriggerFacts = TriggerFacts {
    kind: TriggerKind::NetworkOperatorDataUsage,
    name: "network-operator-data-usage",
    class: "NetworkOperatorDataUsageTrigger",
    summary: "when the use of mobile data crosses a threshold",
    task_type: DeclaredType::inferred(TaskType::SystemEvent),
    capabilities: &[CapabilityUse::documented(Capability::restricted("networkDataPlanProvisioning"))],
    details: Details::documented("Windows.Networking.NetworkOperators.NetworkOperatorDataUsageTriggerDetails"),
    status: &[Status::Restricted("it needs the capability networkDataPlanProvisioning, which is granted on request")],
    contract: Some(6),
    apple: NOTHING,
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.networkoperatordatausagetrigger",
    ..TriggerFacts::BLANK
};

pub(in super::super) const NETWORK_OPERATOR_HOTSPOT_AUTHENTICATION: TriggerFacts = TriggerFacts {
    kind: TriggerKind::NetworkOperatorHotspotAuthentication,
    name: "network-operator-hotspot-authentication",
    class: "NetworkOperatorHotspotAuthenticationTrigger",
    summary: "when a hotspot of the operator asks for authentication",
    task_type: DeclaredType::sample(TaskType::SystemEvent),
    capabilities: &[CapabilityUse::sample(Capability::restricted("networkConnectionManagerProvisioning"))],
    details: Details::documented("Windows.Networking.NetworkOperators.HotspotAuthenticationEventDetails"),
    status: &[Status::Restricted(
        "it needs the capability networkConnectionManagerProvisioning, which is granted on request",
    )],
    apple: AppleMapping::of_the_app(
        "NEHotspotHelper, from iOS 26 on NEHotspotManager",
        Fidelity::Approximate,
        "the mode `network-authentication` and the entitlement com.apple.developer.networking.HotspotHelper, which Apple \
         grants on request; the newer way is an app extension",
    ),
    notes: &["Works only after a WLAN profile that names the app is provisioned."],
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.networkoperatorhotspotauthenticationtrigger",
    ..TriggerFacts::BLANK
};

pub(in super::super) const TETHERING_ENTITLEMENT_CHECK: TriggerFacts = TriggerFacts {
    kind: TriggerKind::TetheringEntitlementCheck,
    name: "tethering-entitlement-check",
    class: "TetheringEntitlementCheckTrigger",
    summary: "when the system asks whether the user may share the connection",
    task_type: DeclaredType::UNKNOWN,
    capabilities: &[CapabilityUse::documented(Capability::restricted("networkConnectionManagerProvisioning"))],
    details: Details::inferred("Windows.Networking.NetworkOperators.TetheringEntitlementCheckTriggerDetails"),
    status: &[Status::Restricted(
        "it needs an entry in the operators' database and the capability networkConnectionManagerProvisioning",
    )],
    contract: Some(6),
    apple: NOTHING,
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.tetheringentitlementchecktrigger",
    ..TriggerFacts::BLANK
};

pub(in super::super) const MOBILE_BROADBAND_DEVICE_SERVICE_NOTIFICATION: TriggerFacts = TriggerFacts {
    kind: TriggerKind::MobileBroadbandDeviceServiceNotification,
    name: "mobile-broadband-device-service-notification",
    class: "MobileBroadbandDeviceServiceNotificationTrigger",
    summary: "when the mobile network sends a command for the SIM",
    task_type: DeclaredType::guessed(TaskType::SystemEvent),
    details: Details::documented("Windows.Networking.NetworkOperators.MobileBroadbandDeviceServiceTriggerDetails"),
    status: OPERATORS,
    apple: NOTHING,
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.mobilebroadbanddeviceservicenotificationtrigger",
    ..TriggerFacts::BLANK
};

pub(in super::super) const MOBILE_BROADBAND_PCO_DATA_CHANGE: TriggerFacts = TriggerFacts {
    kind: TriggerKind::MobileBroadbandPcoDataChange,
    name: "mobile-broadband-pco-data-change",
    class: "MobileBroadbandPcoDataChangeTrigger",
    summary: "when the protocol configuration options of the mobile network change",
    task_type: DeclaredType::UNKNOWN,
    capabilities: &[CapabilityUse::documented(Capability::restricted("cellularDeviceControl"))],
    details: Details::documented("Windows.Networking.NetworkOperators.MobileBroadbandPcoDataChangeTriggerDetails"),
    status: &[Status::Restricted("it needs the capability cellularDeviceControl, which is granted on request")],
    contract: Some(6),
    apple: NOTHING,
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.mobilebroadbandpcodatachangetrigger",
    ..TriggerFacts::BLANK
};

pub(in super::super) const MOBILE_BROADBAND_PIN_LOCK_STATE_CHANGE: TriggerFacts = TriggerFacts {
    kind: TriggerKind::MobileBroadbandPinLockStateChange,
    name: "mobile-broadband-pin-lock-state-change",
    class: "MobileBroadbandPinLockStateChangeTrigger",
    summary: "when the SIM's PIN is locked or unlocked",
    task_type: DeclaredType::UNKNOWN,
    details: Details::documented("Windows.Networking.NetworkOperators.MobileBroadbandPinLockStateChangeTriggerDetails"),
    status: OPERATORS,
    apple: NOTHING,
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.mobilebroadbandpinlockstatechangetrigger",
    ..TriggerFacts::BLANK
};

pub(in super::super) const MOBILE_BROADBAND_RADIO_STATE_CHANGE: TriggerFacts = TriggerFacts {
    kind: TriggerKind::MobileBroadbandRadioStateChange,
    name: "mobile-broadband-radio-state-change",
    class: "MobileBroadbandRadioStateChangeTrigger",
    summary: "when the mobile broadband radio is switched on or off",
    task_type: DeclaredType::UNKNOWN,
    details: Details::documented("Windows.Networking.NetworkOperators.MobileBroadbandRadioStateChangeTriggerDetails"),
    status: OPERATORS,
    apple: NOTHING,
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.mobilebroadbandradiostatechangetrigger",
    ..TriggerFacts::BLANK
};

pub(in super::super) const MOBILE_BROADBAND_REGISTRATION_STATE_CHANGE: TriggerFacts = TriggerFacts {
    kind: TriggerKind::MobileBroadbandRegistrationStateChange,
    name: "mobile-broadband-registration-state-change",
    class: "MobileBroadbandRegistrationStateChangeTrigger",
    summary: "when the registration with the mobile network changes",
    task_type: DeclaredType::UNKNOWN,
    details: Details::documented(
        "Windows.Networking.NetworkOperators.MobileBroadbandNetworkRegistrationStateChangeTriggerDetails",
    ),
    status: OPERATORS,
    apple: NOTHING,
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.mobilebroadbandregistrationstatechangetrigger",
    ..TriggerFacts::BLANK
};

const ON_DEMAND_HOTSPOT: &[CapabilityUse] =
    &[CapabilityUse::sample(Capability::custom("Microsoft.onDemandHotspotControl_8wekyb3d8bbwe"))];

const HOTSPOT_MAKERS: &[Status] = &[Status::Restricted(
    "its custom capability is for makers of hotspot devices that work with Windows, by special approval",
)];

const NO_HOTSPOT: AppleMapping = AppleMapping::none("other makers' hotspots do not start an app");

pub(in super::super) const WIFI_ON_DEMAND_HOTSPOT_CONNECT: TriggerFacts = TriggerFacts {
    kind: TriggerKind::WiFiOnDemandHotspotConnect,
    name: "wifi-on-demand-hotspot-connect",
    class: "WiFiOnDemandHotspotConnectTrigger",
    summary: "when the user wants to connect to an on-demand hotspot",
    task_type: DeclaredType::sample(TaskType::SystemEvent),
    capabilities: ON_DEMAND_HOTSPOT,
    details: Details::documented("Windows.Devices.WiFi.WiFiOnDemandHotspotConnectTriggerDetails"),
    status: HOTSPOT_MAKERS,
    contract: Some(15),
    apple: NO_HOTSPOT,
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.wifiondemandhotspotconnecttrigger",
    ..TriggerFacts::BLANK
};

pub(in super::super) const WIFI_ON_DEMAND_HOTSPOT_UPDATE_METADATA: TriggerFacts = TriggerFacts {
    kind: TriggerKind::WiFiOnDemandHotspotUpdateMetadata,
    name: "wifi-on-demand-hotspot-update-metadata",
    class: "WiFiOnDemandHotspotUpdateMetadataTrigger",
    summary: "when an on-demand hotspot's data should be brought up to date",
    task_type: DeclaredType::sample(TaskType::SystemEvent),
    capabilities: ON_DEMAND_HOTSPOT,
    status: HOTSPOT_MAKERS,
    contract: Some(15),
    apple: NO_HOTSPOT,
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.wifiondemandhotspotupdatemetadatatrigger",
    ..TriggerFacts::BLANK
};
