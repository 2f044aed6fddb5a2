//! What cargo's resolver has to do with what is found: which features are enabled, and which folder a package is in.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use bgtask_codegen::find::cargo::{Extent, Manifests, packages};
use bgtask_codegen::find::{Cfg, FeatureOptions, Package};
use bgtask_core::model::Platforms;
use serde_json::Value;

use crate::fixture::{Fixture, task};

fn manifest(name: &str, rest: &str) -> String {
    format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2021\"\n{rest}")
}

/// The packages of these names, as finding sees them.
fn read(root: &Path, names: &[&str], cfg: &Cfg) -> Vec<Package> {
    let mut manifests = Manifests::default();
    let metadata = manifests.metadata(Some(&root.join("Cargo.toml")), Extent::Workspace).expect("plain manifests");
    let selected: Vec<_> =
        metadata.packages.iter().filter(|package| names.contains(&package.name.as_str())).cloned().collect();
    packages(&metadata, &selected, &FeatureOptions::default(), false, cfg, &mut manifests).expect("the packages")
}

/// The system that this runs on.
fn host() -> String {
    let output = Command::new("rustc").arg("-vV").output().expect("rustc can be started");
    let output = String::from_utf8(output.stdout).expect("text");
    output.lines().find_map(|line| line.strip_prefix("host: ")).expect("rustc has a host").to_owned()
}

/// The features that cargo compiles `leaf` with, for this system and not for what runs in the compiler.
fn compiled(root: &Path, names: &[&str], host: &str) -> BTreeSet<String> {
    let mut cargo = Command::new("cargo");
    cargo.args(["check", "--offline", "--quiet", "--message-format", "json", "--target", host]).current_dir(root);
    let output = cargo.args(names.iter().flat_map(|name| ["-p", name])).output().expect("cargo can be started");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("JSON");
    let messages = text.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    let is_leaf = |message: &Value| {
        let file = message["filenames"][0].as_str().unwrap_or_default();
        message["target"]["name"] == "leaf" && Path::new(file).components().any(|part| part.as_os_str() == host)
    };
    let leaf = messages.into_iter().find(is_leaf).expect("leaf is compiled");
    let features = leaf["features"].as_array().expect("a list");
    features.iter().filter_map(|name| name.as_str().map(String::from)).collect()
}

fn leaf(package: &Package) -> Option<&Package> {
    if package.name == "leaf" {
        return Some(package);
    }
    package.dependencies.iter().find_map(|dependency| leaf(&dependency.package))
}

#[test]
fn features_are_those_that_cargo_compiles_with() {
    let on = |feature: &str| format!("leaf = {{ path = \"../leaf\", features = [\"{feature}\"] }}\n");
    let tables = |name: &str| {
        format!(
            "[dependencies]\n{}{}[dev-dependencies]\n{}[build-dependencies]\n{}[target.'cfg(windows)'.dependencies]\n{}",
            if name == "app" { "mid = { path = \"../mid\" }\nmacros = { path = \"../macros\" }\n" } else { "" },
            on(name),
            on(&format!("{name}-test")),
            on(&format!("{name}-build")),
            on(&format!("{name}-windows")),
        )
    };
    let names = ["app", "mid", "other", "macros"];
    let features =
        names.iter().flat_map(|name| ["", "-test", "-build", "-windows"].map(|kind| format!("{name}{kind} = []\n")));
    let leaf_manifest = manifest("leaf", &format!("[features]\ndefault = []\n{}", features.collect::<String>()));
    let fixture = Fixture::new([("leaf/Cargo.toml", leaf_manifest.as_str()), ("leaf/src/lib.rs", "")]);
    for name in names {
        let library = if name == "macros" { "[lib]\nproc-macro = true\n" } else { "" };
        fixture.write(&format!("{name}/Cargo.toml"), manifest(name, &format!("{library}{}", tables(name))).as_bytes());
        fixture.write(&format!("{name}/src/lib.rs"), b"");
        fixture.write(&format!("{name}/build.rs"), b"fn main() {}");
    }
    let host = host();
    let cfg = Cfg::targets([host.as_str()]).expect("it is known");
    let mut seen = BTreeSet::new();
    for resolver in ["1", "2"] {
        let members = "members = [\"app\", \"mid\", \"other\", \"macros\", \"leaf\"]";
        fixture.write("Cargo.toml", format!("[workspace]\nresolver = \"{resolver}\"\n{members}\n").as_bytes());
        for selected in [["app"].as_slice(), &["app", "mid"], &["mid"], &["other"]] {
            let compiled = compiled(fixture.path(), selected, &host);
            for package in read(fixture.path(), selected, &cfg) {
                let leaf = leaf(&package).expect("it is linked");
                assert_eq!(leaf.features[0], compiled, "resolver {resolver}, {selected:?}, from {}", package.name);
            }
            seen.insert(compiled);
        }
    }
    // Else the comparison would say little.
    assert!(seen.len() >= 7, "{seen:?}");
}

