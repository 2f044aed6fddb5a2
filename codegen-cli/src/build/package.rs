//! The package, from its own Cargo.toml: cargo is not asked.
//!
//! Source: <https://doc.rust-lang.org/cargo/reference/cargo-targets.html>

use std::fs;
use std::path::{Path, PathBuf};

use bgtask_core::rules::project::UNREADABLE_SOURCE;
use toml::de::{DeTable, DeValue};

use super::environment::Environment;
use crate::find::{Package, Target, TargetKind};
use crate::problem::Problem;
use crate::source::{Place, Sources};

/// Reads the package. Cargo has read the file before, and found it in order.
pub(super) fn read(environment: &Environment, sources: &mut Sources) -> Result<Package, Problem> {
    let path = &environment.manifest_path;
    let read = fs::read_to_string(path).map_err(|error| {
        Problem::new(UNREADABLE_SOURCE, None, format!("can't read `{}`: {error}", path.display()), "")
    })?;
    let file = sources.add("Cargo.toml", read);
    let document = DeTable::parse(&sources.get(file).text).map_err(|error| {
        let place = error.span().map(|range| Place { file, range });
        Problem::new(UNREADABLE_SOURCE, place, format!("this is not TOML: {}", error.message().trim_end()), "")
    })?;
    let manifest = Manifest { document: document.get_ref(), environment };
    let (targets, other_roots) = manifest.targets();
    Ok(Package {
        name: environment.name.clone(),
        manifest_path: path.clone(),
        root: environment.root.clone(),
        workspace_root: environment.root.clone(),
        edition: table(manifest.document, "package").and_then(|package| text(package, "edition")).map(String::from),
        is_confined: false,
        features: environment.features.clone(),
        targets,
        other_roots,
        build_script: manifest.build_script(),
        dependencies: Vec::new(),
    })
}

struct Manifest<'m> {
    document: &'m DeTable<'m>,
    environment: &'m Environment,
}

impl Manifest<'_> {
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
        let name = written.and_then(|library| text(library, "name")).unwrap_or(&self.environment.name);
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
            found.push((self.environment.name.clone(), main));
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
        let Some(DeValue::Array(required)) = value(target, "required-features") else { return true };
        required.iter().all(|feature| match feature.get_ref() {
            DeValue::String(name) => name.contains('/') || self.environment.features.contains(name.as_ref()),
            _ => true,
        })
    }

    /// The build script that runs this.
    fn build_script(&self) -> Option<PathBuf> {
        let package = table(self.document, "package")?;
        Some(self.at(text(package, "build").unwrap_or("build.rs")))
    }

    fn at(&self, path: impl AsRef<Path>) -> PathBuf {
        self.environment.root.join(path)
    }
}

fn value<'t, 'i>(table: &'t DeTable<'i>, name: &str) -> Option<&'t DeValue<'i>> {
    table.get(name).map(toml::Spanned::get_ref)
}

fn table<'t, 'i>(table: &'t DeTable<'i>, name: &str) -> Option<&'t DeTable<'i>> {
    match value(table, name)? {
        DeValue::Table(table) => Some(table),
        _ => None,
    }
}

fn text<'t>(table: &'t DeTable<'_>, name: &str) -> Option<&'t str> {
    match value(table, name)? {
        DeValue::String(text) => Some(text),
        _ => None,
    }
}

fn boolean(table: &DeTable<'_>, name: &str) -> Option<bool> {
    match value(table, name)? {
        DeValue::Boolean(value) => Some(*value),
        _ => None,
    }
}

/// The tables of an array.
fn array<'t, 'i>(table: &'t DeTable<'i>, name: &str) -> Vec<&'t DeTable<'i>> {
    let Some(DeValue::Array(array)) = value(table, name) else { return Vec::new() };
    let tables = array.iter().filter_map(|entry| match entry.get_ref() {
        DeValue::Table(table) => Some(table),
        _ => None,
    });
    tables.collect()
}

/// What kinds of library are made of one.
fn kinds<'t>(library: &'t DeTable<'_>) -> impl Iterator<Item = &'t str> {
    let written = value(library, "crate-type").or_else(|| value(library, "crate_type"));
    let kinds = match written {
        Some(DeValue::Array(kinds)) => kinds.iter().collect(),
        _ => Vec::new(),
    };
    kinds.into_iter().filter_map(|kind| match kind.get_ref() {
        DeValue::String(kind) => Some(kind.as_ref()),
        _ => None,
    })
}

fn crate_name(name: &str) -> String {
    name.replace('-', "_")
}
