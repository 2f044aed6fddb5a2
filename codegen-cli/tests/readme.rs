//! What the README shows of `sync` is what `sync` says. `BGTASK_ACCEPT=1` writes it anew.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const BEGIN: &str = "<!-- diff: kept by tests -->\n```diff\n";
const END: &str = "```\n<!-- /diff -->";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A copy of an example, and of the crate that makes its DLL, with its files as they were before `sync` saw them.
fn originals(example: &str, folder: &Path) {
    let example = root().join("examples").join(example);
    let dll = if example.join("component").is_dir() { "component" } else { "forwarder" };
    let (dll, of_dll) = (dll.to_owned(), format!("{dll}/src"));
    for (from, to) in [
        ("", ""),
        ("src", "src"),
        ("src/tasks", "src/tasks"),
        ("packaging", "packaging"),
        ("packaging/before", "packaging"),
        (&dll, &dll),
        (&of_dll, &of_dll),
    ] {
        fs::create_dir_all(folder.join(to)).expect("a temporary folder");
        for file in fs::read_dir(example.join(from)).expect("a folder of the example") {
            let path = file.expect("a file of the example").path();
            if path.is_file() {
                let name = path.file_name().expect("a file has a name");
                fs::copy(&path, folder.join(to).join(name)).expect("a file can be copied");
            }
        }
    }
    let bgtask = root().display().to_string().replace('\\', "/");
    let workspace = format!("\n[workspace]\nmembers = [{dll:?}]\n");
    for (package, to_root, workspace) in [("", "../..", &*workspace), (&dll, "../../..", "")] {
        let path = folder.join(package).join("Cargo.toml");
        let cargo_toml = fs::read_to_string(&path).expect("the example has a Cargo.toml");
        let cargo_toml = cargo_toml.replace(&format!("path = \"{to_root}"), &format!("path = \"{bgtask}"));
        fs::write(path, cargo_toml + workspace).expect("a file can be written");
    }
}

fn bgtask(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_cargo-bgtask"))
        .arg("bgtask")
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the binary runs")
}

#[test]
fn the_diff_is_what_sync_shows() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    originals("feed_reader", folder.path());
    let sync = bgtask(folder.path(), &["sync", "--diff", "--dry-run"]);
    assert_eq!(sync.status.code(), Some(0), "{}", String::from_utf8_lossy(&sync.stderr));
    // The manifest has CRLF, as Visual Studio writes it; the README has not.
    let shown = String::from_utf8(sync.stdout).expect("the output is text").replace("\r\n", "\n");

    let path = root().join("README.md");
    let readme = fs::read_to_string(&path).expect("there is a README").replace("\r\n", "\n");
    let (before, rest) = readme.split_once(BEGIN).expect("the README shows a diff");
    let (kept, after) = rest.split_once(END).expect("the diff ends");
    if std::env::var_os("BGTASK_ACCEPT").is_some() {
        fs::write(&path, format!("{before}{BEGIN}{shown}{END}{after}")).expect("the README can be written");
    } else {
        assert_eq!(kept, shown);
    }
}

/// Changes a file of the copied example.
fn change(folder: &Path, file: &str, from: &str, to: &str) {
    let path = folder.join(file);
    let text = fs::read_to_string(&path).expect("the file is there");
    let changed = text.replace(from, to);
    assert_ne!(text, changed);
    fs::write(&path, changed).expect("a file can be written");
}

/// The example's files are what `sync` makes of the originals, byte for byte.
fn is_in_step(example: &str, folder: &Path, files: &[&str]) {
    originals(example, folder);
    assert_eq!(bgtask(folder, &["check"]).status.code(), Some(1), "the originals know nothing of the tasks");
    assert_eq!(bgtask(folder, &["sync"]).status.code(), Some(0));
    for file in files {
        let synced = fs::read(folder.join("packaging").join(file)).expect("the file is there");
        let kept = root().join("examples").join(example).join("packaging").join(file);
        assert!(synced == fs::read(kept).expect("the example has it"), "{file} of {example} is not what sync makes");
    }
    let check = bgtask(folder, &["check"]);
    assert_eq!(check.status.code(), Some(0), "{}", String::from_utf8_lossy(&check.stderr));
}

/// What `check` says of the example, in short form; it fails.
fn told(folder: &Path) -> String {
    let check = bgtask(folder, &["check", "--message-format", "short"]);
    assert_eq!(check.status.code(), Some(1));
    String::from_utf8_lossy(&check.stderr).into_owned()
}

#[test]
fn the_feed_reader_is_in_step_and_a_change_in_code_is_noticed() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    is_in_step("feed_reader", folder.path(), &["Package.appxmanifest", "Info.plist"]);
    change(folder.path(), "src/tasks/refresh.rs", "trigger = \"time:15\"", "trigger = \"system:InternetAvailable\"");
    let told = told(folder.path());
    assert!(told.contains("error[BG0603]") && told.contains("systemEvent"), "{told}");
}

#[test]
fn the_desktop_app_is_in_step_and_a_change_in_code_is_noticed() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    is_in_step("desktop_notes", folder.path(), &["Package.appxmanifest"]);
    assert_eq!(bgtask(folder.path(), &["check", "--strict"]).status.code(), Some(0), "nothing to warn of");
    // A trigger that Windows does not offer to a COM class is refused for what it is.
    change(folder.path(), "src/tasks/send.rs", "model = \"forwarded\", ", "");
    assert!(told(folder.path()).contains("error[BG0401]"));
    change(folder.path(), "src/tasks/send.rs", "windows(clsid", "windows(model = \"forwarded\", clsid");
    change(folder.path(), "src/tasks/send.rs", "A1FB8911", "A1FB8912");
    let told = told(folder.path());
    assert!(told.contains("error[BG0603]") && told.contains("A1FB8912"), "{told}");
}