#[test]
fn a_feature_of_a_dependency_enables_what_it_does_for_cargo() {
    let leaf_manifest = manifest(
        "leaf",
        "[features]\nof-mid = []\nof-away = []\nof-macros = []\noptional = []\nline = []\nweak = []\n",
    );
    let of_app = "[features]\ndefault = [\"mid/x\", \"away/x\", \"macros/x\", \"leaf?/weak\"]\n\
        mid = [\"leaf?/of-mid\"]\naway = [\"dep:away\", \"leaf?/of-away\"]\nmacros = [\"dep:macros\", \"leaf?/of-macros\"]\n\
        [dependencies]\nmid = { path = \"../mid\" }\nleaf = { path = \"../leaf\", optional = true, features = [\"optional\"] }\n\
        [target.'cfg(not(any(unix, windows)))'.dependencies]\naway = { path = \"../away\", optional = true }\n\
        [target.'cfg(any(unix, windows))'.dependencies]\nleaf = { path = \"../leaf\", features = [\"line\"] }\n\
        [build-dependencies]\nmacros = { path = \"../macros\", optional = true }\n";
    let fixture = Fixture::new([
        ("Cargo.toml", "[workspace]\nresolver = \"2\"\nmembers = [\"app\", \"mid\", \"away\", \"macros\", \"leaf\"]\n"),
        ("leaf/Cargo.toml", leaf_manifest.as_str()),
        ("leaf/src/lib.rs", ""),
        ("mid/Cargo.toml", manifest("mid", "[features]\nx = []\n").as_str()),
        ("mid/src/lib.rs", ""),
        ("away/Cargo.toml", manifest("away", "[features]\nx = []\n").as_str()),
        ("away/src/lib.rs", ""),
        ("macros/Cargo.toml", manifest("macros", "[features]\nx = []\n[lib]\nproc-macro = true\n").as_str()),
        ("macros/src/lib.rs", ""),
        ("app/Cargo.toml", manifest("app", of_app).as_str()),
        ("app/src/lib.rs", ""),
        ("app/build.rs", "fn main() {}"),
    ]);
    let host = host();
    let cfg = Cfg::targets([host.as_str()]).expect("it is known");
    let expected: BTreeSet<_> = ["line", "of-macros", "weak"].into_iter().map(String::from).collect();
    assert_eq!(compiled(fixture.path(), &["app"], &host), expected);
    let package = read(fixture.path(), &["app"], &cfg).remove(0);
    assert_eq!(leaf(&package).expect("it is linked").features[0], expected);
}

