//! What a package's manifest declares of background tasks.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use bgtask_core::model::Guid;
use roxmltree::{Document, Node};

/// What is declared.
#[derive(Default)]
pub struct Declared {
    /// The types of task, by entry point.
    pub entry_points: BTreeMap<String, BTreeSet<String>>,
    /// The classes of in-process servers.
    pub classes: BTreeSet<String>,
    /// The CLSIDs of COM servers.
    pub clsids: BTreeSet<u128>,
}

/// Reads a manifest.
pub fn read(file: &Path) -> Declared {
    let text = std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let document = Document::parse(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let mut declared = Declared::default();
    for node in named(document.root(), "Extension") {
        match node.attribute("Category") {
            Some("windows.backgroundTasks") => {
                let types = declared.entry_points.entry(attribute(node, "EntryPoint")).or_default();
                types.extend(named(node, "Task").map(|task| attribute(task, "Type")));
            }
            Some("windows.activatableClass.inProcessServer") => {
                let classes = named(node, "ActivatableClass");
                declared.classes.extend(classes.map(|class| attribute(class, "ActivatableClassId")));
            }
            Some("windows.comServer") => {
                let ids = named(node, "Class").filter_map(|class| Guid::parse(&attribute(class, "Id")));
                declared.clsids.extend(ids.map(Guid::to_u128));
            }
            _ => {}
        }
    }
    declared
}

fn named<'a, 'd>(node: Node<'a, 'd>, name: &'static str) -> impl Iterator<Item = Node<'a, 'd>> {
    node.descendants().filter(move |node| node.tag_name().name() == name)
}

fn attribute(node: Node<'_, '_>, name: &str) -> String {
    node.attribute(name).unwrap_or_default().to_owned()
}
