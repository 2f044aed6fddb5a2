//! What rustc and the linker leave in real programs, and what `cargo bgtask verify` makes of them. Programs for Windows are
//! looked at by tests/cross/run.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

/// The root of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The folder of the package that is built here.
fn package() -> PathBuf {
    root().join("tests/consumers/witness")
}

/// Builds the package, in a target folder of its own. `what` comes before the folder that cargo puts it into.
fn build(arguments: &[&str]) {
    let mut command = Command::new(env!("CARGO"));
    command.args(arguments).args(["--offline", "--locked", "-p", "consumer-witness"]).current_dir(root());
    command.env("CARGO_TARGET_DIR", target()).env_remove("CARGO_ENCODED_RUSTFLAGS").env_remove("RUSTFLAGS");
    let Output { status, stderr, .. } = command.output().expect("cargo can be started");
    assert!(status.success(), "{}", String::from_utf8_lossy(&stderr));
}

fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("witness")
}

const OPTIMISED: &[&str] =
    &["--config", "profile.release.lto=\"fat\"", "--config", "profile.release.strip=\"symbols\""];

/// The program as `cargo build` leaves it.
fn debug() -> PathBuf {
    static BUILT: OnceLock<()> = OnceLock::new();
    BUILT.get_or_init(|| build(&["build"]));
    target().join("debug/consumer-witness").with_extension(std::env::consts::EXE_EXTENSION)
}

/// Runs `verify` in the package, or in another with its name.
fn verify(folder: &Path, binary: &Path, options: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-bgtask"));
    command.args(["bgtask", "verify", "--message-format", "short"]).args(options).arg(binary).current_dir(folder);
    let Output { status, stdout, stderr } = command.output().expect("the tool can be started");
    let said = String::from_utf8_lossy(&stderr).into_owned() + &String::from_utf8_lossy(&stdout);
    (status.code(), said.replace(&binary.display().to_string(), "BINARY"))
}

/// The lines that are about a rule, without their places.
fn of_rule<'t>(said: &'t str, rule: &str) -> Vec<&'t str> {
    let mark = format!(": error[{rule}]: ");
    said.lines().filter_map(|line| Some(line.split_once(&mark)?.1)).collect()
}

#[test]
fn what_macros_and_build_scripts_write_is_built_in_and_not_declared() {
    let (status, said) = verify(&package(), &debug(), &[]);
    let found = of_rule(&said, "BG0902");
    assert_eq!(
        found,
        [
            "task `hidden` (`consumer_witness::hidden`, time:30) is built into BINARY, and was not found in the code",
            "task `generated` (`consumer_witness::more::generated`, system:UserAway) is built into BINARY, and was not \
             found in the code",
        ],
        "{said}"
    );
    // The app's list has them, and that is the place.
    let line = |word: &str| {
        let text = std::fs::read_to_string(package().join("src/lib.rs")).expect("the package is there");
        text.lines().position(|line| line.trim() == word).map(|line| line + 1).expect("its list has it")
    };
    assert!(said.contains(&format!("src/lib.rs:{}:9: error[BG0902]: task `hidden`", line("hidden,"))), "{said}");
    assert!(said.contains(&format!("src/lib.rs:{}:9: error[BG0902]", line("more::generated,"))), "{said}");
    // `trace` is there in debug builds, `tidy` on Windows alone; what only the build script decides, the binary has settled.
    assert_eq!(said.lines().filter(|line| line.contains("error[")).count(), 2, "{said}");
    assert_eq!(status, Some(1));
    let (_, said) = verify(&package(), &debug(), &["-v"]);
    for word in ["with debug assertions", "`refresh` (consumer_witness::refresh), time:15", "`trace`"] {
        assert!(said.contains(word), "{said}");
    }
}

