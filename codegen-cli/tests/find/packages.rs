//! Packages: what is built of them, what they link, and with which features.

use std::path::Path;

use bgtask_codegen::app::App;
use bgtask_codegen::find::cargo::{CargoError, Manifests, packages};
use bgtask_codegen::find::{Cfg, FeatureOptions, TargetKind};
use bgtask_core::model::Platforms;

use crate::fixture::{Fixture, MANIFEST, task};

fn both() -> Cfg {
    Cfg::platforms(Platforms::ALL)
}

/// A package's Cargo.toml, with what follows its first table.
fn manifest(name: &str, rest: &str) -> String {
    format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2021\"\n{rest}")
}

#[test]
fn a_package_is_what_cargo_says() {
    let fixture = Fixture::new([
        ("Cargo.toml", manifest("demo", "[lib]\nname = \"own_name\"\ncrate-type = [\"cdylib\", \"rlib\"]\n[features]\nextra = []\n[[bin]]\nname = \"needs\"\nrequired-features = [\"extra\"]\n").as_str()),
        ("src/lib.rs", &task("InLibrary")),
        ("src/main.rs", &task("InMain")),
        ("src/bin/needs.rs", &task("InNeeds")),
        ("src/bin/two-words/main.rs", &task("InTwo")),
        ("examples/example.rs", &task("InExample")),
        ("tests/test.rs", &task("InTest")),
        ("benches/bench.rs", &task("InBench")),
        ("build.rs", "fn main() {}"),
    ]);
    let package = fixture.package("demo", &FeatureOptions::default(), false);
    assert_eq!((package.name.as_str(), package.edition.as_deref()), ("demo", Some("2021")));
    assert_eq!(package.root, fixture.path());
    assert_eq!(package.workspace_root, fixture.path());
    assert_eq!(package.manifest_path, fixture.path().join("Cargo.toml"));
    assert_eq!(package.build_script.as_deref(), Some(fixture.path().join("build.rs").as_path()));
    let targets: Vec<_> = package.targets.iter().map(|one| (one.crate_name.as_str(), one.kind, one.is_final)).collect();
    assert_eq!(
        targets,
        [
            ("own_name", TargetKind::Library, true),
            ("demo", TargetKind::Binary, true),
            ("two_words", TargetKind::Binary, true)
        ]
    );
    fixture.find().expect(
        &[
            "demo::InMain src/main.rs:1",
            "own_name::InLibrary src/lib.rs:1",
            "two_words::InTwo src/bin/two-words/main.rs:1",
        ],
        &[],
    );
    let extra = FeatureOptions { features: vec![String::from("extra")], ..FeatureOptions::default() };
    let outcome = fixture.find_in(&fixture.package("demo", &extra, true), &both());
    assert_eq!(
        outcome.tasks(),
        [
            "demo::InMain src/main.rs:1",
            "example::InExample examples/example.rs:1",
            "needs::InNeeds src/bin/needs.rs:1",
            "own_name::InLibrary src/lib.rs:1",
            "two_words::InTwo src/bin/two-words/main.rs:1",
        ]
    );
}

#[test]
fn what_a_package_links_beside_it_is_looked_at_too() {
    let fixture = Fixture::new([
        (
            "app/Cargo.toml",
            manifest(
                "app",
                "[dependencies]\nfeed-tasks = { path = \"../feed\" }\nother = { package = \"renamed\", path = \"../renamed\" }\n\
                unused = { path = \"../unused\", optional = true }\n[target.'cfg(windows)'.dependencies]\nwin = { path = \"../win\" }\n\
                [target.aarch64-apple-ios.dependencies]\nios = { path = \"../ios\" }\n[dev-dependencies]\ntested = { path = \"../tested\" }\n\
                [build-dependencies]\nbuilt = { path = \"../tested\" }\n",
            )
            .as_str(),
        ),
        ("app/src/main.rs", &task("InApp")),
        ("feed/Cargo.toml", &manifest("feed-tasks", "[dependencies]\ndeep = { path = \"../deep\" }\nmacros = { path = \"../macros\" }\n")),
        ("feed/src/lib.rs", &task("InFeed")),
        ("feed/src/main.rs", &task("InFeedsMain")),
        ("deep/Cargo.toml", &manifest("deep", "")),
        ("deep/src/lib.rs", &task("InDeep")),
        ("macros/Cargo.toml", &manifest("macros", "[lib]\nproc-macro = true\n[dependencies]\ntested = { path = \"../tested\" }\n")),
        ("macros/src/lib.rs", &task("InMacros")),
        ("renamed/Cargo.toml", &manifest("renamed", "[lib]\nname = \"real_name\"\n")),
        ("renamed/src/lib.rs", &task("InRenamed")),
        ("unused/Cargo.toml", &manifest("unused", "")),
        ("unused/src/lib.rs", &task("InUnused")),
        ("win/Cargo.toml", &manifest("win", "")),
        ("win/src/lib.rs", &task("InWin")),
        ("ios/Cargo.toml", &manifest("ios", "")),
        ("ios/src/lib.rs", &task("InIos")),
        ("tested/Cargo.toml", &manifest("tested", "")),
        ("tested/src/lib.rs", &task("InTested")),
    ]);
    // Some are members of the workspace, the others are not.
    fixture.write("Cargo.toml", b"[workspace]\nmembers = [\"app\", \"feed\"]\nexclude = [\"deep\", \"macros\", \"renamed\", \"unused\", \"win\", \"ios\", \"tested\"]\n");
    let find = |features: FeatureOptions, cfg: &Cfg| {
        let outcome = fixture.find_in(&fixture.package("app", &features, false), cfg);
        assert_eq!(outcome.problems(), Vec::<String>::new());
        outcome
            .found
            .tasks
            .iter()
            .map(|task| format!("{}{}", task.type_path, if task.is_own { "" } else { "*" }))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        find(FeatureOptions::default(), &both()),
        ["app::InApp", "deep::InDeep*", "feed_tasks::InFeed*", "ios::InIos*", "real_name::InRenamed*", "win::InWin*"]
    );
    let unused = FeatureOptions { features: vec![String::from("unused")], ..FeatureOptions::default() };
    assert_eq!(
        find(unused, &Cfg::platforms(Platforms::WINDOWS)),
        [
            "app::InApp",
            "deep::InDeep*",
            "feed_tasks::InFeed*",
            "real_name::InRenamed*",
            "unused::InUnused*",
            "win::InWin*"
        ]
    );
}

