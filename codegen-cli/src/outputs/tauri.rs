//! What Tauri makes of cargo's program: its build renames the main one, where its configuration names it.

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

/// Tauri's configuration, and what of it is for Windows alone, which goes first.
///
/// Source: <https://v2.tauri.app/reference/config/>
const FILES: &[[&str; 2]] = &[
    ["tauri.windows.conf.json", "tauri.conf.json"],
    ["tauri.windows.conf.json5", "tauri.conf.json5"],
    ["Tauri.windows.toml", "Tauri.toml"],
];

/// How the main program of the package in a folder is called.
pub(super) fn main_program(folder: &Path) -> MainProgram {
    for name in FILES.iter().flatten() {
        let Ok(text) = fs::read_to_string(folder.join(name)) else { continue };
        let is_toml = Path::new(name).extension().is_some_and(|extension| extension == "toml");
        let main = if is_toml { in_toml(&text) } else { in_json(&text) };
        if main != MainProgram::Cargos {
            return main;
        }
    }
    MainProgram::Cargos
}

fn in_json(text: &str) -> MainProgram {
    let Ok(configuration) = serde_json::from_str::<Value>(text) else { return MainProgram::Unknown };
    let said = |path: &[&str]| {
        let value = path.iter().try_fold(&configuration, |value, key| value.get(key))?;
        value.as_str().map(str::to_owned)
    };
    named(said)
}

fn in_toml(text: &str) -> MainProgram {
    let Ok(configuration) = text.parse::<DocumentMut>() else { return MainProgram::Unknown };
    let said = |path: &[&str]| {
        let item = path.iter().try_fold(configuration.as_item(), |item, key| item.get(key))?;
        item.as_str().map(str::to_owned)
    };
    named(said)
}

/// The name that a configuration has: Tauri 2 renames to `mainBinaryName`, Tauri 1 to the product's name.
///
/// Source: <https://docs.rs/tauri-utils/2.9.1/tauri_utils/config/struct.Config.html#structfield.main_binary_name>
fn named(said: impl Fn(&[&str]) -> Option<String>) -> MainProgram {
    let paths: [&[&str]; 4] =
        [&["mainBinaryName"], &["main-binary-name"], &["package", "productName"], &["package", "product-name"]];
    paths.iter().find_map(|path| said(path)).map_or(MainProgram::Cargos, MainProgram::Named)
}
