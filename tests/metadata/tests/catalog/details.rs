use std::collections::BTreeSet;

use bgtask_core::catalog::{Details, TriggerFacts, TriggerKind};
use catalog_against_metadata::Metadata;

/// Every class that the catalog names for what an activation carries.
fn classes(facts: &TriggerFacts) -> impl Iterator<Item = &'static str> {
    let by_value = facts.details_by_value.iter().map(|(_, details)| *details);
    by_value.chain([facts.details]).map(|Details { class, .. }| class).filter(|class| !class.is_empty())
}

#[test]
fn what_activations_carry_are_classes_of_windows() {
    let named: BTreeSet<_> = TriggerKind::ALL.iter().flat_map(|kind| classes(kind.facts())).collect();
    assert!(named.len() > 30, "{named:?}");
    for metadata in Metadata::all() {
        let unknown: Vec<_> = named.iter().filter(|class| metadata.class(class).is_none()).collect();
        assert!(unknown.is_empty(), "{} has no {unknown:?}", metadata.name);
    }
}
