//! The package, from its own Cargo.toml: cargo is not asked.
//!
//! Source: <https://doc.rust-lang.org/cargo/reference/cargo-targets.html>

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use bgtask_core::rules::project::UNREADABLE_SOURCE;
use toml::de::{DeTable, DeValue};

use super::environment::Environment;
use crate::find::{Package, Strangers, Target, TargetKind};
use crate::problem::Problem;
use crate::source::{Place, Sources};

/// Reads the package. Cargo has read the file before, and found it in order.
pub(super) fn read(environment: &Environment, sources: &mut Sources) -> Result<Package, Problem> {
    let path = &environment.manifest_path;
    let read = fs::read_to_string(path).map_err(|error| {
        Problem::new(UNREADABLE_SOURCE, None, format!("can't read `{}`: {error}", path.display()), "")
    })?;
    let file = sources.add("Cargo.toml", read);
    let document = DeTable::parse(sources.get(file).text()).map_err(|error| {
        let place = error.span().map(|range| Place { file, range });
        Problem::new(UNREADABLE_SOURCE, place, format!("this is not TOML: {}", error.message().trim_end()), "")
    })?;
    let Environment { name, root, features, .. } = environment;
    Ok(Manifest { document: document.get_ref(), name, root, features }.package(true))
}

/// The Cargo.toml of a package, and what is known of it besides.
pub(super) struct Manifest<'m> {
    pub document: &'m DeTable<'m>,
    /// The package's name.
    pub name: &'m str,
    /// Its folder.
    pub root: &'m Path,
    /// Features that are enabled.
    pub features: &'m BTreeSet<String>,
}

impl Manifest<'_> {
    /// The package, without what it links. `knows_features` says whether no other features are enabled.
    pub fn package(&self, knows_features: bool) -> Package {
        let (targets, other_roots) = self.targets();
        Package {
            name: String::from(self.name),
            manifest_path: self.at("Cargo.toml"),
            root: self.root.to_path_buf(),
            workspace_root: self.root.to_path_buf(),
            edition: table(self.document, "package").and_then(|package| text(package, "edition")).map(String::from),
            is_confined: false,
            features: vec![self.features.clone()],
            knows_features,
            targets,
            other_roots,
            build_script: self.build_script(),
            dependencies: Vec::new(),
            // What cargo locked is not known here.
            strangers: Strangers::default(),
        }
    }

    /// The library and the executables, the library first, and the roots of what is not looked at.
    fn targets(&self) -> (Vec<Target>, Vec<PathBuf>) {
        let mut targets: Vec<Target> = self.library().into_iter().collect();
        let mut others = Vec::new();
        for (table, folder) in [("test", "tests"), ("bench", "benches"), ("example", "examples")] {
            let written = array(self.document, table);
            others.extend(written.iter().filter_map(|target| Some(self.at(text(target, "path")?))));
            others.push(self.at(folder));
        }
        others.extend(self.build_script());
        let mut binaries: Vec<(String, PathBuf)> = Vec::new();
        let inferred = self.inferred_binaries();
        for target in array(self.document, "bin") {
            let Some(name) = text(target, "name") else { continue };
            let inferred = || inferred.iter().find(|(known, _)| known == name).map(|(_, path)| path.clone());
            let root = text(target, "path").map(|path| self.at(path)).or_else(inferred);
            // What cargo says of a target without a file, it has said.
            let Some(root) = root else { continue };
            if self.is_built(target) {
                binaries.push((String::from(name), root));
            } else {
                others.push(root);
            }
        }
        let is_automatic = table(self.document, "package").and_then(|package| boolean(package, "autobins"));
        if is_automatic.unwrap_or(true) {
            for (name, root) in inferred {
                let is_written = |(known, path): &(String, PathBuf)| *known == name || *path == root;
                if !binaries.iter().any(is_written) && !others.contains(&root) {
                    binaries.push((name, root));
                }
            }
        }
        targets.extend(binaries.into_iter().map(|(name, root)| Target {
            crate_name: crate_name(&name),
            name,
            kind: TargetKind::Binary,
            is_final: true,
            root,
        }));
        (targets, others)
    }

    /// The library, unless it is one of procedural macros, which runs in the compiler.
    fn library(&self) -> Option<Target> {
        let written = table(self.document, "lib");
        let is_automatic = table(self.document, "package").and_then(|package| boolean(package, "autolib"));
        let is_macro = |library| {
            boolean(library, "proc-macro").or_else(|| boolean(library, "proc_macro")).unwrap_or_default()
                || kinds(library).any(|kind| kind == "proc-macro")
        };
        let inferred = self.at("src/lib.rs");
        let root = match written {
            Some(library) if is_macro(library) => return None,
            Some(library) => text(library, "path").map_or(inferred, |path| self.at(path)),
            None if is_automatic == Some(false) || !inferred.exists() => return None,
            None => inferred,
        };
        let name = written.and_then(|library| text(library, "name")).unwrap_or(self.name);
        let is_final =
            written.is_some_and(|library| kinds(library).any(|kind| kind == "cdylib" || kind == "staticlib"));
        let (name, crate_name) = (String::from(name), crate_name(name));
        Some(Target { name, crate_name, kind: TargetKind::Library, is_final, root })
    }

    /// The executables that cargo finds by their files.
    fn inferred_binaries(&self) -> Vec<(String, PathBuf)> {
        let mut found = Vec::new();
        let main = self.at("src/main.rs");
        if main.exists() {
            found.push((String::from(self.name), main));
        }
        let entries = fs::read_dir(self.at("src/bin")).into_iter().flatten().flatten();
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths {
            let root = if path.is_dir() { path.join("main.rs") } else { path.clone() };
            let is_root = root.is_file() && root.extension().is_some_and(|extension| extension == "rs");
            if let Some(name) = path.file_stem().and_then(|name| name.to_str()).filter(|name| !name.starts_with('.')) {
                found.extend(is_root.then(|| (String::from(name), root)));
            }
        }
        found
    }

    /// Whether the features that a target asks for are enabled. A feature of a dependency is not known here, and counts as
    /// enabled.
    fn is_built(&self, target: &DeTable<'_>) -> bool {
        let required = array_of_text(target, "required-features");
        required.into_iter().all(|name| name.contains('/') || self.features.contains(name))
    }

    /// The build script that runs this.
    fn build_script(&self) -> Option<PathBuf> {
        let package = table(self.document, "package")?;
        Some(self.at(text(package, "build").unwrap_or("build.rs")))
    }

    fn at(&self, path: impl AsRef<Path>) -> PathBuf {
        self.root.join(path)
    }
}

