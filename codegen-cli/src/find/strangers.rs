//! Crates that have nothing to do with bgtask. An attribute that is imported from one is none of ours, whatever its name.
//!
//! A crate that depends on bgtask, be it over others, may pass its attributes on. Which ones do is in the manifests that were
//! read and in Cargo.lock, which is read only where such an import stands.
//!
//! Source: <https://doc.rust-lang.org/cargo/guide/cargo-toml-vs-cargo-lock.html>

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use super::package::BGTASK;

/// The crates that a package links, and what is known of them.
#[derive(Clone, Debug, Default)]
pub struct Strangers {
    /// The names that code has for crates, with those of their packages.
    lines: Vec<(String, String)>,
    graph: Arc<Graph>,
}

/// Which packages depend on which, by their names.
#[derive(Debug, Default)]
pub(super) struct Graph {
    /// What the manifests say that were read.
    manifests: BTreeMap<String, BTreeSet<String>>,
    /// Cargo.lock, which says it of the others.
    lock: PathBuf,
    /// The packages that are known and have nothing to do with bgtask.
    strangers: OnceLock<BTreeSet<String>>,
}

impl Strangers {
    /// Those of a package that links crates by these names, each with that of its package.
    #[cfg(feature = "cli")]
    pub(super) fn new(lines: Vec<(String, String)>, graph: Arc<Graph>) -> Self {
        Self { lines, graph }
    }

    /// Whether a name that code has for a crate is that of one that surely has none of our attributes, and
    /// calls nothing of ours.
    pub(crate) fn has(&self, name: &str) -> bool {
        let mut lines = self.lines.iter().filter(|(known, _)| known == name).peekable();
        lines.peek().is_some() && lines.all(|(_, package)| self.graph.strangers().contains(package))
    }
}

impl Graph {
    /// What is known of the packages of a project, by their manifests and by its lock file.
    #[cfg(feature = "cli")]
    pub fn of(packages: &[cargo_metadata::Package], lock: PathBuf) -> Self {
        let lines = |package: &cargo_metadata::Package| {
            let lines = package.dependencies.iter().filter(|line| line.kind == cargo_metadata::DependencyKind::Normal);
            lines.map(|line| line.name.clone()).collect()
        };
        let manifests = packages.iter().map(|package| (package.name.to_string(), lines(package))).collect();
        Self { manifests, lock, strangers: OnceLock::new() }
    }

    fn strangers(&self) -> &BTreeSet<String> {
        self.strangers.get_or_init(|| {
            let mut graph = locked(&std::fs::read_to_string(&self.lock).unwrap_or_default());
            for (name, linked) in &self.manifests {
                graph.entry(name.clone()).or_default().extend(linked.iter().cloned());
            }
            // Of what is in no lock file it is not known what it depends on.
            let is_known = |name: &String| graph.contains_key(name);
            let mut others: BTreeSet<String> = BGTASK.iter().map(|name| String::from(*name)).collect();
            loop {
                let leads_there =
                    |linked: &BTreeSet<String>| linked.iter().any(|name| others.contains(name) || !is_known(name));
                let new: Vec<_> = graph
                    .iter()
                    .filter(|(name, linked)| !others.contains(*name) && leads_there(linked))
                    .map(|(name, _)| name.clone())
                    .collect();
                if new.is_empty() {
                    break;
                }
                others.extend(new);
            }
            graph.into_keys().filter(|name| !others.contains(name)).collect()
        })
    }
}

/// What depends on what by a Cargo.lock, which cargo writes always alike.
fn locked(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut graph: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut package = None;
    let mut is_in_list = false;
    for line in text.lines().map(str::trim) {
        if let Some(name) = line.strip_prefix("name = \"").and_then(|name| name.strip_suffix('"')) {
            graph.entry(String::from(name)).or_default();
            package = Some(name);
        } else if line == "dependencies = [" {
            is_in_list = true;
        } else if line == "]" {
            is_in_list = false;
        } else if is_in_list && let Some(linked) = package.and_then(|package| graph.get_mut(package)) {
            // `"name"`, `"name version"` or `"name version (source)"`
            let name = line.trim_start_matches('"').split(['"', ' ']).next().unwrap_or_default();
            linked.insert(String::from(name));
        }
    }
    graph
}

#[cfg(test)]
mod tests {
    use super::{Graph, Strangers};

    #[test]
    fn what_leads_to_bgtask_is_no_stranger() {
        let lock = "version = 4\n\n[[package]]\nname = \"app\"\nversion = \"0.1.0\"\ndependencies = [\n \"facade\",\n \"plain 1.0.0\",\n]\n\n\
            [[package]]\nname = \"bgtask\"\nversion = \"0.1.0\"\n\n[[package]]\nname = \"facade\"\nversion = \"1.0.0\"\n\
            dependencies = [\n \"between 2.0.0 (registry)\",\n]\n\n[[package]]\nname = \"between\"\nversion = \"2.0.0\"\n\
            dependencies = [\n \"bgtask\",\n]\n\n[[package]]\nname = \"plain\"\nversion = \"1.0.0\"\n\n[[package]]\nname = \"local\"\n";
        let folder = tempfile::TempDir::new().expect("a folder");
        let path = folder.path().join("Cargo.lock");
        std::fs::write(&path, lock).expect("a file");
        // What the lock file does not know yet.
        let manifests = [("local", "facade"), ("new", "nowhere")];
        let manifests = manifests.map(|(name, linked)| (String::from(name), [String::from(linked)].into()));
        let names = ["facade", "between", "plain", "bgtask", "bgtask-macros", "local", "new", "nowhere"];
        let lines = names.iter().map(|name| (name.replace('-', "_"), String::from(*name))).collect();
        let graph = Graph { manifests: manifests.into(), lock: path, ..Graph::default() };
        let strangers = Strangers { lines, graph: graph.into() };
        let found: Vec<_> =
            names.iter().map(|name| name.replace('-', "_")).filter(|name| strangers.has(name)).collect();
        assert_eq!(found, ["plain"]);
        assert!(!strangers.has("other"));
        // Without a lock file nothing is known of other people's crates.
        let graph = Graph { lock: folder.path().join("no.lock"), ..Graph::default() };
        assert!(!Strangers { graph: graph.into(), ..strangers }.has("plain"));
    }
}
