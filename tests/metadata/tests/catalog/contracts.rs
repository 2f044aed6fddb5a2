use bgtask_core::catalog::{Status, TriggerFacts};
use catalog_against_metadata::Contract;

use crate::each_trigger;

/// The contract that the catalog names.
fn contract(facts: &TriggerFacts) -> Contract {
    let name = facts.own_contract.unwrap_or(Contract::UNIVERSAL);
    Contract { name: name.to_owned(), version: facts.contract.map_or(1, u32::from) }
}

/// The release of Windows 10 that brought a version of the universal contract.
///
/// Source: <https://learn.microsoft.com/uwp/extension-sdks/windows-universal-sdk>
fn release(version: u32) -> &'static str {
    match version {
        6 => "Windows 10 1803",
        10 => "Windows 10 2004",
        other => panic!("the release that brought version {other} is not said here yet"),
    }
}

#[test]
fn triggers_came_with_the_contract_that_the_catalog_names() {
    each_trigger(|facts, class, metadata| {
        assert_eq!(class.contract(), contract(facts), "{}, {}", facts.class, metadata.name);
    });
}

#[test]
fn what_an_annotation_builds_was_there_from_the_start() {
    each_trigger(|facts, class, metadata| {
        if facts.construction.needs_with() {
            return;
        }
        for constructor in class.constructors() {
            // A class that moved to another contract keeps the first one on its constructors.
            if facts.own_contract.is_none() {
                assert_eq!(
                    constructor.contract,
                    contract(facts),
                    "{}.{}, {}",
                    facts.class,
                    constructor.name,
                    metadata.name
                );
            }
        }
    });
}

#[test]
fn the_catalog_calls_deprecated_what_windows_calls_so() {
    each_trigger(|facts, class, metadata| {
        let ours = facts.status.iter().find_map(|status| match status {
            Status::Deprecated(why) => Some(*why),
            _ => None,
        });
        match (class.deprecated_since(), ours) {
            (None, None) => {}
            (Some(version), Some(why)) => {
                let since = format!("since {}", release(version));
                assert!(why.starts_with(&since), "{}: {why:?}, but it is {since}", facts.class);
            }
            (theirs, ours) => panic!("{}, {}: Windows {theirs:?}, the catalog {ours:?}", facts.class, metadata.name),
        }
    });
}
