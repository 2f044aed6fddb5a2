//! What is read from manifests alone, compared with what cargo says of them.

use std::path::{Path, PathBuf};
use std::process::Command;

use bgtask_codegen::find::cargo::{Extent, Manifests};
use serde_json::Value;
use tempfile::TempDir;

use crate::unpacked;

/// What of cargo's answer is used.
const USED: &[&str] = &["packages", "workspace_members", "workspace_default_members", "workspace_root"];
const OF_PACKAGE: &[&str] =
    &["name", "version", "id", "edition", "default_run", "manifest_path", "dependencies", "features", "targets"];
const OF_TARGET: &[&str] = &["name", "kind", "src_path", "required-features"];
const OF_DEPENDENCY: &[&str] =
    &["name", "rename", "source", "req", "kind", "optional", "uses_default_features", "features", "target", "path"];

fn only(of: &Value, keys: &[&str]) -> Value {
    keys.iter().map(|key| (String::from(*key), of.get(*key).cloned().unwrap_or(Value::Null))).collect()
}

fn list(of: &mut Value, key: &str, keys: &[&str]) {
    if let Some(list) = of.get_mut(key).and_then(Value::as_array_mut) {
        for one in list.iter_mut() {
            *one = only(one, keys);
        }
    }
}

fn used(metadata: &cargo_metadata::Metadata) -> Value {
    let mut used = only(&serde_json::to_value(metadata).expect("it came as such"), USED);
    list(&mut used, "packages", OF_PACKAGE);
    for package in used.get_mut("packages").and_then(Value::as_array_mut).expect("packages") {
        list(package, "targets", OF_TARGET);
        list(package, "dependencies", OF_DEPENDENCY);
        // Targets of nothing have the key or not.
        for target in package.get_mut("targets").and_then(Value::as_array_mut).expect("targets") {
            if target["required-features"].is_null() {
                target["required-features"] = Value::Array(Vec::new());
            }
        }
    }
    used
}

fn ask(manifest: &Path) -> Option<cargo_metadata::Metadata> {
    cargo_metadata::MetadataCommand::new().manifest_path(manifest).no_deps().exec().ok()
}

/// Whether the manifests answer; then they have to answer as cargo does.
fn compare(manifest: &Path) -> bool {
    let Some(read) = Manifests::default().metadata(Some(manifest), Extent::Workspace) else { return false };
    let asked = ask(manifest).unwrap_or_else(|| panic!("cargo refuses {}", manifest.display()));
    let (read, asked) = (used(&read), used(&asked));
    let pretty = |value: &Value| serde_json::to_string_pretty(value).expect("it is JSON");
    assert_eq!(pretty(&read), pretty(&asked), "{}", manifest.display());
    // Of one package alone no more is said, and nothing else.
    if let Some(alone) = Manifests::default().metadata(Some(manifest), Extent::Package) {
        let mut expected = asked.clone();
        let is_it = |package: &Value| package["id"] == asked["workspace_default_members"][0];
        expected["packages"].as_array_mut().expect("packages").retain(is_it);
        expected["workspace_members"] = expected["workspace_default_members"].clone();
        assert_eq!(pretty(&used(&alone)), pretty(&expected), "{}", manifest.display());
    }
    true
}

fn is_read_alone(manifest: &Path) -> bool {
    Manifests::default().metadata(Some(manifest), Extent::Package).is_some()
}

