//! The forms of a trigger, for every trigger of the catalog with everything that it may have.

use bgtask_core::catalog::{Condition, ParameterKind, TriggerKind};
use bgtask_core::expand;
use bgtask_core::model::{Argument, Place, Platforms, Trigger};

use crate::{good_app, good_task, tokens};

/// Every trigger that an annotation can build, with each of its values, without an argument where it may lack one, once
/// and repeating.
fn literal_triggers() -> Vec<Trigger<'static>> {
    let mut triggers = Vec::new();
    for kind in TriggerKind::ALL.iter().filter(|kind| !kind.facts().construction.needs_with()) {
        let parameter = kind.facts().parameter;
        let mut arguments = match parameter.map(|parameter| parameter.kind) {
            None => vec![Argument::None],
            Some(ParameterKind::Minutes { .. }) => [15, 60, 43_200, u32::MAX].map(Argument::Number).to_vec(),
            Some(ParameterKind::Text) => [
                "App.Other",
                "a:b",
                "with space",
                "15",
                "once",
                "Ünï·код",
                "\"quoted\"",
                "a,b",
                ", once",
                " x ",
                "\\",
                "\n",
            ]
            .map(Argument::Text)
            .to_vec(),
            Some(ParameterKind::Value(values)) => values.iter().map(|value| Argument::Value(*value)).collect(),
        };
        if parameter.is_some_and(|parameter| !parameter.required) {
            arguments.push(Argument::None);
        }
        for argument in arguments {
            for once in [false, true] {
                let never_once = matches!(argument, Argument::Value(value) if value.name == "ControlChannelReset");
                if !once || kind.facts().one_shot && !never_once {
                    triggers.push(Trigger { argument, once, ..Trigger::new(*kind) });
                }
            }
        }
    }
    triggers
}

fn rust_form(trigger: &Trigger<'_>) -> String {
    let argument = match trigger.argument {
        Argument::None => None,
        Argument::Number(number) => Some(number.to_string()),
        Argument::Text(text) => Some(format!("{text:?}")),
        Argument::Value(value) => Some(value.name.to_string()),
    };
    let name = trigger.kind.facts().name.replace('-', "_");
    match (argument, trigger.once) {
        (None, false) => name,
        (None, true) => format!("{name}(once)"),
        (Some(argument), false) => format!("{name}({argument})"),
        (Some(argument), true) => format!("{name}({argument}, once)"),
    }
}

#[test]
fn what_is_printed_is_read_back_and_both_forms_are_equal() {
    let triggers = literal_triggers();
    let kinds: std::collections::BTreeSet<_> = triggers.iter().map(|trigger| trigger.kind).collect();
    let with = TriggerKind::ALL.iter().filter(|kind| kind.facts().construction.needs_with()).count();
    assert_eq!(kinds.len() + with, 54);
    for trigger in triggers {
        let printed = trigger.to_string();
        // A text that does not go into the string form is printed as Rust.
        let is_rust = matches!(trigger.argument, Argument::Text(text) if text.contains(',') || text.trim() != text);
        let written = if is_rust { printed.clone() } else { format!("{printed:?}") };
        let from_print = good_task(&format!("trigger = {written}"));
        assert_eq!(from_print.registrations[0].spec(Place::UNKNOWN).trigger, trigger, "{printed}");
        let in_rust = rust_form(&trigger);
        let from_rust = good_task(&format!("trigger = {in_rust}"));
        assert_eq!(from_rust.registrations[0].spec(Place::UNKNOWN).trigger, trigger, "{in_rust}");
        assert_eq!(is_rust, printed == in_rust && in_rust.contains('('), "{printed}");

        let expand =
            |value: &str| expand::task(tokens(&format!("trigger = {value}")), &tokens("struct A;")).to_string();
        assert_eq!(expand(&written), expand(&in_rust), "both leave the same code behind");
    }
}

#[test]
fn triggers_of_run_time_objects_are_built_by_a_function_in_both_forms() {
    for kind in TriggerKind::ALL.iter().filter(|kind| kind.facts().construction.needs_with()) {
        let name = kind.facts().name;
        for written in
            [format!("with({name:?}, path::to::build)"), format!("with({}, path::to::build,)", name.replace('-', "_"))]
        {
            let task = good_task(&format!("trigger = {written}"));
            let trigger = task.registrations[0].spec(Place::UNKNOWN).trigger;
            assert_eq!(trigger, Trigger { with: true, ..Trigger::new(*kind) }, "{written}");
            assert_eq!(trigger.to_string(), format!("with({name:?})"));
        }
    }
}

