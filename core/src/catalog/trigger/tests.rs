use std::collections::BTreeSet;

use super::{Construction, Details, ParameterKind, Status, Support, TriggerKind};
use crate::catalog::values::system_trigger_type;
use crate::catalog::{CancellationReason, Evidence, HostingModel, TaskType, error_code, limits, system_event};

/// `BluetoothLEAdvertisementWatcherTrigger` to `bluetooth-le-advertisement-watcher`: a new word begins at a capital
/// letter after a small one, and at the last of several capitals; WiFi is one word.
fn kebab(class: &str) -> String {
    let stem = class.strip_suffix("Trigger").expect("every class ends so").replace("WiFi", "Wifi");
    let chars: Vec<char> = stem.chars().collect();
    let mut name = String::new();
    for (at, &char) in chars.iter().enumerate() {
        let after_small = at > 0 && chars[at - 1].is_lowercase();
        let before_small = chars.get(at + 1).is_some_and(|next| next.is_lowercase());
        if char.is_uppercase() && at > 0 && (after_small || before_small) {
            name.push('-');
        }
        name.push(char.to_ascii_lowercase());
    }
    name
}

#[test]
fn the_names_are_the_classes_in_kebab_case() {
    for kind in TriggerKind::ALL {
        let facts = kind.facts();
        assert_eq!(facts.kind, *kind);
        assert_eq!(format!("{kind:?}Trigger"), facts.class);
        assert_eq!(facts.name, kebab(facts.class));
        assert_eq!(TriggerKind::from_name(facts.name), Some(*kind));
        assert_eq!(TriggerKind::from_name(&facts.name.replace('-', "_")), Some(*kind));
        assert_eq!(TriggerKind::from_class(facts.class), Some(*kind));
    }
    assert_eq!(TriggerKind::from_name("wifi-on-demand-hotspot-connect"), Some(TriggerKind::WiFiOnDemandHotspotConnect));
    assert_eq!(TriggerKind::from_name("wi-fi-on-demand-hotspot-connect"), None);
}

#[test]
fn a_name_has_its_article() {
    for (name, article) in [
        ("time", "a"),
        ("application", "an"),
        ("email-store-notification", "an"),
        ("user-notification-changed", "a"),
        ("sms-message-received", "an"),
        ("smart-card", "a"),
        ("rfcomm-connection", "an"),
    ] {
        assert_eq!(TriggerKind::from_name(name).map(|kind| kind.facts().article()), Some(article), "{name}");
    }
}

#[test]
fn all_triggers_of_windows_are_there_once() {
    assert_eq!(TriggerKind::ALL.len(), 54);
    let names: BTreeSet<_> = TriggerKind::ALL.iter().map(|kind| kind.facts().name).collect();
    assert_eq!(names.len(), 54);
}

#[test]
fn every_row_says_what_it_is_and_where_that_stands() {
    const API: &str = "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.";
    for kind in TriggerKind::ALL {
        let facts = kind.facts();
        assert_eq!(facts.source, format!("{API}{}", facts.class.to_lowercase()));
        assert!(!facts.summary.is_empty() && !facts.summary.ends_with('.'), "{kind:?}");
        assert!(!facts.apple.note.is_empty(), "{kind:?}: why, or what is different");
        for status in facts.status {
            let (Status::Deprecated(why) | Status::PhoneOnly(why) | Status::Restricted(why)) = status;
            assert!(!why.is_empty() && !why.ends_with('.'), "{kind:?}: {why}");
        }
        for note in facts.notes {
            assert!(note.ends_with('.'), "{kind:?}: {note}");
        }
    }
}

#[test]
fn details_are_classes_of_windows() {
    for kind in TriggerKind::ALL {
        let facts = kind.facts();
        let all = facts.details_by_value.iter().map(|(_, details)| *details).chain([facts.details]);
        for Details { class, evidence } in all {
            if class.is_empty() {
                assert!(matches!(evidence, Evidence::Documented | Evidence::Unknown), "{kind:?}");
            } else {
                assert!(class.starts_with("Windows.") && evidence > Evidence::Unknown, "{kind:?}");
            }
        }
        if !facts.details_by_value.is_empty() {
            let Some(ParameterKind::Value(values)) = facts.parameter.map(|parameter| parameter.kind) else {
                panic!("{kind:?} has details by value and no value");
            };
            for (value, details) in facts.details_by_value {
                assert!(values.contains(value), "{kind:?}");
                assert_eq!(facts.details_for(Some(*value)), *details);
            }
        }
        assert_eq!(facts.details_for(None), facts.details);
    }
}

