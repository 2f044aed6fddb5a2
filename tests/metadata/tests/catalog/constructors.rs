use std::collections::BTreeSet;

use bgtask_core::catalog::{Construction, EnumValue, ParameterKind, TriggerFacts, values};
use catalog_against_metadata::{Class, Constructor, How, Metadata};

use crate::{each_trigger, each_trigger_of};

/// The enum that a parameter's values are of.
fn enum_of(values: &[EnumValue]) -> &'static str {
    let enums = [
        (values::system_trigger_type::ALL, "Windows.ApplicationModel.Background.SystemTriggerType"),
        (values::location_trigger_type::ALL, "Windows.ApplicationModel.Background.LocationTriggerType"),
        (values::visit_monitoring_scope::ALL, "Windows.Devices.Geolocation.VisitMonitoringScope"),
        (values::notification_kinds::ALL, "Windows.UI.Notifications.NotificationKinds"),
        (values::phone_trigger_type::ALL, "Windows.ApplicationModel.Calls.Background.PhoneTriggerType"),
        (values::smart_card_trigger_type::ALL, "Windows.Devices.SmartCards.SmartCardTriggerType"),
    ];
    enums.into_iter().find(|(all, _)| *all == values).map(|(_, name)| name).expect("an enum that is known here")
}

/// The types of a constructor that takes what an annotation says, and the property that it sets instead.
enum Given {
    ToConstructor(Vec<&'static str>),
    ToProperty(&'static str, &'static str),
}

fn given(facts: &TriggerFacts) -> Option<Given> {
    let once = match facts.class {
        // The one that says it by an enum.
        "CustomSystemEventTrigger" => "Windows.ApplicationModel.Background.CustomSystemEventTriggerRecurrence",
        _ => "bool",
    };
    let parameter = facts.parameter?;
    let first = match (facts.class, parameter.kind) {
        // The one that is not in the constructor.
        ("GeovisitTrigger", ParameterKind::Value(values)) => {
            return Some(Given::ToProperty("MonitoringScope", enum_of(values)));
        }
        // The one whose minutes are a span of time.
        ("ContentPrefetchTrigger", ParameterKind::Minutes { .. }) => "Windows.Foundation.TimeSpan",
        (_, ParameterKind::Minutes { .. }) => "u32",
        (_, ParameterKind::Text) => "string",
        (_, ParameterKind::Value(values)) => enum_of(values),
    };
    let mut types = vec![first];
    if facts.one_shot {
        types.push(once);
    }
    Some(Given::ToConstructor(types))
}

/// The constructors that a trigger must have for its annotation to build it, and no more: `new()`, `Create(u32, bool)`.
fn expected(facts: &TriggerFacts) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let parameter = facts.parameter;
    match given(facts) {
        Some(Given::ToConstructor(types)) => {
            all.insert(format!("Create({})", types.join(", ")));
            // Left out, the parameter is the only value that there is, or the other constructor is called.
            if parameter.is_some_and(|parameter| !parameter.required && parameter.default_value().is_none()) {
                all.insert("new()".to_owned());
            }
        }
        Some(Given::ToProperty(..)) | None => {
            all.insert("new()".to_owned());
        }
    }
    all
}

fn shown(constructor: &Constructor) -> String {
    let name = if constructor.name.is_empty() { "new" } else { &constructor.name };
    format!("{name}({})", constructor.parameters.join(", "))
}

fn is_asynchronous(constructor: &Constructor) -> bool {
    constructor.how == How::Static && constructor.returns.starts_with("Windows.Foundation.IAsyncOperation<")
}

/// The kind of construction that a class asks for by its metadata. Whether a class that literals make is useless until its
/// properties are set is not in the metadata: those that have one which no annotation sets are taken for such.
fn construction(facts: &TriggerFacts, class: Class<'_>) -> Construction {
    let constructors = class.constructors();
    let mut to_fill = class.properties_to_fill();
    if let Some(Given::ToProperty(name, _)) = given(facts) {
        to_fill.remove(name);
    }
    if !constructors.is_empty() && constructors.iter().all(is_asynchronous) {
        Construction::Factory
    } else if constructors.iter().all(|one| one.takes_object) {
        Construction::Object
    } else if !to_fill.is_empty() {
        Construction::Properties
    } else if class.methods().iter().any(|method| method.name.starts_with("RequestAsync")) {
        Construction::Fired
    } else {
        Construction::Literal
    }
}

#[test]
fn triggers_are_made_as_the_catalog_says() {
    each_trigger(|facts, class, metadata| {
        assert_eq!(construction(facts, class), facts.construction, "{}, {}", facts.class, metadata.name);
    });
}

