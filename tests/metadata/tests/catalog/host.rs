use std::collections::BTreeSet;

use bgtask_core::catalog::TriggerKind;
use catalog_against_metadata::Metadata;

/// Where the Windows host makes triggers.
const BUILD: &str = include_str!("../../../../src/host/windows/trigger/build.rs");

/// The functions of a class that the host calls: `Create` in `TimeTrigger::Create(…)`.
fn called(class: &str) -> BTreeSet<&'static str> {
    let calls = BUILD.match_indices(class).filter_map(|(at, _)| {
        let begins = BUILD[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric());
        let (function, _) = BUILD[at + class.len()..].strip_prefix("::")?.split_once('(')?;
        begins.then_some(function)
    });
    calls.collect()
}

/// The compiler sees to it that what is called is there. That nothing is forgotten, it does not.
#[test]
fn the_host_calls_each_constructor_of_what_it_builds() {
    let metadata = Metadata::of_the_crate();
    for (name, class) in metadata.triggers() {
        let (_, name) = name.rsplit_once('.').expect("a full name");
        let facts = TriggerKind::from_class(name).expect("the catalog has every trigger").facts();
        let constructors = class.constructors();
        let names = constructors.iter().map(|one| if one.name.is_empty() { "new" } else { &one.name });
        let expected = if facts.construction.needs_with() { BTreeSet::new() } else { names.collect() };
        assert_eq!(called(name), expected, "{name}");
    }
}
