use std::collections::BTreeSet;

use bgtask_core::catalog::{
    AccessRequestKind, AccessStatus, ApplicationTriggerResult, CancellationReason, Condition, DeviceTriggerResult,
    EnumValue, ParameterKind, TriggerKind, WorkCost, system_event, values,
};
use catalog_against_metadata::{Contract, Metadata};

use crate::left_out;

const BACKGROUND: &str = "Windows.ApplicationModel.Background";

/// An enum of the catalog: Windows' full name for it, and the values.
struct Known {
    name: String,
    values: Vec<(String, i64)>,
}

impl Known {
    fn new(name: &str, values: impl IntoIterator<Item = (String, i32)>) -> Self {
        let name = if name.contains('.') { name.to_owned() } else { format!("{BACKGROUND}.{name}") };
        Self { name, values: values.into_iter().map(|(name, value)| (name, value.into())).collect() }
    }

    /// One whose variants are spelled as Windows spells them.
    fn spelled<T: std::fmt::Debug + Copy>(name: &str, all: &[T], value: impl Fn(T) -> i32) -> Self {
        Self::new(name, all.iter().map(|one| (format!("{one:?}"), value(*one))))
    }

    fn of_annotations(name: &str, all: &[EnumValue]) -> Self {
        Self::new(name, all.iter().map(|one| (one.name.to_owned(), one.value)))
    }
}

/// Every enum of Windows that the catalog has.
fn known() -> Vec<Known> {
    let reasons = CancellationReason::ALL.iter().filter_map(|one| Some((one.name().to_owned(), one.value()?)));
    let access_kinds = [AccessRequestKind::AlwaysAllowed, AccessRequestKind::AllowedSubjectToSystemPolicy];
    let costs = [WorkCost::Low, WorkCost::Medium, WorkCost::High];
    let application = ApplicationTriggerResult::ALL;
    vec![
        Known::of_annotations("SystemTriggerType", values::system_trigger_type::ALL),
        Known::of_annotations("LocationTriggerType", values::location_trigger_type::ALL),
        Known::of_annotations("Windows.Devices.Geolocation.VisitMonitoringScope", values::visit_monitoring_scope::ALL),
        Known::of_annotations("Windows.UI.Notifications.NotificationKinds", values::notification_kinds::ALL),
        Known::of_annotations(
            "Windows.ApplicationModel.Calls.Background.PhoneTriggerType",
            values::phone_trigger_type::ALL,
        ),
        Known::of_annotations("Windows.Devices.SmartCards.SmartCardTriggerType", values::smart_card_trigger_type::ALL),
        Known::new("SystemConditionType", Condition::ALL.iter().map(|one| (one.name().to_owned(), one.facts().value))),
        Known::new("BackgroundTaskCancellationReason", reasons),
        Known::spelled("BackgroundAccessStatus", AccessStatus::ALL, |one| one as i32),
        Known::spelled("BackgroundAccessRequestKind", &access_kinds, |one| one as i32),
        Known::spelled("BackgroundWorkCostValue", &costs, |one| one as i32),
        Known::spelled("ApplicationTriggerResult", application, |one| one as i32),
        Known::spelled("MediaProcessingTriggerResult", application, |one| one as i32),
        Known::spelled("DeviceTriggerResult", DeviceTriggerResult::ALL, |one| one as i32),
    ]
}

#[test]
fn enums_have_windows_values_and_no_other() {
    for metadata in Metadata::all() {
        for Known { name, values } in known() {
            let fields = metadata.enumeration(&name).unwrap_or_else(|| panic!("{} has no {name}", metadata.name));
            let theirs: Vec<_> = fields.into_iter().map(|field| (field.name, field.value)).collect();
            let mut ours: Vec<_> = left_out::values_of(&name).map(|(name, value)| (name.to_owned(), value)).collect();
            ours.extend(values);
            ours.sort_by_key(|(_, value)| *value);
            assert_eq!(ours, theirs, "{name}, {}", metadata.name);
        }
    }
}

#[test]
fn no_enum_of_background_tasks_is_overlooked() {
    let mut ours: BTreeSet<_> = known().into_iter().map(|known| known.name).collect();
    ours.retain(|name| name.rsplit_once('.').is_some_and(|(namespace, _)| namespace == BACKGROUND));
    let left_out: BTreeSet<_> = left_out::enums().map(|name| format!("{BACKGROUND}.{name}")).collect();
    assert!(ours.is_disjoint(&left_out), "the catalog has one that is said to be left out");
    ours.extend(left_out);
    for metadata in Metadata::all() {
        assert_eq!(ours, metadata.enumerations().into_iter().collect(), "{}", metadata.name);
    }
}

#[test]
fn a_triggers_values_are_those_of_one_enum_that_is_checked_here() {
    let known = known();
    for kind in TriggerKind::ALL {
        let Some(ParameterKind::Value(values)) = kind.facts().parameter.map(|parameter| parameter.kind) else {
            continue;
        };
        let ours: Vec<_> = values.iter().map(|one| (one.name.to_owned(), i64::from(one.value))).collect();
        assert!(known.iter().any(|known| known.values == ours), "{kind:?}");
    }
}

#[test]
fn system_events_came_with_the_contract_that_the_catalog_names() {
    for metadata in Metadata::all().into_iter().filter(|metadata| metadata.fields_say_more) {
        let fields = metadata.enumeration(&format!("{BACKGROUND}.SystemTriggerType")).expect("it is an enum");
        for facts in system_event::all() {
            let field = fields.iter().find(|field| field.name == facts.value.name).expect("checked above");
            let ours = Contract { name: Contract::UNIVERSAL.to_owned(), version: facts.contract.map_or(1, u32::from) };
            let theirs = field.contract.clone().unwrap_or(Contract { version: 1, ..ours.clone() });
            assert_eq!(ours, theirs, "{}", field.name);
            assert!(!field.deprecated, "{}: the catalog has no word for it", field.name);
        }
    }
}

/// The catalog's words about deprecated values are prose, so which those are stands here once more.
#[test]
fn deprecated_values_are_the_known_ones() {
    const DEPRECATED: [(&str, &[&str]); 3] = [
        ("PhoneTriggerType", &["CallOriginDataRequest", "IncomingCallDismissed"]),
        ("BackgroundTaskCancellationReason", &["QuietHoursEntered"]),
        (
            "BackgroundAccessStatus",
            &["AllowedWithAlwaysOnRealTimeConnectivity", "AllowedMayUseActiveRealTimeConnectivity", "Denied"],
        ),
    ];
    for metadata in Metadata::all().into_iter().filter(|metadata| metadata.fields_say_more) {
        for Known { name, .. } in known() {
            let fields = metadata.enumeration(&name).expect("it is an enum");
            let deprecated = fields.into_iter().filter(|field| field.deprecated).map(|field| field.name);
            let known = DEPRECATED.iter().find(|(of, _)| name.ends_with(&format!(".{of}")));
            assert_eq!(deprecated.collect::<Vec<_>>(), known.map_or(&[][..], |(_, values)| values), "{name}");
        }
    }
}
