//! Places and sensors.

use super::super::{
    CapabilityUse, Construction, DeclaredType, Details, Parameter, ParameterKind, TriggerFacts, TriggerKind,
};
use crate::catalog::values::{location_trigger_type, visit_monitoring_scope};
use crate::catalog::{AppleMapping, Capability, Fidelity, TaskType};

const LOCATION_CAPABILITY: &[CapabilityUse] = &[CapabilityUse::sample(Capability::device("location"))];

pub(in super::super) const LOCATION: TriggerFacts = TriggerFacts {
    kind: TriggerKind::Location,
    name: "location",
    class: "LocationTrigger",
    summary: "when a geofence is entered or left",
    parameter: Some(Parameter {
        name: "type",
        summary: "what it is about",
        kind: ParameterKind::Value(location_trigger_type::ALL),
        required: false,
    }),
    task_type: DeclaredType::sample(TaskType::Location),
    capabilities: LOCATION_CAPABILITY,
    registrations: Some(1),
    details: Details::NONE,
    apple: AppleMapping::of_the_app(
        "CLMonitor, or CLLocationManager region monitoring",
        Fidelity::Approximate,
        "relaunches the app for up to about 20 regions; needs the Always permission and the location usage strings, and \
         the mode `location` only for continuous updates",
    ),
    notes: &["The activation carries nothing: ask GeofenceMonitor for its reports."],
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.locationtrigger",
    ..TriggerFacts::BLANK
};

pub(in super::super) const GEOVISIT: TriggerFacts = TriggerFacts {
    kind: TriggerKind::Geovisit,
    name: "geovisit",
    class: "GeovisitTrigger",
    summary: "when the user arrives at or leaves a place",
    parameter: Some(Parameter {
        name: "scope",
        summary: "how near a visit is watched",
        kind: ParameterKind::Value(visit_monitoring_scope::ALL),
        required: false,
    }),
    task_type: DeclaredType::sample(TaskType::Location),
    capabilities: LOCATION_CAPABILITY,
    windows_features: &["Devices_Geolocation"],
    details: Details::documented("Windows.Devices.Geolocation.GeovisitTriggerDetails"),
    contract: Some(5),
    apple: AppleMapping::of_the_app(
        "CLLocationManager.startMonitoringVisits",
        Fidelity::Approximate,
        "relaunches the app; needs the location usage strings",
    ),
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.geovisittrigger",
    ..TriggerFacts::BLANK
};

pub(in super::super) const ACTIVITY_SENSOR: TriggerFacts = TriggerFacts {
    kind: TriggerKind::ActivitySensor,
    name: "activity-sensor",
    class: "ActivitySensorTrigger",
    summary: "when the user's activity changes, such as from walking to running",
    construction: Construction::Properties,
    task_type: DeclaredType::sample(TaskType::General),
    capabilities: &[CapabilityUse::sample(Capability::device("activity"))],
    windows_features: &["Devices_Sensors"],
    details: Details::documented("Windows.Devices.Sensors.ActivitySensorTriggerDetails"),
    apple: AppleMapping::none("motion does not start an app; CMMotionActivityManager tells the history when it runs"),
    notes: &["Fires for nothing until activities are added to SubscribedActivities."],
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.activitysensortrigger",
    ..TriggerFacts::BLANK
};

pub(in super::super) const SENSOR_DATA_THRESHOLD: TriggerFacts = TriggerFacts {
    kind: TriggerKind::SensorDataThreshold,
    name: "sensor-data-threshold",
    class: "SensorDataThresholdTrigger",
    summary: "when a sensor crosses a threshold",
    construction: Construction::Object,
    task_type: DeclaredType::sample(TaskType::General),
    windows_features: &["Devices_Sensors"],
    details: Details::documented("Windows.Devices.Sensors.SensorDataThresholdTriggerDetails"),
    contract: Some(2),
    apple: AppleMapping::none("sensors do not start an app"),
    notes: &["A pedometer's threshold needs the device capability activity; a proximity sensor's needs none."],
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.sensordatathresholdtrigger",
    ..TriggerFacts::BLANK
};