#[test]
fn paths_and_raw_names_are_names() {
    let time = Trigger { argument: Argument::Number(15), once: true, ..Trigger::new(TriggerKind::Time) };
    for written in [
        "time(15, once)",
        "r#time(15, r#once)",
        "bgtask::triggers::time(15, once)",
        "::bgtask::triggers::time(0xF, once,)",
        "time(\"15\", once)",
        "\" time : 15 , once \"",
        "r\"time:15,once\"",
        "\"time\\u{3a}15,once\"",
    ] {
        let task = good_task(&format!("trigger = {written}"));
        assert_eq!(task.registrations[0].spec(Place::UNKNOWN).trigger, time, "{written}");
    }
}

#[test]
fn conditions_are_equal_in_every_form_and_place() {
    for condition in Condition::ALL {
        let name = condition.name();
        for written in [
            format!("condition = {name}"),
            format!("condition = {name:?}"),
            format!("condition = r#{name}"),
            format!("condition = bgtask::Condition::{name}"),
            format!("conditions({name})"),
            format!("conditions({name:?},)"),
        ] {
            let task = good_task(&format!("trigger = \"time:15\", {written}"));
            assert_eq!(task.registrations[0].spec(Place::UNKNOWN).conditions, [*condition], "{written}");
        }
    }
    let both = good_task("conditions(SessionConnected), trigger = \"time:15\", condition = InternetAvailable");
    let conditions = both.registrations[0].spec(Place::UNKNOWN).conditions.to_vec();
    assert_eq!(conditions, [Condition::InternetAvailable, Condition::SessionConnected]);
}

#[test]
fn words_are_equal_as_text_and_as_rust() {
    let spec = |arguments: &str| {
        let task = good_task(&format!("trigger = \"time:15\", {arguments}"));
        let spec = task.registrations[0].spec(Place::UNKNOWN);
        (spec.windows.model, spec.apple.kind, spec.platforms)
    };
    assert_eq!(
        spec("windows(model = \"out-of-process\"), apple(kind = \"processing\"), platforms(\"windows\", \"apple\")"),
        spec("windows(model = out_of_process), apple(kind = processing), platforms(windows, apple)"),
    );
    assert_eq!(spec("platforms(apple)").2, Some(Platforms::APPLE));
    let modes = good_app("identifier_prefix = \"a.b\", modes(remote_notification, \"bluetooth-central\", audio)");
    assert_eq!(modes.modes(), ["remote-notification", "bluetooth-central", "audio"]);
}

#[test]
fn switches_are_on_when_named_and_follow_their_value() {
    for (written, on) in [
        ("", false),
        ("network_requested", true),
        ("network_requested = true", true),
        ("network_requested = false", false),
    ] {
        let task = good_task(&format!("trigger = \"time:15\", {written}"));
        assert_eq!(task.registrations[0].spec(Place::UNKNOWN).network_requested, on, "{written}");
    }
    let said = |written: &str| good_task(&format!("trigger = \"time:15\", apple({written})")).registrations.remove(0);
    assert_eq!(said("").spec(Place::UNKNOWN).apple.network, None);
    assert_eq!(said("network").spec(Place::UNKNOWN).apple.network, Some(true));
    assert_eq!(said("network = false").spec(Place::UNKNOWN).apple.network, Some(false));
}

#[test]
fn several_attributes_are_several_registrations_in_their_order() {
    let item = "#[derive(Default)] #[bgtask::background_task(trigger = \"time:30\", name = \"b\")] /// Docs.\n\
                #[background_task(trigger = push_notification, name = \"c\")] struct r#type;";
    let mut task =
        bgtask_core::grammar::TaskItem::read(tokens("trigger = \"time:15\""), tokens(item)).expect("good Rust");
    assert_eq!(core::mem::take(&mut task.diagnostics).into_vec().len(), 0);
    let names: Vec<_> = task.registrations.iter().map(|registration| registration.spec(Place::UNKNOWN).name).collect();
    assert_eq!(names, ["type", "b", "c"], "a raw name is its plain one");
    assert!(task.registrations.iter().all(|registration| registration.spec(Place::UNKNOWN).type_name == "type"));
    assert_eq!(task.head.attributes.len(), 2, "the others stay on the item");
}
