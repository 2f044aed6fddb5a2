//! What stands in the list, and that the compiler takes it.

use std::fs;

use crate::fixture::{APP, Fixture, task};

#[test]
fn every_task_of_the_library_and_the_executables_is_found() {
    let library = format!("pub mod tasks;\npub(crate) mod own {{\n{}}}\n{APP}", task("inner"));
    let executable = format!("{}\n#[bgtask::background_app]\nstruct Tool;\nfn main() {{}}\n", task("of_tool"));
    let fixture = Fixture::new(
        "executables",
        "autobins = true\n---[lib]\nname = \"feed_tasks\"\ncrate-type = [\"lib\", \"cdylib\"]\n\
         [[bin]]\nname = \"written\"\npath = \"tools/written.rs\"\n\
         [[bin]]\nname = \"left-out\"\npath = \"tools/left_out.rs\"\nrequired-features = [\"extra\"]\n\
         [features]\nextra = []\n",
        [
            ("src/lib.rs", library.as_str()),
            ("src/tasks.rs", &task("shared")),
            ("src/bin/tool/main.rs", &executable),
            ("tools/written.rs", "#[bgtask::background_app]\nstruct Written;\nfn main() {}\n"),
            ("tools/left_out.rs", "compile_error!(\"not built\");"),
            ("tests/it.rs", "#[bgtask::background_app(tasks(feed_tasks::tasks::shared))]\nstruct OfTest;\n"),
        ],
    );
    // What an executable's app can't name is the library's own.
    let expected = [
        "App {",
        "crate::own::inner,",
        "crate::tasks::shared,",
        "Tool {",
        "::feed_tasks::tasks::shared,",
        "crate::of_tool,",
        "Written {",
        "::feed_tasks::tasks::shared,",
    ];
    assert_eq!(fixture.list(&[]), expected);
}

/// The folder that lists are made in stays when the build script changes.
#[test]
fn a_list_that_is_not_made_any_more_is_not_taken() {
    let code = format!("{APP}{}", task("refresh"));
    let fixture = Fixture::new("left", "", [("src/lib.rs", code.as_str())]);
    let is_told = |fixture: &Fixture| {
        let run = fixture.cargo(&["check"]);
        let errors: Vec<_> = run.err.lines().filter(|line| line.starts_with("error: ")).collect();
        let expected = "error: BG0009: the app lists no tasks, and its package has no build script that finds them";
        assert_eq!(errors.first(), Some(&expected), "{}", run.err);
        assert!(run.err.contains(" --> src/lib.rs:2:12\n"), "at the app: {}", run.err);
        assert!(run.err.contains("could not compile `left` (lib) due to 1 previous error"), "{}", run.err);
    };
    assert_eq!(fixture.list(&[]), ["App {", "crate::refresh,"]);
    fixture.write("build.rs", "fn main() {\n    println!(\"cargo::rerun-if-changed=build.rs\");\n}\n");
    is_told(&fixture);
    fs::remove_file(fixture.path("build.rs")).expect("a file");
    is_told(&fixture);
    fixture.builds_with("");
    assert_eq!(fixture.list(&[]), ["App {", "crate::refresh,"]);
    fixture.cargo(&["doc", "--no-deps"]).succeeded();
    fixture.cargo(&["test", "--doc"]).succeeded();
}

#[test]
fn the_list_is_that_of_the_features_and_the_same_each_time() {
    let code = format!(
        "{APP}#[cfg(feature = \"on\")]\n{}#[cfg(feature = \"a-b\")]\n{}#[cfg(feature = \"a_b\")]\n{}",
        task("on"),
        task("dash"),
        task("line")
    );
    let features = "[features]\ndefault = [\"on\"]\non = []\na-b = []\na_b = []\n";
    let fixture = Fixture::new("features", features, [("src/lib.rs", code.as_str())]);
    assert_eq!(fixture.list(&[]), ["App {", "crate::on,"]);
    assert_eq!(fixture.list(&["--no-default-features", "--features", "a-b"]), ["App {", "crate::dash,"]);
    assert_eq!(fixture.list(&["--no-default-features", "--features", "a_b"]), ["App {", "crate::line,"]);

    let list = fixture.out_dir(&[]).join("bgtask-tasks.rs");
    let before = (fs::read(&list).expect("a list"), modified(&list));
    fixture.touch("Cargo.toml");
    assert!(fixture.is_run());
    assert_eq!((fs::read(&list).expect("a list"), modified(&list)), before);
}

