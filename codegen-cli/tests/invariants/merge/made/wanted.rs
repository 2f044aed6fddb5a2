//! What is asked of a file.

use bgtask_codegen::manifest::{self, Ownership, WantedCapability, WantedClass, WantedEntryPoint};
use bgtask_codegen::plist::{self, WantedItem};
use bgtask_core::catalog::{Capability, TaskType, names};
use bgtask_core::model::Guid;

use super::choices::Choices;
use super::manifest::{CLASS_IDS, COMPONENTS, ENTRY_POINTS, PROGRAMS};
use super::property_list::{IDENTIFIERS, MODES, PREFIX};

/// What a manifest is to declare.
pub fn wanted_of_a_manifest(choices: &mut Choices<'_>) -> manifest::Wanted {
    let mut wanted = manifest::Wanted {
        application: choices.choose(&[None, None, Some("App"), Some("App2"), Some("Nobody")]).map(str::to_owned),
        ownership: Ownership {
            components: vec![COMPONENTS[0].into()],
            entry_points: vec![names::FORWARDER_ENTRY_POINT.into()],
        },
        ..manifest::Wanted::default()
    };
    if choices.one_in(12) {
        wanted.ownership = Ownership::default();
    }
    for number in 0..choices.below(4) {
        let task_types = (0..=choices.below(3)).map(|_| choices.choose(TaskType::ALL)).collect();
        // Mostly of types that need no namespace beyond those that everybody declares.
        let task_types = if choices.one_in(3) { task_types } else { vec![TaskType::Timer, TaskType::SystemEvent] };
        wanted.entry_points.push(WantedEntryPoint {
            entry_point: choices.choose(&ENTRY_POINTS).into(),
            task_types,
            component: if choices.one_in(6) { choices.choose(&COMPONENTS) } else { COMPONENTS[0] }.into(),
            tasks: vec![format!("Task{number}")],
        });
    }
    for number in 0..choices.choose(&[0, 0, 0, 1, 2]) {
        wanted.com_classes.push(WantedClass {
            clsid: Guid::parse(choices.choose(&CLASS_IDS)).unwrap_or(Guid::from_u128(1)),
            display_name: choices.choose(&[None, Some("A \"b\" & <c>")]).map(str::to_owned),
            executable: choices.choose(&PROGRAMS).into(),
            arguments: choices.choose(&[Some(names::COM_SERVER_ARGUMENTS), None]).map(str::to_owned),
            launch_permission: choices.choose(&[None, Some(names::FORWARDED_LAUNCH_PERMISSION)]).map(str::to_owned),
            tasks: vec![format!("Com{number}")],
        });
    }
    for _ in 0..choices.choose(&[0, 0, 0, 1, 2, 3]) {
        let capability = choices.choose(&[
            Capability::RUN_FULL_TRUST,
            Capability::device("location"),
            Capability::foundation("internetClient"),
            Capability::uap("appointments"),
            Capability::uap3("userNotificationListener"),
            Capability::custom("contoso.feed_8wekyb3d8bbwe"),
        ]);
        wanted.capabilities.push(WantedCapability {
            capability,
            why: "it is needed".into(),
            tasks: vec!["Task0".into()],
        });
    }
    wanted.prune = choices.one_in(4);
    wanted
}

/// What a property list is to declare.
pub fn wanted_of_a_property_list(choices: &mut Choices<'_>) -> plist::Wanted {
    let mut items = |values: &[&str], most: usize| -> Vec<WantedItem> {
        let count = choices.below(most + 1);
        let item =
            |value: &str| WantedItem { value: value.into(), why: "it is needed".into(), tasks: vec!["A".into()] };
        (0..count).map(|_| item(choices.choose(values))).collect()
    };
    let permitted_identifiers = items(&IDENTIFIERS, 3);
    let background_modes = items(&MODES, 2);
    plist::Wanted {
        background_modes,
        permitted_identifiers,
        exits_on_suspend: choices.choose(&[None, None, None, Some(true), Some(false)]),
        usage_descriptions: Vec::new(),
        identifier_prefix: choices.choose(&[Some(PREFIX), Some(PREFIX), None]).map(str::to_owned),
        prune: choices.one_in(4),
    }
}