#[test]
fn features_are_unified_as_cargo_does() {
    let lib = "#[cfg(feature = \"default\")] mod d { #[background_task(trigger = \"time:15\")] struct Default; }\n\
        #[cfg(feature = \"one\")] mod a { #[background_task(trigger = \"time:15\")] struct One; }\n\
        #[cfg(feature = \"two\")] mod b { #[background_task(trigger = \"time:15\")] struct Two; }\n\
        #[cfg(feature = \"three\")] mod c { #[background_task(trigger = \"time:15\")] struct Three; }\n";
    let fixture = Fixture::new([
        (
            "Cargo.toml",
            format!(
                "{MANIFEST}[features]\nstrong = [\"lib/two\"]\nweak = [\"lib?/three\"]\nnamed = [\"dep:hidden\"]\n\
                [dependencies]\nlib = {{ path = \"lib\", default-features = false, features = [\"one\"], optional = true }}\n\
                hidden = {{ path = \"hidden\", optional = true }}\n"
            )
            .as_str(),
        ),
        ("src/lib.rs", "#[cfg(feature = \"lib\")] mod l { #[background_task(trigger = \"time:15\")] struct Lib; }\n#[cfg(feature = \"hidden\")] mod h { #[background_task(trigger = \"time:15\")] struct Hidden; }"),
        ("lib/Cargo.toml", &manifest("lib", "[features]\ndefault = []\none = []\ntwo = []\nthree = []\n")),
        ("lib/src/lib.rs", lib),
        ("hidden/Cargo.toml", &manifest("hidden", "[dependencies]\nlib = { path = \"../lib\" }\n")),
        ("hidden/src/lib.rs", ""),
    ]);
    let find = |features: &str| {
        let options = FeatureOptions { features: vec![String::from(features)], ..FeatureOptions::default() };
        let outcome = fixture.find_for(&both(), &options);
        outcome.found.tasks.iter().map(|task| task.type_name.as_str()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(find(""), "");
    assert_eq!(find("lib"), "Lib One");
    assert_eq!(find("strong"), "Lib One Two");
    assert_eq!(find("weak"), "");
    assert_eq!(find("weak,lib"), "Lib One Three");
    assert_eq!(find("lib,weak"), "Lib One Three");
    // The other dependency wants the default features, and has no feature of its own name.
    assert_eq!(find("named"), "Default");
    assert_eq!(find("named lib"), "Lib One Default");
    let all = FeatureOptions { all_features: true, ..FeatureOptions::default() };
    assert_eq!(fixture.find_for(&both(), &all).found.tasks.len(), 5);
}

#[test]
fn features_of_another_system_are_not_enabled() {
    let shapes = [
        ("[package]\nname = \"demo\"\nversion = \"0.1.0\"\nedition = \"2021\"\n", true),
        ("[package]\nname = \"demo\"\nversion = \"0.1.0\"\nedition = \"2018\"\n", false),
        ("[package]\nname = \"demo\"\nversion = \"0.1.0\"\nedition = \"2018\"\nresolver = \"2\"\n", true),
        ("[workspace]\nresolver = \"1\"\n[package]\nname = \"demo\"\nversion = \"0.1.0\"\nedition = \"2024\"\n", false),
    ];
    let lib = "#[cfg(feature = \"win\")] #[background_task(trigger = \"time:15\")] struct Win;\n\
        #[cfg(feature = \"mac\")] #[background_task(trigger = \"time:15\")] struct Mac;\n\
        #[cfg(feature = \"by-other\")] #[background_task(trigger = \"time:15\")] struct ByOther;\n";
    for (head, is_by_platform) in shapes {
        let lines = "[dependencies]\nlib = { path = \"lib\" }\n\
            [target.'cfg(windows)'.dependencies]\nlib = { path = \"lib\", features = [\"win\"] }\n\
            [target.'cfg(target_vendor = \"apple\")'.dependencies]\nlib = { path = \"lib\", features = [\"mac\"] }\n\
            [target.aarch64-apple-ios.dependencies]\nother = { path = \"other\" }\n";
        let fixture = Fixture::new([
            ("Cargo.toml", format!("{head}{lines}").as_str()),
            ("src/lib.rs", ""),
            ("lib/Cargo.toml", &manifest("lib", "[features]\nwin = []\nmac = []\nby-other = []\n")),
            ("lib/src/lib.rs", lib),
            (
                "other/Cargo.toml",
                &manifest("other", "[dependencies]\nlib = { path = \"../lib\", features = [\"by-other\"] }\n"),
            ),
            ("other/src/lib.rs", ""),
        ]);
        let find = |triples: &[&str]| {
            let cfg = Cfg::targets(triples.iter().copied()).expect("rustc has them");
            let found = fixture.find_for(&cfg, &FeatureOptions::default()).found;
            found.tasks.iter().map(|task| task.type_name.clone()).collect::<Vec<_>>().join(" ")
        };
        let (windows, mac) = ("x86_64-pc-windows-msvc", "aarch64-apple-darwin");
        assert_eq!(find(&[windows]), if is_by_platform { "Win" } else { "ByOther Mac Win" }, "{head}");
        assert_eq!(find(&[mac]), if is_by_platform { "Mac" } else { "ByOther Mac Win" }, "{head}");
        assert_eq!(
            find(&["aarch64-apple-ios"]),
            if is_by_platform { "ByOther Mac" } else { "ByOther Mac Win" },
            "{head}"
        );
        assert_eq!(find(&[windows, mac]), if is_by_platform { "Mac Win" } else { "ByOther Mac Win" }, "{head}");
    }
}

#[test]
fn packages_that_cannot_be_had_are_errors() {
    let fixture = Fixture::new([("src/lib.rs", "")]);
    let load = |options: &FeatureOptions| {
        let metadata = cargo_metadata::MetadataCommand::new()
            .manifest_path(fixture.path().join("Cargo.toml"))
            .no_deps()
            .exec()
            .expect("cargo takes the fixture");
        packages(&metadata, &metadata.packages, options, false, &both(), &mut Manifests::default())
    };
    let options = FeatureOptions { features: vec![String::from("nothing")], ..FeatureOptions::default() };
    let error = load(&options).expect_err("there is no such feature");
    assert_eq!(error.to_string(), "none of the selected packages contains this feature: nothing");
    fixture.write("Cargo.toml", format!("{MANIFEST}[dependencies]\ngone = {{ path = \"gone\" }}\n").as_bytes());
    let error = load(&FeatureOptions::default()).expect_err("there is no such package");
    assert!(matches!(&error, CargoError::Dependency { path, .. } if path.ends_with(Path::new("gone"))), "{error}");
}

#[test]
fn packages_that_link_one_another_end() {
    let fixture = Fixture::new([
        ("Cargo.toml", format!("{MANIFEST}[dependencies]\nother = {{ path = \"other\" }}\n").as_str()),
        ("src/lib.rs", &task("One")),
        ("other/Cargo.toml", &manifest("other", "[dependencies]\ndemo = { path = \"..\" }\n")),
        ("other/src/lib.rs", &task("Two")),
    ]);
    fixture.find().expect(&["demo::One src/lib.rs:1", "other::Two other/src/lib.rs:1"], &[]);
}

#[test]
fn what_a_linked_package_brings_in_by_another_name_is_followed() {
    let root = "use away::short;\nuse bgtask::background_app;\n\
        #[background_app(tasks(short, away::all::Other))]\npub struct App;\n";
    let away = format!(
        "mod deep {{ pub mod tasks {{ {} {} }} }}\npub use deep::tasks::Task as short;\npub use deep::tasks as all;\n",
        task("Task"),
        task("Other"),
    );
    let fixture = Fixture::new([
        (
            "Cargo.toml",
            manifest("demo", "[dependencies]\naway = { path = \"away\", package = \"elsewhere\" }\n").as_str(),
        ),
        ("src/lib.rs", root),
        ("away/Cargo.toml", &manifest("elsewhere", "")),
        ("away/src/lib.rs", &away),
    ]);
    let (app, problems) = fixture.find().app(None);
    let paths: Vec<_> = app.iter().flat_map(App::sources).map(|(task, _)| task.type_path.clone()).collect();
    assert_eq!(
        (paths.as_slice(), problems),
        (&["elsewhere::deep::tasks::Task", "elsewhere::deep::tasks::Other"].map(String::from)[..], Vec::new())
    );
}