#[test]
fn the_list_is_that_of_the_target() {
    let code = format!(
        "{APP}#[cfg(windows)]\n{}#[cfg(target_vendor = \"apple\")]\n{}#[cfg(all(unix, target_env = \"gnu\"))]\n{}\
         #[cfg(all(target_family = \"wasm\", target_pointer_width = \"32\"))]\n{}#[cfg(not(target_has_atomic = \"64\"))]\n{}\
         #[cfg_attr(target_os = \"ios\", path = \"ios.rs\")]\nmod system;\n",
        task("on_windows"),
        task("on_apple"),
        task("on_gnu"),
        task("on_wasm"),
        task("on_small"),
    );
    let fixture = Fixture::new(
        "targets",
        "",
        [
            ("src/lib.rs", code.as_str()),
            ("src/system.rs", ""),
            ("src/ios.rs", &task("on_ios").replace("pub", "pub(crate)")),
        ],
    );
    for (target, tasks) in [
        ("x86_64-pc-windows-msvc", ["crate::on_windows,"].as_slice()),
        ("aarch64-apple-ios", &["crate::on_apple,", "crate::system::on_ios,"]),
        ("aarch64-apple-darwin", &["crate::on_apple,"]),
        ("x86_64-unknown-linux-gnu", &["crate::on_gnu,"]),
        ("wasm32-unknown-unknown", &["crate::on_wasm,"]),
        ("riscv32i-unknown-none-elf", &["crate::on_small,"]),
    ] {
        assert_eq!(fixture.list_for(target), [&["App {"], tasks].concat(), "{target}");
    }
}

fn modified(path: &std::path::Path) -> std::time::SystemTime {
    fs::metadata(path).and_then(|metadata| metadata.modified()).expect("a time")
}

#[test]
fn what_only_the_compiler_can_judge_is_left_to_it() {
    let code = format!(
        "{APP}#[cfg_attr(test, path = \"fake.rs\")]\nmod store;\n#[cfg(odd)]\nmod odd {{ {} }}\n\
         #[cfg(not(odd))]\nmod odd {{ {} }}\n#[cfg_attr(debug_assertions, bgtask::background_task(trigger = \"time:20\"))]\n\
         pub fn debug() {{}}\n#[cfg_attr(odd, cfg(target_os = \"none\"))]\n{}\
         #[cfg(test)]\nmod tests {{ {} #[test] fn works() {{ assert_eq!(super::App::TASKS.len(), 3) }} }}\n",
        task("one").replace("pub", "pub(crate)"),
        task("other").replace("pub", "pub(crate)"),
        task("last"),
        task("of_tests").replace("pub", "#[allow(dead_code)]")
    );
    let fixture = Fixture::new(
        "guards",
        "[lints.rust]\nunexpected_cfgs = \"allow\"\n",
        [("src/lib.rs", code.as_str()), ("src/store.rs", &task("save")), ("src/fake.rs", "")],
    );
    let expected = [
        "App {",
        "#[cfg(debug_assertions)]",
        "crate::debug,",
        "#[cfg(any(not(odd), target_os = \"none\"))]",
        "crate::last,",
        "#[cfg(odd)]",
        "crate::odd::one,",
        "#[cfg(not(odd))]",
        "crate::odd::other,",
        "#[cfg(not(test))]",
        "crate::store::save,",
    ];
    assert_eq!(fixture.list(&[]), expected);
    fixture.cargo(&["test", "--lib"]).succeeded();
}

#[test]
fn a_package_without_an_app_has_an_empty_list() {
    let fixture = Fixture::new("no-app", "", [("src/lib.rs", task("one").as_str())]);
    assert_eq!(fixture.list(&[]), [] as [&str; 0]);
}

#[test]
fn a_package_as_it_is_published_has_its_tasks() {
    // Cargo writes out what it found, and turns the finding off.
    let manifest = "build = \"build.rs\"\nautolib = false\nautobins = false\nautoexamples = false\nautotests = false\n\
        autobenches = false\n---[lib]\nname = \"published\"\npath = \"src/lib.rs\"\n\
        [[bin]]\nname = \"tool\"\npath = \"src/bin/tool.rs\"\n";
    let code = format!("{APP}{}", task("one"));
    let fixture = Fixture::new(
        "published",
        manifest,
        [
            ("src/lib.rs", code.as_str()),
            ("src/bin/tool.rs", "#[bgtask::background_app]\nstruct Tool;\nfn main() {}\n"),
            ("src/bin/left_out.rs", "#[bgtask::background_app]\nstruct LeftOut;\nfn main() {}\n"),
        ],
    );
    assert_eq!(fixture.list(&[]), ["App {", "crate::one,", "Tool {", "::published::one,"]);
}