#[test]
fn a_package_that_is_patched_is_looked_at_where_it_is() {
    let patch = "[patch.crates-io]\naway = { path = \"away\" }\nolder = { path = \"older\", package = \"away\" }\n\
        far = { path = \"far\" }\n[patch.\"https://example.com/tools\"]\ntools = { path = \"tools\" }\n";
    let dependencies = "[dependencies]\naway = \"1.2\"\nlinked = { path = \"linked\" }\nfar = \"2\"\n\
        tools = { git = \"https://example.com/tools.git\", tag = \"v1\" }\n";
    let package = |name: &str, version: &str| {
        format!("[package]\nname = \"{name}\"\nversion = \"{version}\"\nedition = \"2021\"\n")
    };
    let fixture = Fixture::new([
        ("Cargo.toml", manifest("demo", &format!("{dependencies}{patch}")).as_str()),
        ("src/lib.rs", &task("Own")),
        ("away/Cargo.toml", &package("away", "1.3.0")),
        ("away/src/lib.rs", &task("Away")),
        ("older/Cargo.toml", &package("away", "0.9.0")),
        ("older/src/lib.rs", &task("Older")),
        ("far/Cargo.toml", &package("far", "1.0.0")),
        ("far/src/lib.rs", &task("NotTaken")),
        ("tools/Cargo.toml", &package("tools", "0.1.0")),
        ("tools/src/lib.rs", &task("Tool")),
        // What a dependency patches is nothing to those that link it.
        (
            "linked/Cargo.toml",
            &format!(
                "{}[dependencies]\nother-away = {{ package = \"away\", version = \"0.9\" }}\n\
                 [patch.crates-io]\naway = {{ path = \"nowhere\" }}\n[workspace]\n",
                package("linked", "0.1.0")
            ),
        ),
        ("linked/src/lib.rs", ""),
    ]);
    let expected = [
        "away::Away away/src/lib.rs:1",
        "away::Older older/src/lib.rs:1",
        "demo::Own src/lib.rs:1",
        "tools::Tool tools/src/lib.rs:1",
    ];
    fixture.find().expect(&expected, &[]);
    // Read from the manifests alone it is the same.
    let cfg = Cfg::platforms(Platforms::ALL);
    let package = read(fixture.path(), &["demo"], &cfg).remove(0);
    fixture.find_in(&package, &cfg).expect(&expected, &[]);
}

#[test]
fn of_patches_the_latest_that_fits_is_taken() {
    let patch = "[patch.crates-io]\nfirst = { path = \"first\", package = \"away\" }\nlater = { path = \"later\", package = \"away\" }\n\
        [patch.\"https://example.com/tools\"]\ntools = { path = \"tools\" }\n";
    let dependencies = "[dependencies]\naway = \"1\"\ntools = { git = \"https://example.com/tools\" }\n";
    let fixture = Fixture::new([
        ("Cargo.toml", manifest("demo", &format!("{dependencies}{patch}[workspace]\n")).as_str()),
        ("src/lib.rs", &task("Own")),
        ("first/Cargo.toml", &manifest("away", "").replace("0.1.0", "1.3.0")),
        ("first/src/lib.rs", &task("First")),
        ("later/Cargo.toml", &manifest("away", "").replace("0.1.0", "1.20.0")),
        ("later/src/lib.rs", &task("Later")),
        // Where nothing is said of versions, this is one.
        ("tools/Cargo.toml", &manifest("tools", "").replace("0.1.0", "0.1.0-dev")),
        ("tools/src/lib.rs", &task("Tool")),
    ]);
    let expected = ["away::Later later/src/lib.rs:1", "demo::Own src/lib.rs:1", "tools::Tool tools/src/lib.rs:1"];
    fixture.find().expect(&expected, &[]);
}

#[test]
fn what_bgtask_is_made_of_is_not_looked_through() {
    let fixture = Fixture::new([
        ("Cargo.toml", manifest("demo", "[dependencies]\nbgtask = { path = \"bgtask\" }\n").as_str()),
        ("src/lib.rs", &task("Own")),
        ("bgtask/Cargo.toml", "no manifest, and nobody sees it"),
    ]);
    let package = read(fixture.path(), &["demo"], &Cfg::platforms(Platforms::ALL));
    assert!(package[0].dependencies.is_empty());
}

#[test]
fn a_package_that_is_patched_need_be_no_member_of_the_workspace_around() {
    let rest = "[dependencies]\naway = \"1\"\n[patch.crates-io]\naway = { path = \"away\" }\n[workspace]\n";
    let fixture = Fixture::new([
        ("Cargo.toml", manifest("demo", rest).as_str()),
        ("src/lib.rs", &task("Own")),
        ("away/Cargo.toml", &manifest("away", "").replace("0.1.0", "1.0.0")),
        ("away/src/lib.rs", &task("Away")),
    ]);
    fixture.find().expect(&["away::Away away/src/lib.rs:1", "demo::Own src/lib.rs:1"], &[]);
}
