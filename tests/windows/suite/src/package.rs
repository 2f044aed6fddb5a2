//! What lies beside the test programs.

use std::path::PathBuf;

/// The folder of the test programs, of the double, and of what `tests/windows/run` put beside them.
///
/// # Panics
///
/// When the system does not say where the program is.
pub fn folder() -> PathBuf {
    let program = std::env::current_exe().expect("the system knows the program's file");
    program.parent().expect("a file is in a folder").to_owned()
}

/// The manifest that `cargo bgtask manifest` made for one of the apps.
pub fn manifest(app: &str) -> PathBuf {
    folder().join(format!("{app}.appxmanifest"))
}

/// The manifest of an app, without some of its text.
///
/// # Panics
///
/// When it does not have the text, or can't be written.
pub fn manifest_without(app: &str, text: &str) -> PathBuf {
    let whole = std::fs::read_to_string(manifest(app)).expect("tests/windows/run made it");
    assert!(whole.contains(text), "{app} has {text}");
    let file = folder().join(format!("{app} without some.appxmanifest"));
    std::fs::write(&file, whole.replace(text, "")).expect("the folder can be written to");
    file
}
