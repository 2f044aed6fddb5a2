//! A package.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use super::dependencies::{self, Line};
use super::workspace::inherited;
use super::{Manifests, Table, has_only, inner, targets, text_of, texts, url_of};

/// What a manifest may say. What else cargo knows is rare, and what it does not know it warns of.
const KEYS: &[&str] = &[
    "package",
    "lib",
    "bin",
    "example",
    "test",
    "bench",
    "dependencies",
    "dev-dependencies",
    "build-dependencies",
    "target",
    "features",
    "workspace",
    "profile",
    "patch",
    "lints",
    "badges",
];

/// What a package may say of itself; `true` for what it may take from its workspace.
const OF_PACKAGE: &[(&str, bool)] = &[
    ("name", false),
    ("version", true),
    ("edition", true),
    ("rust-version", true),
    ("authors", true),
    ("description", true),
    ("license", true),
    ("license-file", true),
    ("readme", true),
    ("keywords", true),
    ("categories", true),
    ("homepage", true),
    ("documentation", true),
    ("repository", true),
    ("include", true),
    ("exclude", true),
    ("publish", true),
    ("metadata", false),
    ("default-run", false),
    ("links", false),
    ("build", false),
    ("resolver", false),
    ("autolib", false),
    ("autobins", false),
    ("autoexamples", false),
    ("autotests", false),
    ("autobenches", false),
];

/// The editions in which targets are found by their files alike.
const EDITIONS: &[&str] = &["2018", "2021", "2024"];

/// The package of a manifest, as cargo says it.
pub(super) fn of(manifest: &Path, root: &Path, manifests: &mut Manifests) -> Option<Table> {
    let top = manifests.at(root)?;
    let workspace = inner(&top, "workspace")?.into_owned();
    let table = manifests.at(manifest)?;
    let folder = manifest.parent()?;
    has_only(&table, KEYS)?;
    let package = table.get("package")?.as_object()?;
    for (key, value) in package {
        let (_, is_shared) = OF_PACKAGE.iter().find(|(known, _)| known == key)?;
        if *is_shared {
            inherited(value, key, &workspace)?;
        }
    }
    if inner(&table, "lints")?.contains_key("workspace") {
        workspace.get("lints")?;
    }
    let said = |name: &str| match package.get(name) {
        Some(value) => Some(Some(inherited(value, name, &workspace)?.as_str()?)),
        None => Some(None),
    };
    let name = package.get("name")?.as_str()?;
    let is_plain = |name: &str| {
        !name.is_empty() && name.chars().all(|one| one.is_ascii_alphanumeric() || one == '-' || one == '_')
    };
    is_plain(name).then_some(())?;
    let version = said("version")?.unwrap_or("0.0.0");
    let edition = said("edition")?.filter(|edition| EDITIONS.contains(edition))?;
    let lines = dependencies::lines(&table, folder, &workspace, root.parent()?)?;
    let url = url_of(folder)?;
    let short = if folder.file_name()?.to_str()? == name { String::new() } else { format!("{name}@") };
    let said = json!({
        "name": name,
        "version": version,
        "id": format!("path+{url}#{short}{version}"),
        "source": null,
        "edition": edition,
        "default_run": said("default-run")?,
        "manifest_path": text_of(manifest)?,
        "dependencies": lines.iter().map(Line::said).collect::<Option<Vec<_>>>()?,
        "features": features(&*inner(&table, "features")?, &lines)?,
        "targets": targets::of(&table, name, folder)?,
    });
    match said {
        Value::Object(said) => Some(said),
        _ => None,
    }
}

/// The features, with those that optional dependencies are unless a feature names them with `dep:`.
///
/// Source: <https://doc.rust-lang.org/cargo/reference/features.html#optional-dependencies>
fn features(table: &Table, lines: &[Line]) -> Option<BTreeMap<String, Vec<String>>> {
    let mut features = BTreeMap::new();
    for name in table.keys() {
        let is_plain = name.chars().all(|one| one.is_ascii_alphanumeric() || "-_+.".contains(one));
        is_plain.then_some(())?;
        features.insert(name.clone(), texts(table, name)?);
    }
    let declared = features.clone();
    let named: Vec<&str> = declared.values().flatten().filter_map(|value| value.strip_prefix("dep:")).collect();
    for line in lines.iter().filter(|line| line.is_optional && !named.contains(&line.name.as_str())) {
        // Both a feature and a dependency of that name is a mistake.
        (!declared.contains_key(&line.name)).then_some(())?;
        features.insert(line.name.clone(), vec![format!("dep:{}", line.name)]);
    }
    let known = |name: &str, must_be_optional: bool| {
        lines.iter().any(|line| line.name == name && (line.is_optional || !must_be_optional))
    };
    for value in declared.values().flatten() {
        let is_known = match (value.strip_prefix("dep:"), value.split_once('/')) {
            (Some(name), None) => known(name, true),
            (None, Some((name, _))) => match name.strip_suffix('?') {
                Some(name) => known(name, true),
                None => known(name, false),
            },
            (None, None) => features.contains_key(value),
            (Some(_), Some(_)) => false,
        };
        is_known.then_some(())?;
    }
    Some(features)
}
