//! The path dependencies of a package, from the Cargo.toml files: cargo is not asked, so which of their features are enabled
//! is known only in part.
//!
//! Source: <https://doc.rust-lang.org/cargo/reference/specifying-dependencies.html>

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use toml::de::DeTable;

use super::package::{Manifest, array_of_text, boolean, crate_name, table, text};
use crate::find::{Dependency, Package};

/// The most packages that may lie in one another as dependencies.
const DEEPEST: usize = 100;

/// Gives a package the packages that it links by their paths. `read` are the Cargo.toml files that were looked at.
pub(super) fn add(package: &mut Package, read: &mut Vec<PathBuf>) {
    let mut open = vec![package.root.clone()];
    add_to(package, &mut open, read);
}

fn add_to(package: &mut Package, open: &mut Vec<PathBuf>, read: &mut Vec<PathBuf>) {
    if open.len() > DEEPEST {
        return;
    }
    let Some(lines) = lines(package, read) else { return };
    for Line { own_name, path, platform, features } in lines {
        // Cargo allows no cycle among what is linked.
        if open.contains(&path) {
            continue;
        }
        let Some(mut linked) = linked(&path, &features, read) else { continue };
        let Some(library) = linked.library() else { continue };
        let name = own_name.map_or_else(|| library.crate_name.clone(), |name| crate_name(&name));
        open.push(path);
        add_to(&mut linked, open, read);
        open.pop();
        package.dependencies.push(Dependency { name, platform, package: Arc::new(linked) });
    }
}

/// A package that is linked, with at least these features.
fn linked(root: &Path, features: &BTreeSet<String>, read: &mut Vec<PathBuf>) -> Option<Package> {
    let path = root.join("Cargo.toml");
    let written = fs::read_to_string(&path).ok()?;
    read.push(path);
    let document = DeTable::parse(&written).ok()?;
    let document = document.get_ref();
    let mut enabled = BTreeSet::new();
    let mut work: Vec<String> = features.iter().cloned().collect();
    while let Some(feature) = work.pop() {
        let implied = table(document, "features").map(|all| array_of_text(all, &feature)).unwrap_or_default();
        if enabled.insert(feature) {
            work.extend(implied.into_iter().filter(|name| !name.contains([':', '/'])).map(String::from));
        }
    }
    let name = table(document, "package").and_then(|package| text(package, "name"))?;
    Some(Manifest { document, name, root, features: &enabled }.package(false))
}

/// A dependency that is linked.
struct Line {
    /// The name that Cargo.toml has for it, where it is not the package's.
    own_name: Option<String>,
    /// Its folder.
    path: PathBuf,
    /// The platforms that it is for.
    platform: Option<String>,
    /// The features that are asked for here.
    features: BTreeSet<String>,
}

/// The path dependencies that a package uses.
fn lines(package: &Package, read: &mut Vec<PathBuf>) -> Option<Vec<Line>> {
    let written = fs::read_to_string(&package.manifest_path).ok()?;
    let document = DeTable::parse(&written).ok()?;
    let document = document.get_ref();
    let mut tables = vec![(None, table(document, "dependencies"))];
    for (platform, of_platform) in table(document, "target").into_iter().flatten() {
        if let toml::de::DeValue::Table(of_platform) = of_platform.get_ref() {
            tables.push((Some(platform.get_ref().to_string()), table(of_platform, "dependencies")));
        }
    }
    let asked = asked_by_features(document, package.features(0));
    let mut inherited = None;
    let mut lines = Vec::new();
    for (platform, dependencies) in tables {
        let names = dependencies.into_iter().flatten().map(|(name, _)| name.get_ref().as_ref());
        for name in names {
            let Some(line) = dependencies.and_then(|all| table(all, name)) else { continue };
            let is_used =
                boolean(line, "optional") != Some(true) || asked.contains_key(name) || !package.knows_features;
            let mut features: BTreeSet<String> =
                array_of_text(line, "features").into_iter().map(String::from).collect();
            let mut has_defaults = boolean(line, "default-features").unwrap_or(true);
            let mut is_renamed = text(line, "package").is_some();
            let path = if boolean(line, "workspace") == Some(true) {
                let of_workspace = inherited.get_or_insert_with(|| Inherited::of(package, document, read));
                let Some(known) = of_workspace.0.get(name) else { continue };
                features.extend(known.features.iter().cloned());
                has_defaults = boolean(line, "default-features").unwrap_or(false) || known.has_defaults;
                is_renamed = known.is_renamed;
                known.path.clone()
            } else {
                text(line, "path").map(|path| package.root.join(path))
            };
            let Some(path) = path.filter(|_| is_used) else { continue };
            features.extend(asked.get(name).into_iter().flatten().cloned());
            if has_defaults {
                features.insert(String::from("default"));
            }
            // `..` may lead the same way twice.
            let path = path.canonicalize().unwrap_or(path);
            let own_name = is_renamed.then(|| String::from(name));
            lines.push(Line { own_name, path, platform: platform.clone(), features });
        }
    }
    Some(lines)
}

/// The dependencies that enabled features bring into use, each with the features that they ask of it.
fn asked_by_features(document: &DeTable<'_>, enabled: &BTreeSet<String>) -> BTreeMap<String, BTreeSet<String>> {
    let mut asked: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut maybe = Vec::new();
    for feature in enabled {
        // An optional dependency is a feature of its own name.
        asked.entry(feature.clone()).or_default();
        for implied in table(document, "features").map(|all| array_of_text(all, feature)).unwrap_or_default() {
            if let Some(name) = implied.strip_prefix("dep:") {
                asked.entry(String::from(name)).or_default();
            } else if let Some((name, feature)) = implied.split_once('/') {
                match name.strip_suffix('?') {
                    Some(name) => maybe.push((name, feature)),
                    None => {
                        asked.entry(String::from(name)).or_default().insert(String::from(feature));
                    }
                }
            }
        }
    }
    for (name, feature) in maybe {
        if let Some(features) = asked.get_mut(name) {
            features.insert(String::from(feature));
        }
    }
    asked
}

/// What a workspace says of dependencies that its members take over, by their names.
struct Inherited(BTreeMap<String, Known>);

struct Known {
    path: Option<PathBuf>,
    features: Vec<String>,
    has_defaults: bool,
    is_renamed: bool,
}

impl Inherited {
    fn of(package: &Package, document: &DeTable<'_>, read: &mut Vec<PathBuf>) -> Self {
        let said = table(document, "package").and_then(|own| text(own, "workspace"));
        let said = said.map(|path| package.root.join(path));
        let folders = package.root.ancestors().map(Path::to_path_buf);
        for folder in said.into_iter().chain(folders) {
            let path = folder.join("Cargo.toml");
            let Ok(written) = fs::read_to_string(&path) else { continue };
            let Ok(document) = DeTable::parse(&written) else { continue };
            let Some(workspace) = table(document.get_ref(), "workspace") else { continue };
            read.push(path);
            let all = table(workspace, "dependencies");
            let names = all.into_iter().flatten().map(|(name, _)| name.get_ref().as_ref());
            let known = names.filter_map(|name| {
                let line = table(all?, name)?;
                let known = Known {
                    path: text(line, "path").map(|path| folder.join(path)),
                    features: array_of_text(line, "features").into_iter().map(String::from).collect(),
                    has_defaults: boolean(line, "default-features").unwrap_or(true),
                    is_renamed: text(line, "package").is_some(),
                };
                Some((String::from(name), known))
            });
            return Self(known.collect());
        }
        Self(BTreeMap::new())
    }
}
