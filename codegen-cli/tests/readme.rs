//! What the README shows of `sync` is what `sync` says. `BGTASK_ACCEPT=1` writes it anew.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const BEGIN: &str = "<!-- diff: kept by tests -->\n```diff\n";
const END: &str = "```\n<!-- /diff -->";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A copy of the feed reader with its files as Visual Studio and Xcode wrote them.
fn originals(folder: &Path) {
    let example = root().join("examples/feed_reader");
    for (from, to) in
        [("src", "src"), ("src/tasks", "src/tasks"), ("packaging", "packaging"), ("packaging/before", "packaging")]
    {
        fs::create_dir_all(folder.join(to)).expect("a temporary folder");
        for file in fs::read_dir(example.join(from)).expect("a folder of the example") {
            let path = file.expect("a file of the example").path();
            if path.is_file() {
                let name = path.file_name().expect("a file has a name");
                fs::copy(&path, folder.join(to).join(name)).expect("a file can be copied");
            }
        }
    }
    let cargo_toml = fs::read_to_string(example.join("Cargo.toml")).expect("the example has a Cargo.toml");
    let bgtask = root().display().to_string().replace('\\', "/");
    let cargo_toml = cargo_toml.replace("path = \"../..\"", &format!("path = \"{bgtask}\""));
    fs::write(folder.join("Cargo.toml"), cargo_toml + "\n[workspace]\n").expect("a file can be written");
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
    originals(folder.path());
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

#[test]
fn the_example_is_in_step_and_a_change_in_code_is_noticed() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    originals(folder.path());
    assert_eq!(bgtask(folder.path(), &["check"]).status.code(), Some(1), "the originals know nothing of the tasks");
    assert_eq!(bgtask(folder.path(), &["sync"]).status.code(), Some(0));
    for file in ["Package.appxmanifest", "Info.plist"] {
        let synced = fs::read(folder.path().join("packaging").join(file)).expect("the file is there");
        let kept = fs::read(root().join("examples/feed_reader/packaging").join(file)).expect("the example has it");
        assert_eq!(synced, kept, "{file} of the example is what sync makes of the original");
    }
    assert_eq!(bgtask(folder.path(), &["check"]).status.code(), Some(0));

    let source = folder.path().join("src/tasks/refresh.rs");
    let text = fs::read_to_string(&source).expect("the task is there");
    let changed = text.replace("trigger = \"time:15\"", "trigger = \"system:InternetAvailable\"");
    assert_ne!(text, changed);
    fs::write(&source, changed).expect("a file can be written");
    let check = bgtask(folder.path(), &["check", "--message-format", "short"]);
    assert_eq!(check.status.code(), Some(1));
    let told = String::from_utf8_lossy(&check.stderr).into_owned();
    assert!(told.contains("error[BG0603]") && told.contains("systemEvent"), "{told}");
}
