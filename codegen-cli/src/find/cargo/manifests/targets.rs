//! What is built of a package: what its manifest says, and what cargo finds by its files.
//!
//! Source: <https://doc.rust-lang.org/cargo/reference/cargo-targets.html>

use std::path::Path;

use serde_json::{Value, json};

use super::{Table, boolean, has_only, inner, text, text_of, texts};

/// What a target may say.
const KEYS: &[&str] = &[
    "name",
    "path",
    "test",
    "doctest",
    "bench",
    "doc",
    "harness",
    "proc-macro",
    "crate-type",
    "required-features",
    "edition",
    "doc-scrape-examples",
];

/// The targets in cargo's order.
pub(super) fn of(manifest: &Table, name: &str, folder: &Path) -> Option<Vec<Value>> {
    let package = manifest.get("package")?.as_object()?;
    let mut found = Vec::new();
    found.extend(library(manifest, package, name, folder)?);
    for (key, automatic, place) in [
        ("bin", "autobins", "src/bin"),
        ("example", "autoexamples", "examples"),
        ("test", "autotests", "tests"),
        ("bench", "autobenches", "benches"),
    ] {
        let mut inferred = Vec::new();
        if key == "bin" && folder.join("src/main.rs").exists() {
            inferred.push((String::from(name), String::from("src/main.rs")));
        }
        inferred.extend(in_folder(folder, place)?);
        let mut targets = Vec::new();
        for written in manifest.get(key).map_or(Some(&[][..]), |list| list.as_array().map(Vec::as_slice))? {
            let written = written.as_object()?;
            has_only(written, KEYS)?;
            let name = text(written, "name").ok()??;
            let by_name = inferred.iter().find(|(known, _)| known == name).map(|(_, path)| path.as_str());
            let path = text(written, "path").ok()?.or(by_name)?;
            targets.push((String::from(name), target(name, key, &folder.join(path), written)?, String::from(path)));
        }
        if boolean(package, automatic).ok()?.unwrap_or(true) {
            for (name, path) in &inferred {
                // A file that is a target by another name is none by its own.
                if !targets.iter().any(|(known, _, place)| known == name || place == path) {
                    targets.push((name.clone(), target(name, key, &folder.join(path), &Table::new())?, path.clone()));
                }
            }
        }
        // Cargo says which two have one name.
        let mut names: Vec<_> = targets.iter().map(|(name, ..)| name).collect();
        names.sort();
        names.windows(2).all(|pair| pair[0] != pair[1]).then_some(())?;
        targets.sort_by(|(one, ..), (other, ..)| one.cmp(other));
        found.extend(targets.into_iter().map(|(_, target, _)| target));
    }
    // A package of nothing is a mistake.
    (!found.is_empty()).then_some(())?;
    found.extend(build_script(package, folder)?);
    Some(found)
}

/// The library, where there is one.
fn library(manifest: &Table, package: &Table, name: &str, folder: &Path) -> Option<Vec<Value>> {
    let default = folder.join("src/lib.rs");
    if !manifest.contains_key("lib") {
        let is_there = boolean(package, "autolib").ok()?.unwrap_or(true) && default.exists();
        let library = is_there.then(|| target(&name.replace('-', "_"), "lib", &default, &Table::new()));
        return library.into_iter().collect();
    }
    let written = inner(manifest, "lib")?;
    has_only(&written, KEYS)?;
    let path = text(&written, "path").ok()?.map_or(default, |path| folder.join(path));
    let own = text(&written, "name").ok()?;
    let library = target(&own.map_or_else(|| name.replace('-', "_"), String::from), "lib", &path, &written)?;
    Some(vec![library])
}

/// As cargo says it.
fn target(name: &str, key: &str, path: &Path, written: &Table) -> Option<Value> {
    // What is not there is cargo's to judge. `..` stays as it is written.
    let is_plain = !path.to_str()?.contains("/./") && path.is_file() && !name.is_empty();
    is_plain.then_some(())?;
    let kinds = match (key, boolean(written, "proc-macro").ok()?) {
        ("lib", Some(true)) => vec![String::from("proc-macro")],
        ("lib", _) if written.contains_key("crate-type") => texts(written, "crate-type")?,
        _ => vec![String::from(key)],
    };
    Some(json!({
        "name": name,
        "kind": kinds,
        "src_path": text_of(path)?,
        "required-features": texts(written, "required-features")?,
    }))
}

/// `name.rs` and `name/main.rs` in a folder.
fn in_folder(package: &Path, place: &str) -> Option<Vec<(String, String)>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(package.join(place)).into_iter().flatten() {
        let path = entry.ok()?.path();
        let file = path.file_name()?.to_str()?;
        if file.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            if path.join("main.rs").exists() {
                found.push((String::from(file), format!("{place}/{file}/main.rs")));
            }
        } else if let Some(name) = file.strip_suffix(".rs") {
            found.push((String::from(name), format!("{place}/{file}")));
        }
    }
    found.sort();
    // Cargo says which two have one name.
    let are_named_apart = found.windows(2).all(|pair| pair[0].0 != pair[1].0);
    are_named_apart.then_some(found)
}

/// The build script, where there is one.
fn build_script(package: &Table, folder: &Path) -> Option<Vec<Value>> {
    let path = match package.get("build") {
        Some(Value::Bool(false)) => return Some(Vec::new()),
        Some(Value::String(path)) => folder.join(path),
        Some(_) => return None,
        None if folder.join("build.rs").exists() => folder.join("build.rs"),
        None => return Some(Vec::new()),
    };
    let name = format!("build-script-{}", path.file_stem()?.to_str()?);
    Some(vec![target(&name, "custom-build", &path, &Table::new())?])
}