#[test]
fn optimised_and_stripped_programs_still_say_it() {
    build(&[&["build", "--release"], OPTIMISED].concat());
    let program = target().join("release/consumer-witness").with_extension(std::env::consts::EXE_EXTENSION);
    let (status, said) = verify(&package(), &program, &["-v"]);
    assert_eq!((status, of_rule(&said, "BG0902").len()), (Some(1), 2), "{said}");
    assert!(said.contains("`refresh`") && !said.contains("`trace`"), "{said}");
    assert_eq!(said.lines().filter(|line| line.contains("error[")).count(), 2, "{said}");
}

#[test]
fn features_that_the_binary_was_not_built_with_are_missing_in_it() {
    let (status, said) = verify(&package(), &debug(), &["--features", "sensors"]);
    assert_eq!(of_rule(&said, "BG0901"), ["task `count_steps` is declared, and not built into BINARY"], "{said}");
    assert_eq!(status, Some(1));
}

#[test]
fn a_binary_that_is_behind_the_code_is_told() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |path: &str, text: String| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
        std::fs::write(path, text).expect("it can be written");
    };
    let text = std::fs::read_to_string(package().join("src/lib.rs")).expect("the package is there");
    // The macro's and the build script's work is done by hand here.
    let seen =
        text.replace("task!(hidden, \"time:30\");", "#[background_task(trigger = \"time:30\")]\npub fn hidden() {}");
    let task = "#[bgtask::background_task(trigger = \"system:UserAway\")] pub fn generated() {}";
    let seen = seen.replace("include!(concat!(env!(\"OUT_DIR\"), \"/more_tasks.rs\"));", task);
    let cargo =
        "[package]\nname = \"consumer-witness\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[features]\nsensors = []\n";
    write("Cargo.toml", cargo.to_owned());
    write("src/lib.rs", seen.clone());
    let (status, said) = verify(folder.path(), &debug(), &[]);
    assert_eq!(status, Some(0), "{said}");
    assert!(said.contains("`consumer_witness::App`: 4 tasks are as in the code"), "{said}");

    let changed = seen
        .replace("trigger = \"time:15\", condition = \"UserPresent\"", "trigger = \"time:20\", group = \"news\"")
        .replace("pub fn generated", "pub fn made")
        .replace("more::generated", "more::made")
        .replace("com.contoso.feed", "com.contoso.news");
    write("src/lib.rs", changed);
    let (status, said) = verify(folder.path(), &debug(), &[]);
    assert_eq!(status, Some(1));
    assert_eq!(of_rule(&said, "BG0901"), ["task `made` is declared, and not built into BINARY"], "{said}");
    assert!(of_rule(&said, "BG0902")[0].starts_with("task `generated` ("), "{said}");
    let different = of_rule(&said, "BG0903");
    assert!(
        different.contains(
            &"app `App` is built into BINARY otherwise than it is declared: identifier prefix `com.contoso.feed` instead of \
              `com.contoso.news`"
        ),
        "{said}"
    );
    assert!(
        different.iter().any(|line| line.starts_with(
            "task `refresh` is built into BINARY otherwise than it is declared: trigger `time:15` instead of `time:20`; \
             conditions `UserPresent` instead of none; group none instead of `news`; identifier"
        )),
        "{said}"
    );
}

/// rustc makes static libraries without a linker; what is in one is what was in its object files.
#[test]
fn libraries_say_it_too() {
    build(&["rustc", "--lib", "--crate-type", "staticlib"]);
    let name = if cfg!(windows) { "consumer_witness.lib" } else { "libconsumer_witness.a" };
    let (status, said) = verify(&package(), &target().join("debug").join(name), &[]);
    assert_eq!((status, of_rule(&said, "BG0902").len()), (Some(1), 2), "{said}");
    build(&["build", "--lib"]);
    let (status, said) = verify(&package(), &target().join("debug/libconsumer_witness.rlib"), &[]);
    assert_eq!((status, of_rule(&said, "BG0902").len()), (Some(1), 2), "{said}");
}