#[test]
fn an_annotations_words_are_the_constructors_parameters() {
    let mut looked_at = 0;
    each_trigger(|facts, class, metadata| {
        if facts.construction.needs_with() {
            return;
        }
        let constructors: BTreeSet<_> = class.constructors().iter().map(shown).collect();
        assert_eq!(constructors, expected(facts), "{}, {}", facts.class, metadata.name);
        if let Some(Given::ToProperty(name, of)) = given(facts) {
            let methods = class.methods();
            let setter = methods.iter().find(|method| method.name == format!("put_{name}"));
            assert_eq!(setter.map(|setter| &setter.parameters[..]), Some(&[of.to_owned()][..]), "{}", facts.class);
        }
        looked_at += 1;
    });
    assert_eq!(looked_at, 2 * 41);
}

#[test]
fn what_is_fired_answers_with_a_result_of_the_catalog() {
    const RESULTS: [&str; 3] = ["ApplicationTriggerResult", "MediaProcessingTriggerResult", "DeviceTriggerResult"];
    each_trigger(|facts, class, _| {
        for request in class.methods().iter().filter(|method| method.name.starts_with("RequestAsync")) {
            let answer = request.returns.strip_prefix("Windows.Foundation.IAsyncOperation<");
            let answer = answer.and_then(|answer| answer.strip_suffix('>')).and_then(|name| name.rsplit_once('.'));
            assert!(answer.is_some_and(|(_, name)| RESULTS.contains(&name)), "{}: {request:?}", facts.class);
        }
    });
}

/// The feature of the `windows` crate that a type needs. The interfaces of collections stand in a crate of their own.
fn feature(full_name: &str) -> Option<String> {
    let (namespace, name) = full_name.rsplit_once('.')?;
    let is_interface = name.starts_with("IVector") || name.starts_with("IIterable");
    if namespace == "Windows.Foundation.Collections" && is_interface {
        return None;
    }
    Some(namespace.strip_prefix("Windows.")?.replace('.', "_"))
}

/// The types in `A.List<B.C, D>`: all that have a full name.
fn named(text: &str) -> impl Iterator<Item = &str> {
    text.split(['<', '>', ',']).map(str::trim).filter(|name| name.contains('.'))
}

/// The types of a class's properties.
fn properties(class: Class<'_>) -> Vec<String> {
    let methods = class.methods().into_iter();
    let accessors = methods.filter(|method| method.name.starts_with("get_") || method.name.starts_with("put_"));
    accessors.flat_map(|method| method.parameters.into_iter().chain([method.returns])).collect()
}

/// The types that an app must name to build a trigger, or to fire it.
fn types_in_use(facts: &TriggerFacts, class: Class<'_>, metadata: &Metadata) -> Vec<String> {
    let constructors = class.constructors().into_iter();
    let mut types: Vec<_> = constructors.clone().flat_map(|one| one.parameters).collect();
    let requests = class.methods().into_iter().filter(|method| method.name.starts_with("RequestAsync"));
    types.extend(requests.flat_map(|method| method.parameters));
    match facts.construction {
        Construction::Properties => types.extend(properties(class)),
        // What the operation gives holds the trigger, or an error.
        Construction::Factory => {
            types.extend(properties(class));
            let given: Vec<_> = constructors.map(|one| one.returns).collect();
            let results = given.iter().flat_map(|text| named(text)).filter_map(|name| metadata.class(name));
            types.extend(results.flat_map(properties));
        }
        _ => {}
    }
    if let Some(Given::ToProperty(_, of)) = given(facts) {
        types.push(of.to_owned());
    }
    types
}

#[test]
fn the_features_are_those_of_the_types_that_building_needs() {
    /// What `ApplicationModel_Background` brings.
    const ALWAYS: [&str; 2] = ["ApplicationModel_Background", "Foundation"];
    let metadata = Metadata::of_the_crate();
    each_trigger_of(metadata, |facts, class| {
        let types = types_in_use(facts, class, metadata);
        let mut needed: BTreeSet<_> = types.iter().flat_map(|text| named(text)).filter_map(feature).collect();
        if facts.class == "DeviceWatcherTrigger" {
            // Has no constructor: the class that returns it is there.
            needed.insert("Devices_Enumeration".to_owned());
        }
        needed.retain(|feature| !ALWAYS.contains(&feature.as_str()));
        let ours: BTreeSet<_> = facts.windows_features.iter().map(|&feature| feature.to_owned()).collect();
        assert_eq!(ours, needed, "{}", facts.class);
    });
}
