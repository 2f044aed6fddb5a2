//! Shows what bgtask does, on a copy of the feed reader: what `sync` adds to its manifest and property list as Visual
//! Studio and Xcode wrote them, that `check` is content afterwards, and a day of its tasks on the simulated host.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{env, fs, io};

#[expect(clippy::print_stderr, reason = "the place for what went wrong")]
fn main() -> ExitCode {
    match tour() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("tour: {error}");
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::print_stdout, reason = "showing is what it is for")]
fn tour() -> io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let copy = copy_of_feed_reader(&root, &target.join("tour/feed_reader"))?;
    let manifest_path = copy.join("Cargo.toml");

    println!("The feed reader's tasks are declared in examples/feed_reader/src/tasks.\n");
    println!("$ cargo bgtask list");
    bgtask(&root, &["list"], &manifest_path)?;
    println!("\nIts manifest and Info.plist know nothing of them yet.\n");
    println!("$ cargo bgtask sync --diff");
    bgtask(&root, &["sync", "--diff"], &manifest_path)?;
    println!("\n$ cargo bgtask check");
    bgtask(&root, &["check"], &manifest_path)?;
    println!("\nA day of its tasks, on the simulated host:\n");
    cargo(&root, &["run", "--quiet", "--package", "feed_reader"])
}

/// A copy with the files as Visual Studio and Xcode wrote them, so that the example itself stays as it is.
fn copy_of_feed_reader(root: &Path, copy: &Path) -> io::Result<PathBuf> {
    let original = root.join("examples/feed_reader");
    if copy.exists() {
        fs::remove_dir_all(copy)?;
    }
    copy_folder(&original.join("src"), &copy.join("src"))?;
    copy_folder(&original.join("packaging/before"), &copy.join("packaging"))?;
    copy_folder(&original.join("component"), &copy.join("component"))?;
    // The copy stands alone: it is no member of this workspace, and bgtask is elsewhere from there.
    let bgtask = root.to_string_lossy().replace('\\', "/");
    let package = |folder: &str, to_root: &str, workspace: &str| {
        let cargo_toml = fs::read_to_string(original.join(folder).join("Cargo.toml"))?;
        let cargo_toml = cargo_toml.replace(&format!("path = {to_root:?}"), &format!("path = \"{bgtask}\""));
        fs::write(copy.join(folder).join("Cargo.toml"), cargo_toml + workspace)
    };
    package("", "../..", "\n[workspace]\nmembers = [\"component\"]\n")?;
    package("component", "../../..", "")?;
    Ok(copy.to_owned())
}

fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

fn bgtask(root: &Path, arguments: &[&str], manifest_path: &Path) -> io::Result<()> {
    let manifest_path = manifest_path.to_string_lossy();
    let mut all = vec!["run", "--quiet", "--package", "bgtask-codegen", "--bin", "cargo-bgtask", "--", "bgtask"];
    all.extend(arguments);
    all.extend(["--manifest-path", &*manifest_path]);
    cargo(root, &all)
}

fn cargo(root: &Path, arguments: &[&str]) -> io::Result<()> {
    let program = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(program).args(arguments).current_dir(root).status()?;
    if status.success() { Ok(()) } else { Err(io::Error::other(format!("`cargo {}` failed", arguments.join(" ")))) }
}