#[test]
fn what_needs_a_function_takes_no_argument() {
    for kind in TriggerKind::ALL {
        let facts = kind.facts();
        if facts.construction.needs_with() {
            assert!(facts.parameter.is_none() && !facts.one_shot, "{kind:?}: with(…) carries everything");
        }
        if facts.construction == Construction::Fired {
            assert!(!facts.construction.needs_with() && !facts.one_shot, "{kind:?}");
        }
        if facts.one_shot {
            assert!(facts.parameter.is_some_and(|parameter| parameter.required), "{kind:?}");
        }
    }
}

#[test]
fn types_that_belong_to_one_trigger_family_stay_there() {
    for kind in TriggerKind::ALL {
        let declared = kind.facts().task_type;
        let family = match declared.task_type {
            TaskType::Bluetooth => ["Bluetooth", "Gatt", "Rfcomm"].as_slice(),
            TaskType::Location => &["Location", "Geovisit"],
            TaskType::Timer => &["Time"],
            TaskType::PushNotification => &["PushNotification"],
            TaskType::DeviceUse => &["DeviceUse"],
            TaskType::DeviceServicing => &["DeviceServicing"],
            TaskType::DeviceConnectionChange => &["DeviceConnectionChange"],
            TaskType::ChatMessageNotification => &["ChatMessage"],
            TaskType::PhoneCall => &["Phone"],
            TaskType::MediaProcessing => &["MediaProcessing"],
            TaskType::General | TaskType::SystemEvent => &[""],
            TaskType::Audio | TaskType::ControlChannel | TaskType::VpnClient | TaskType::Startup => {
                panic!("{kind:?}: no trigger class stands for this type")
            }
        };
        assert!(family.iter().any(|prefix| kind.facts().class.starts_with(prefix)), "{kind:?}");
    }
}

#[test]
fn com_classes_are_for_the_known_few() {
    let works = |model| -> Vec<&str> {
        let all = TriggerKind::ALL.iter().map(|kind| kind.facts());
        all.filter(|facts| facts.support(model) == Support::Works).map(|facts| facts.name).collect()
    };
    assert_eq!(works(HostingModel::Com), ["time", "push-notification"]);
    assert_eq!(works(HostingModel::Forwarded), ["time", "system"]);
    let fails_in_process = |kind: &&TriggerKind| matches!(kind.facts().in_process, Support::Fails(_));
    let fails: Vec<_> = TriggerKind::ALL.iter().filter(fails_in_process).map(|kind| kind.facts().name).collect();
    assert_eq!(fails, ["device-use", "device-servicing"]);
}

#[test]
fn a_sole_value_may_be_left_out() {
    let location = TriggerKind::Location.facts().parameter.expect("it has one");
    assert_eq!(location.default_value().map(|value| value.name), Some("Geofence"));
    let geovisit = TriggerKind::Geovisit.facts().parameter.expect("it has one");
    assert_eq!(geovisit.default_value(), None, "left out, the property keeps what Windows gives it");
    let system = TriggerKind::System.facts().parameter.expect("it has one");
    assert_eq!(system.default_value(), None);
}

/// Everything is there in const evaluation, where an app's tasks are checked.
const IN_CONST_EVALUATION: (&str, bool, Option<&str>, Option<i32>) = {
    let time = TriggerKind::Time.facts();
    let network = system_event::facts(system_trigger_type::InternetAvailable);
    let refused = match error_code::of_hresult(0x8007_0032) {
        Some(error) => error.name,
        None => None,
    };
    let cancelled = match CancellationReason::from_value(6) {
        Some(reason) => reason.value(),
        None => None,
    };
    (time.class, network.apple.network, refused, cancelled)
};

#[test]
fn facts_are_known_in_const_evaluation() {
    assert_eq!(IN_CONST_EVALUATION, ("TimeTrigger", true, Some("ERROR_NOT_SUPPORTED"), Some(6)));
}

#[test]
fn only_tasks_that_an_app_asks_for_run_long() {
    for kind in TriggerKind::ALL {
        let facts = kind.facts();
        assert!(facts.run_time == limits::RUN_TIME || facts.construction == Construction::Fired, "{kind:?}");
    }
}
