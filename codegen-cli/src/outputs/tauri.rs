//! What Tauri's configuration says of the app: its build renames the main program, where that names it.

use std::fs;
use std::path::Path;

use serde_json::Value;
use toml_edit::DocumentMut;

/// How a package's program is called that Tauri builds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum MainProgram {
    /// As cargo calls it.
    Cargos,
    /// By this name, without `.exe`.
    Named(String),
    /// As a file says that can't be read here: it may be JSON5.
    Unknown,
}

/// Tauri's configuration, in each of its forms: what of it is for one system alone, with `*` for that, goes before the rest.
///
/// Source: <https://v2.tauri.app/reference/config/>
const FILES: &[[&str; 2]] = &[
    ["tauri.*.conf.json", "tauri.conf.json"],
    ["tauri.*.conf.json5", "tauri.conf.json5"],
    ["Tauri.*.toml", "Tauri.toml"],
];

/// How the main program of the package in a folder is called.
pub(super) fn main_program(folder: &Path) -> MainProgram {
    // Tauri 2 renames it to `mainBinaryName`, Tauri 1 to the product's name.
    let paths: [&[&str]; 4] =
        [&["mainBinaryName"], &["main-binary-name"], &["package", "productName"], &["package", "product-name"]];
    match said(folder, "windows", &paths) {
        Ok(Some(name)) => MainProgram::Named(name),
        Ok(None) => MainProgram::Cargos,
        Err(Unreadable) => MainProgram::Unknown,
    }
}

/// The identifier of the app in a folder on Apple systems, if Tauri builds it and its configuration can be read.
pub fn identifier(folder: &Path) -> Option<String> {
    said(folder, "ios", &[&["identifier"], &["tauri", "bundle", "identifier"]]).ok().flatten()
}

/// A configuration that can't be read here.
struct Unreadable;

/// What the first of the paths that is there leads to, on a system.
///
/// Source: <https://docs.rs/tauri-utils/2.9.1/tauri_utils/config/struct.Config.html>
fn said(folder: &Path, system: &str, paths: &[&[&str]]) -> Result<Option<String>, Unreadable> {
    for name in FILES.iter().flatten() {
        let name = name.replace('*', system);
        let Ok(text) = fs::read_to_string(folder.join(&name)) else { continue };
        let is_toml = Path::new(&name).extension().is_some_and(|extension| extension == "toml");
        let said = if is_toml { in_toml(&text, paths)? } else { in_json(&text, paths)? };
        if said.is_some() {
            return Ok(said);
        }
    }
    Ok(None)
}

fn in_json(text: &str, paths: &[&[&str]]) -> Result<Option<String>, Unreadable> {
    let configuration: Value = serde_json::from_str(text).map_err(|_| Unreadable)?;
    let at =
        |path: &&[&str]| path.iter().try_fold(&configuration, |value, key| value.get(key))?.as_str().map(str::to_owned);
    Ok(paths.iter().find_map(at))
}

fn in_toml(text: &str, paths: &[&[&str]]) -> Result<Option<String>, Unreadable> {
    let configuration: DocumentMut = text.parse().map_err(|_| Unreadable)?;
    let whole = configuration.as_item();
    let at = |path: &&[&str]| path.iter().try_fold(whole, |item, key| item.get(key))?.as_str().map(str::to_owned);
    Ok(paths.iter().find_map(at))
}