fn project(files: &[(&str, &str)]) -> (TempDir, PathBuf) {
    let folder = TempDir::new().expect("a folder");
    let root = folder.path().canonicalize().expect("it is there").join("project");
    for (path, text) in files {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().expect("it is in a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    (folder, root)
}

#[test]
fn this_workspace_is_read_as_cargo_reads_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("it is in the workspace");
    for folder in ["", "codegen-cli", "core", "examples/feed_reader", "examples/feed_reader/component"] {
        let manifest = root.join(folder).join("Cargo.toml");
        assert!(compare(&manifest) && is_read_alone(&manifest), "{folder}");
    }
}

/// A package with all that there is to say of dependencies, features and targets.
const FULL: &str = r#"
[package]
name = "full-of-it"
version = "1.2.3-rc.1"
edition = "2021"
rust-version = "1.70"
build = "make.rs"
default-run = "main"
autotests = false
metadata = { number = 1 }
[lib]
name = "other_name"
crate-type = ["cdylib", "rlib"]
[[bin]]
name = "main"
path = "src/start.rs"
required-features = ["fast", "member/quick"]
[[bin]]
name = "by-name"
[[example]]
name = "shown"
crate-type = ["staticlib"]
[[test]]
name = "only"
path = "tests/only.rs"
harness = false
[features]
default = ["fast"]
fast = ["dep:named", "member/quick", "weak?/more", "weak"]
none = []
[dependencies]
member = { path = "member", version = "0.1" }
outside = { path = "../outside", default-features = false, features = ["x"] }
named = { package = "real-name", version = "=1.2", optional = true }
weak = { version = ">=1, <3", optional = true }
implied = { version = "0.3.1", optional = true }
fetched = { git = "https://example.com/a.git", rev = "abc" }
[dev-dependencies]
tested = "*"
member = { path = "member" }
[build-dependencies]
built = "~1.4"
[target.'cfg( any(windows ,target_os="ios") )'.dependencies]
there = "2"
[target.x86_64-pc-windows-msvc.build-dependencies]
here = { version = "3", optional = true }
[profile.release]
lto = true
[workspace]
exclude = ["left"]
"#;

#[test]
fn every_kind_of_entry_is_read_as_cargo_reads_it() {
    let member = "[package]\nname = \"member\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[features]\nquick = []\n";
    let (_kept, root) = project(&[
        ("Cargo.toml", FULL),
        ("make.rs", ""),
        ("src/lib.rs", ""),
        ("src/main.rs", ""),
        ("src/start.rs", ""),
        ("src/bin/by-name.rs", ""),
        ("src/bin/more/main.rs", ""),
        ("src/bin/.hidden.rs", ""),
        ("examples/shown.rs", ""),
        ("examples/large/main.rs", ""),
        ("examples/large/part.rs", ""),
        ("tests/only.rs", ""),
        ("tests/not.rs", ""),
        ("benches/b.rs", ""),
        ("member/Cargo.toml", member),
        ("member/src/lib.rs", ""),
        ("left/Cargo.toml", "[package]\nname = \"left\"\nversion = \"0.1.0\"\nedition = \"2018\"\n"),
        ("left/src/main.rs", ""),
        ("../outside/Cargo.toml", "[package]\nname = \"outside\"\nedition = \"2021\"\n"),
        ("../outside/src/lib.rs", ""),
    ]);
    for manifest in ["Cargo.toml", "member/Cargo.toml", "left/Cargo.toml", "../outside/Cargo.toml"] {
        assert!(compare(&root.join(manifest)), "{manifest}");
    }
}

#[test]
fn what_a_workspace_shares_is_read_as_cargo_reads_it() {
    let top = r#"
[workspace]
resolver = "3"
members = ["apps/*", "lib", "gone/../lib"]
exclude = ["apps/old"]
default-members = ["apps/two", "lib"]
[workspace.package]
version = "4.5.6"
edition = "2024"
authors = ["A"]
[workspace.dependencies]
lib = { path = "lib", features = ["base"] }
other = { version = "1.0", default-features = false }
plain = "2"
[workspace.lints.rust]
unused = "deny"
"#;
    let app = |name: &str| {
        format!(
            "[package]\nname = \"{name}\"\nversion.workspace = true\nedition.workspace = true\nauthors = {{ workspace = true }}\n\
             [dependencies]\nlib = {{ workspace = true, features = [\"more\"] }}\nplain.workspace = true\n\
             [dev-dependencies]\nother.workspace = true\n[target.'cfg(unix)'.dependencies]\n\
             other = {{ workspace = true, optional = true }}\n[lints]\nworkspace = true\n"
        )
    };
    let (one, two) = (app("one"), app("two"));
    let lib =
        "[package]\nname = \"lib\"\nversion.workspace = true\nedition = \"2021\"\n[features]\nbase = []\nmore = []\n";
    let (_kept, root) = project(&[
        ("Cargo.toml", top),
        ("apps/one/Cargo.toml", &one),
        ("apps/one/src/main.rs", ""),
        ("apps/two/Cargo.toml", &two),
        ("apps/two/src/main.rs", ""),
        ("apps/readme.txt", ""),
        ("lib/Cargo.toml", lib),
        ("lib/src/lib.rs", ""),
    ]);
    for (manifest, is_alone) in [("Cargo.toml", false), ("apps/one/Cargo.toml", true), ("lib/Cargo.toml", true)] {
        assert!(compare(&root.join(manifest)), "{manifest}");
        assert_eq!(is_read_alone(&root.join(manifest)), is_alone, "{manifest}");
    }
}

/// A package that only others make a member is found by reading those; one that none does is cargo's to refuse.
#[test]
fn a_member_that_is_not_named_is_not_read_alone() {
    let package = |name: &str, rest: &str| format!("[package]\nname = \"{name}\"\nedition = \"2024\"\n{rest}");
    let (_kept, root) = project(&[
        ("Cargo.toml", "[workspace]\nresolver = \"3\"\nmembers = [\"apps/*\"]\n"),
        ("apps/one/Cargo.toml", &package("one", "[dependencies]\nlinked = { path = \"../../linked\" }\n")),
        ("apps/one/src/lib.rs", ""),
        ("linked/Cargo.toml", &package("linked", "")),
        ("linked/src/lib.rs", ""),
        ("apps/one/deep/Cargo.toml", &package("deep", "")),
        ("apps/one/deep/src/lib.rs", ""),
    ]);
    assert!(compare(&root.join("linked/Cargo.toml")));
    for manifest in ["linked/Cargo.toml", "apps/one/deep/Cargo.toml"] {
        assert!(!is_read_alone(&root.join(manifest)), "{manifest}");
    }
    assert!(ask(&root.join("apps/one/deep/Cargo.toml")).is_none());
}

#[test]
fn what_one_workspace_leaves_out_may_belong_to_the_next_one_above() {
    let package = |name: &str| format!("[package]\nname = \"{name}\"\nversion.workspace = true\nedition = \"2021\"\n");
    let versions = "[workspace.package]\nversion = \"3.2.1\"\n";
    let (_kept, root) = project(&[
        (
            "Cargo.toml",
            &format!("[workspace]\nresolver = \"3\"\nmembers = [\"inner/tool\"]\nexclude = [\"inner\"]\n{versions}"),
        ),
        (
            "inner/Cargo.toml",
            "[workspace]\nresolver = \"2\"\nexclude = [\"tool\"]\n[package]\nname = \"inner\"\nedition = \"2021\"\n",
        ),
        ("inner/src/lib.rs", ""),
        ("inner/tool/Cargo.toml", &package("tool")),
        ("inner/tool/src/lib.rs", ""),
    ]);
    for manifest in ["Cargo.toml", "inner/Cargo.toml", "inner/tool/Cargo.toml"] {
        assert!(compare(&root.join(manifest)), "{manifest}");
    }
}

/// Each of these is cargo's to judge: what it refuses above all.
#[test]
fn what_is_not_plain_is_left_to_cargo() {
    let good = "[package]\nname = \"a\"\nversion = \"0.1.0\"\nedition = \"2021\"\n";
    let (_kept, root) = project(&[("Cargo.toml", good), ("src/lib.rs", "")]);
    assert!(compare(&root.join("Cargo.toml")));
    for (why, manifest) in [
        ("not TOML", "[package"),
        ("no name", "[package]\nversion = \"0.1.0\"\nedition = \"2021\"\n"),
        ("a version that is none", "[package]\nname = \"a\"\nversion = \"one\"\nedition = \"2021\"\n"),
        ("an edition that is none", "[package]\nname = \"a\"\nedition = \"2022\"\n"),
        ("an edition with other rules", "[package]\nname = \"a\"\nedition = \"2015\"\n"),
        ("a word of the wrong type", "[package]\nname = \"a\"\nedition = \"2021\"\nautobins = \"no\"\n"),
        ("a key that nobody knows", "[package]\nname = \"a\"\nedition = \"2021\"\nnew-key = 1\n"),
        ("nothing to inherit", "[package]\nname = \"a\"\nversion.workspace = true\nedition = \"2021\"\n"),
        ("a target without a file", &format!("{good}[[bin]]\nname = \"b\"\n")),
        (
            "two targets of a name",
            &format!(
                "{good}[[bin]]\nname = \"b\"\npath = \"src/lib.rs\"\n[[bin]]\nname = \"b\"\npath = \"src/lib.rs\"\n"
            ),
        ),
        ("a feature of nothing", &format!("{good}[features]\nf = [\"g\"]\n")),
        (
            "a dependency that is not optional",
            &format!("{good}[features]\nf = [\"dep:g\"]\n[dependencies]\ng = \"1\"\n"),
        ),
        ("a requirement that is none", &format!("{good}[dependencies]\ng = \"latest\"\n")),
        ("a dependency of nothing", &format!("{good}[dependencies]\ng = {{ optional = true }}\n")),
        ("a shared dependency that is not there", &format!("{good}[dependencies]\ng.workspace = true\n")),
        ("a member that is not there", &format!("{good}[workspace]\nmembers = [\"b\"]\n")),
        ("unstable features", &format!("cargo-features = [\"edition2024\"]\n{good}")),
        ("a platform that is none", &format!("{good}[target.'cfg(('.dependencies]\ng = \"1\"\n")),
    ] {
        std::fs::write(root.join("Cargo.toml"), manifest).expect("a file");
        assert!(!compare(&root.join("Cargo.toml")), "{why}");
    }
    let (_kept, root) = project(&[("Cargo.toml", good), ("src/bin/b.rs", ""), ("src/bin/b/main.rs", "")]);
    assert!(!compare(&root.join("Cargo.toml")), "two files of a name");
}

#[test]
fn published_crates_are_read_as_cargo_reads_them() {
    let folders = unpacked::unpacked();
    // Which these are is the machine's choice, so how many are plain is not asked.
    // A few dozen of however many there are.
    for folder in folders.iter().step_by(folders.len() / 40 + 1) {
        let copy = TempDir::new().expect("a folder");
        let root = copy.path().canonicalize().expect("it is there").join(folder.file_name().expect("a name"));
        shape(folder, &root);
        let manifest = root.join("Cargo.toml");
        if ask(&manifest).is_some() {
            compare(&manifest);
        }
    }
}

/// Copies a package without what is in its files, but for the manifest.
fn shape(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder").flatten() {
        let (path, copy) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            if entry.file_name() != "Windows" {
                shape(&path, &copy);
            }
        } else if entry.file_name() == "Cargo.toml" {
            std::fs::copy(&path, &copy).expect("a manifest");
        } else {
            std::fs::write(&copy, "").expect("a file");
        }
    }
}

/// What a path that cargo is asked for from would show, a command finds by itself.
#[test]
fn the_nearest_manifest_is_the_one() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("it is in the workspace");
    let mut list = Command::new(env!("CARGO_BIN_EXE_cargo-bgtask"));
    // Without a cargo to be asked.
    list.args(["bgtask", "list"]).current_dir(root.join("examples/feed_reader/src")).env("CARGO", "no-such-cargo");
    let output = list.output().expect("the tool can be started");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
