use std::collections::BTreeSet;

use bgtask_core::catalog::TriggerKind;
use catalog_against_metadata::Metadata;

#[test]
fn the_catalog_has_every_trigger_of_windows_and_no_other() {
    let ours = TriggerKind::ALL.iter().map(|kind| kind.facts().class);
    let ours: BTreeSet<_> = ours.map(|class| format!("Windows.ApplicationModel.Background.{class}")).collect();
    for metadata in Metadata::all() {
        let theirs: BTreeSet<_> = metadata.triggers().into_keys().collect();
        assert_eq!(ours, theirs, "{}", metadata.name);
        assert_eq!(theirs.len(), 54, "{}", metadata.name);
    }
}
