//! What holds of every merge, and files to try it on.
//!
//! The fuzz targets include this folder by its path, so nothing in it may need more than bgtask-codegen, bgtask-core,
//! plist and roxmltree. `made` makes files up from bytes, and `holds` checks what is done to them.

pub mod holds;
mod made;

use bgtask_codegen::xml::Accepts;
use made::Choices;

/// A check that is run on any bytes, and panics if something does not hold.
pub struct Check {
    /// The name of the check, and of its fuzz target.
    pub name: &'static str,
    /// The check.
    pub run: fn(&[u8]),
}

/// All checks.
pub const CHECKS: [Check; 5] = [
    Check { name: "xml_bytes", run: xml_bytes },
    Check { name: "manifest_bytes", run: manifest_bytes },
    Check { name: "manifest_grammar", run: manifest_grammar },
    Check { name: "property_list_bytes", run: property_list_bytes },
    Check { name: "property_list_grammar", run: property_list_grammar },
];

/// The bytes are a file of any kind: it is read as another parser reads it, or refused.
fn xml_bytes(bytes: &[u8]) {
    for doctype in [true, false] {
        holds::reading(bytes, Accepts { depth: 128, doctype });
    }
}

/// The bytes are a manifest. What is asked of it is drawn from them, too.
fn manifest_bytes(bytes: &[u8]) {
    let digest = digest(bytes);
    let wanted = made::wanted_of_a_manifest(&mut Choices::new(&digest));
    holds::manifest(bytes, &wanted);
}

/// The bytes are choices that a manifest is made by.
fn manifest_grammar(bytes: &[u8]) {
    let mut choices = Choices::new(bytes);
    let wanted = made::wanted_of_a_manifest(&mut choices);
    let file = made::manifest(&mut choices);
    holds::manifest(&file, &wanted);
}

/// The bytes are a property list. What is asked of it is drawn from them, too.
fn property_list_bytes(bytes: &[u8]) {
    let digest = digest(bytes);
    let wanted = made::wanted_of_a_property_list(&mut Choices::new(&digest));
    holds::property_list(bytes, &wanted);
}

/// The bytes are choices that a property list is made by.
fn property_list_grammar(bytes: &[u8]) {
    let mut choices = Choices::new(bytes);
    let wanted = made::wanted_of_a_property_list(&mut choices);
    let file = made::property_list(&mut choices);
    holds::property_list(&file, &wanted);
}

/// A few bytes that any other byte changes (FNV-1a, from several starts).
fn digest(bytes: &[u8]) -> Vec<u8> {
    let of =
        |start: u64| bytes.iter().fold(start, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01B3));
    (0..6).flat_map(|start| of(0xCBF2_9CE4_8422_2325 ^ start).to_be_bytes()).collect()
}
