//! The package's manifest.

use std::{
    fs,
    path::{Path, PathBuf},
};

use roxmltree::{Document, Node};
use windows_host::protocol::Package;

/// The manifest in a package's folder.
pub fn manifest(folder: &Path) -> PathBuf {
    folder.join("AppxManifest.xml")
}

/// Reads the manifest in a package's folder.
pub fn read(folder: &Path) -> Result<Package, String> {
    let path = manifest(folder);
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let document = Document::parse(&text).map_err(|error| format!("{}: {error}", path.display()))?;
    let named = |name: &'static str| document.descendants().filter(move |node| node.tag_name().name() == name);

    let tasks = named("Extension").filter(|node| node.attribute("Category") == Some("windows.backgroundTasks"));
    let entry_points = tasks.filter_map(|node| node.attribute("EntryPoint")).map(str::to_owned).collect();
    let classes = named("InProcessServer").flat_map(|server| {
        let path = child(server, "Path").and_then(|path| path.text()).unwrap_or_default();
        let classes = server.children().filter_map(|class| class.attribute("ActivatableClassId"));
        classes.map(|class| (class.to_owned(), path.to_owned())).collect::<Vec<_>>()
    });
    let servers = named("ExeServer").flat_map(|server| {
        let attribute = |name| server.attribute(name).unwrap_or_default().to_owned();
        let of_server = (attribute("Executable"), attribute("Arguments"));
        let classes = server.children().filter_map(|class| class.attribute("Id"));
        classes.map(|class| (class.to_owned(), of_server.0.clone(), of_server.1.clone())).collect::<Vec<_>>()
    });
    let full_trust = named("Capability").any(|capability| capability.attribute("Name") == Some("runFullTrust"));
    Ok(Package { entry_points, classes: classes.collect(), servers: servers.collect(), full_trust })
}

fn child<'a, 'input>(node: Node<'a, 'input>, name: &str) -> Option<Node<'a, 'input>> {
    node.children().find(|child| child.tag_name().name() == name)
}
