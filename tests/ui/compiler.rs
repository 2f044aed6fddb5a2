//! Asks the compiler about many small programs at once.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// What the compiler says of a program.
#[derive(Debug, PartialEq)]
pub struct Message {
    pub is_error: bool,
    /// As the compiler prints it.
    pub text: String,
}

/// The version of the compiler that cargo uses here, such as `1.95.0`.
pub fn version() -> String {
    let output = Command::new(program("RUSTC", "rustc")).arg("--version").output().expect("rustc can be started");
    let text = String::from_utf8(output.stdout).expect("rustc prints text");
    text.split_whitespace().nth(1).expect("`rustc --version` prints the version").to_owned()
}

/// What the compiler says of each of these programs, which depend on bgtask. They are compiled as programs of one package.
pub fn check(name: &str, cases: &[PathBuf]) -> Vec<Vec<Message>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let package = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ui").join(name);
    fs::create_dir_all(&package).expect("the target folder can be written");
    fs::write(package.join("Cargo.toml"), manifest(name, root, cases)).expect("the target folder can be written");
    // The same dependencies as here, and nothing is fetched for them.
    fs::copy(root.join("Cargo.lock"), package.join("Cargo.lock")).expect("the workspace has a Cargo.lock");
    let output = Command::new(program("CARGO", "cargo"))
        .args(["check", "--bins", "--keep-going", "--offline", "--quiet", "--message-format=json"])
        .arg("--target-dir")
        .arg(package.with_file_name("target"))
        .current_dir(&package)
        .stderr(Stdio::piped())
        .output()
        .expect("cargo can be started");
    let mut told: BTreeMap<String, Vec<Message>> = BTreeMap::new();
    let stdout = String::from_utf8(output.stdout).expect("cargo prints text");
    for line in stdout.lines() {
        let line: Value = serde_json::from_str(line).expect("cargo prints JSON");
        let target = line["target"]["name"].as_str().unwrap_or_default();
        match line["reason"].as_str() {
            Some("compiler-artifact") => {
                told.entry(target.to_owned()).or_default();
            }
            Some("compiler-message") => {
                let told = told.entry(target.to_owned()).or_default();
                // Cargo prints what the compiler says twice in the same words once.
                told.extend(message(&line["message"]).filter(|message| !told.contains(message)));
            }
            _ => {}
        }
    }
    let errors = String::from_utf8_lossy(&output.stderr);
    let of = |number| told.remove(&target(number));
    (0..cases.len())
        .map(of)
        .map(|told| told.unwrap_or_else(|| panic!("cargo did not compile a case:\n{errors}")))
        .collect()
}

fn message(message: &Value) -> Option<Message> {
    let text = message["rendered"].as_str().unwrap_or_default();
    let is_error = message["level"].as_str().is_some_and(|level| level.starts_with("error"));
    // What only counts the others.
    let is_summary = message["spans"].as_array().is_none_or(Vec::is_empty) && message["code"].is_null();
    (!is_summary).then(|| Message { is_error, text: text.to_owned() })
}

fn manifest(name: &str, root: &Path, cases: &[PathBuf]) -> String {
    let mut manifest = format!(
        "[package]\nname = \"bgtask-ui-{name}\"\nedition = \"2024\"\npublish = false\n\n\
         [workspace]\n\n[dependencies]\nbgtask = {{ path = {} }}\n",
        quoted(root)
    );
    for (number, case) in cases.iter().enumerate() {
        let (name, path) = (target(number), quoted(&root.join(case)));
        let _ = write!(manifest, "\n[[bin]]\nname = \"{name}\"\npath = {path}\n");
    }
    manifest
}

/// A path as a literal string of TOML.
fn quoted(path: &Path) -> String {
    format!("'{}'", path.display())
}

/// The name of a case's program; two cases of different folders may have the same file name.
fn target(number: usize) -> String {
    format!("case{number}")
}

/// The messages in a file of the compiler's texts.
pub fn parse_stderr(file: &Path) -> Vec<Message> {
    let texts = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let mut messages: Vec<Message> = Vec::new();
    for line in texts.lines() {
        let is_error = line.starts_with("error");
        if is_error || line.starts_with("warning") {
            messages.push(Message { is_error, text: String::new() });
        }
        if let Some(message) = messages.last_mut() {
            message.text.push_str(line);
            message.text.push('\n');
        }
    }
    messages
}

/// The program that cargo uses here, if it says so.
fn program(variable: &str, name: &str) -> String {
    std::env::var(variable).unwrap_or_else(|_| name.to_owned())
}
