//! The catalog says of Windows' API what Windows' metadata says. Every test looks at both metadata files.
#![allow(missing_docs)]

mod constructors;
mod contracts;
mod details;
mod enums;
mod error_codes;
mod host;
mod left_out;
mod triggers;

use bgtask_core::catalog::{TriggerFacts, TriggerKind};
use catalog_against_metadata::{Class, Metadata};

/// Shows every trigger's row of the catalog beside its class, in each of the files.
fn each_trigger(mut look: impl FnMut(&TriggerFacts, Class<'_>, &Metadata)) {
    for metadata in Metadata::all() {
        each_trigger_of(metadata, |facts, class| look(facts, class, metadata));
    }
}

/// The same, in one file.
fn each_trigger_of(metadata: &Metadata, mut look: impl FnMut(&TriggerFacts, Class<'_>)) {
    for kind in TriggerKind::ALL {
        let facts = kind.facts();
        let class = metadata.class(&format!("Windows.ApplicationModel.Background.{}", facts.class));
        look(facts, class.unwrap_or_else(|| panic!("{} has no class {}", metadata.name, facts.class)));
    }
}