pub(super) fn value<'t, 'i>(table: &'t DeTable<'i>, name: &str) -> Option<&'t DeValue<'i>> {
    table.get(name).map(toml::Spanned::get_ref)
}

pub(super) fn table<'t, 'i>(table: &'t DeTable<'i>, name: &str) -> Option<&'t DeTable<'i>> {
    match value(table, name)? {
        DeValue::Table(table) => Some(table),
        _ => None,
    }
}

pub(super) fn text<'t>(table: &'t DeTable<'_>, name: &str) -> Option<&'t str> {
    match value(table, name)? {
        DeValue::String(text) => Some(text),
        _ => None,
    }
}

pub(super) fn boolean(table: &DeTable<'_>, name: &str) -> Option<bool> {
    match value(table, name)? {
        DeValue::Boolean(value) => Some(*value),
        _ => None,
    }
}

/// The tables of an array.
pub(super) fn array<'t, 'i>(table: &'t DeTable<'i>, name: &str) -> Vec<&'t DeTable<'i>> {
    let Some(DeValue::Array(array)) = value(table, name) else { return Vec::new() };
    let tables = array.iter().filter_map(|entry| match entry.get_ref() {
        DeValue::Table(table) => Some(table),
        _ => None,
    });
    tables.collect()
}

/// The texts of an array.
pub(super) fn array_of_text<'t>(table: &'t DeTable<'_>, name: &str) -> Vec<&'t str> {
    let Some(DeValue::Array(array)) = value(table, name) else { return Vec::new() };
    let texts = array.iter().filter_map(|entry| match entry.get_ref() {
        DeValue::String(text) => Some(text.as_ref()),
        _ => None,
    });
    texts.collect()
}

/// What kinds of library are made of one.
fn kinds<'t>(library: &'t DeTable<'_>) -> impl Iterator<Item = &'t str> {
    array_of_text(library, "crate-type").into_iter().chain(array_of_text(library, "crate_type"))
}

pub(super) fn crate_name(name: &str) -> String {
    name.replace('-', "_")
}
