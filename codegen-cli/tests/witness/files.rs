//! What is built in, against the manifest and the property list; and how a run ends.

use std::path::Path;
use std::process::Command;

use object::{Architecture, BinaryFormat};
use serde_json::Value;

use crate::objects::{FOR_IOS, RECORD, object, universal};

const MANIFEST: &str = include_str!("../cli/fixtures/uwp.appxmanifest");
const PLIST: &str = include_str!("../cli/fixtures/Info.plist");

const CODE: &str = "use bgtask::prelude::*;
#[background_task(trigger = \"time:15\", condition = \"UserPresent\")]
pub struct Refresh;
#[background_app(
    tasks(Refresh),
    model = \"out-of-process\",
    namespace = \"Feed.Tasks\",
    identifier_prefix = \"com.contoso.feed\"
)]
pub struct App;
";

const CARGO: &str = "[package]\nname = \"feed\"\nversion = \"0.1.0\"\nedition = \"2024\"\n
[package.metadata.bgtask.windows]\nmanifest = \"Package.appxmanifest\"\ncomponent = \"feed_tasks.dll\"\n
[package.metadata.bgtask.apple]\ninfo-plist = \"Info.plist\"\n";

/// A project with what was built of it for Windows and for iOS.
fn project(code: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::create_dir(folder.path().join("src")).expect("it can be made");
    let mach_o = object(BinaryFormat::MachO, Architecture::Aarch64, &FOR_IOS);
    let files: [(&str, &[u8]); 7] = [
        ("Cargo.toml", CARGO.as_bytes()),
        ("src/lib.rs", code.as_bytes()),
        ("Package.appxmanifest", MANIFEST.as_bytes()),
        ("Info.plist", PLIST.as_bytes()),
        ("feed.obj", &object(BinaryFormat::Coff, Architecture::X86_64, &RECORD)),
        ("feed.o", &mach_o),
        ("universal", &universal(&[&mach_o, &mach_o])),
    ];
    for (path, bytes) in files {
        std::fs::write(folder.path().join(path), bytes).expect("it can be written");
    }
    folder
}

/// How a run ended, what it wrote on standard output, and on standard error.
fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-bgtask"));
    let output = command.arg("bgtask").args(arguments).current_dir(folder).output().expect("the tool can be started");
    let text = |bytes| String::from_utf8(bytes).expect("the tool writes UTF-8");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// The lines of a run in the short form.
fn verify(folder: &Path, binary: &str) -> (Option<i32>, Vec<String>) {
    let (status, out, err) = run(folder, &["verify", "--message-format", "short", binary]);
    (status, err.lines().chain(out.lines()).map(String::from).collect())
}

#[test]
fn files_that_lack_what_is_built_in_are_told() {
    let project = project(CODE);
    let (status, said) = verify(project.path(), "feed.obj");
    assert_eq!(status, Some(1), "{said:#?}");
    assert!(
        said[0].starts_with(
            "src/lib.rs:2:29: error[BG0904]: Package.appxmanifest lacks what task `Refresh` needs: declare the entry point \
             Feed.Tasks.Refresh"
        ),
        "{said:#?}"
    );
    assert!(said[0].ends_with("(as built into feed.obj)"), "{said:#?}");
    let (status, said) = verify(project.path(), "feed.o");
    assert_eq!(status, Some(1), "{said:#?}");
    assert!(said[0].contains("error[BG0904]: Info.plist lacks what task `Refresh` needs"), "{said:#?}");
    assert!(said[0].contains("com.contoso.feed.refresh"), "{said:#?}");

    run(project.path(), &["sync"]);
    for (binary, line) in [
        (
            "feed.obj",
            "feed.obj (x86_64-pc-windows-msvc): `feed::App`: 1 task is as in the code and in Package.appxmanifest",
        ),
        ("feed.o", "feed.o (aarch64-apple-ios): `feed::App`: 1 task is as in the code and in Info.plist"),
    ] {
        assert_eq!(verify(project.path(), binary), (Some(0), vec![line.to_owned()]));
    }
}

#[test]
fn what_no_code_declares_and_the_files_lack_is_told() {
    // A binary that is older than the code.
    let project = project(&CODE.replace("Refresh", "Renew"));
    run(project.path(), &["sync"]);
    let (status, said) = verify(project.path(), "feed.obj");
    assert_eq!(status, Some(1), "{said:#?}");
    let has = |words: &str| said.iter().any(|line| line.contains(words));
    assert!(has("src/lib.rs:2:1: error[BG0901]: task `Renew` is declared, and not built into feed.obj"), "{said:#?}");
    assert!(has("src/lib.rs:4:1: error[BG0902]: task `Refresh` (`feed::Refresh`, time:15) is built into"), "{said:#?}");
    // It has no place in the code.
    assert!(said.iter().any(|line| line.starts_with("error[BG0904]: Package.appxmanifest lacks")), "{said:#?}");
    assert!(has("warning[BG0905]: no task has the entry point Feed.Tasks.Renew any more (as built into"), "{said:#?}");
    assert!(said.iter().any(|line| line.starts_with("Package.appxmanifest:")), "{said:#?}");
    let (_, _, err) = run(project.path(), &["verify", "feed.obj"]);
    assert!(err.contains("help: the code has no such task, and `sync` writes what the code has"), "{err}");
}

#[test]
fn an_identifier_that_the_property_list_has_in_vain_is_told() {
    let project = project(CODE);
    run(project.path(), &["sync"]);
    let path = project.path().join("Info.plist");
    let text = std::fs::read_to_string(&path).expect("it is there");
    let more = "<string>com.contoso.feed.refresh</string><string>com.contoso.feed.processing</string>";
    std::fs::write(&path, text.replace("<string>com.contoso.feed.refresh</string>", more)).expect("it can be written");
    let (status, said) = verify(project.path(), "feed.o");
    assert_eq!(status, Some(0), "{said:#?}");
    assert!(said[0].contains("warning[BG0905]: no task has the identifier com.contoso.feed.processing"), "{said:#?}");
}

#[test]
fn what_each_architecture_has_is_told_once() {
    let project = project(&CODE.replace("time:15", "time:45"));
    run(project.path(), &["sync"]);
    let (status, said) = verify(project.path(), "universal");
    assert_eq!(status, Some(1));
    assert_eq!(
        said,
        [
            "src/lib.rs:2:29: error[BG0903]: task `Refresh` is built into universal otherwise than it is declared: trigger \
             `time:15` instead of `time:45`",
            "error: 1 error"
        ]
    );
}

#[test]
fn an_app_of_another_package_is_told() {
    let project = project(&CODE.replace("App", "Reader"));
    let (status, said) = verify(project.path(), "feed.obj");
    assert_eq!(status, Some(1));
    assert_eq!(said[0], "src/lib.rs:4:1: error[BG0901]: app `Reader` is declared, and not built into feed.obj");
    assert_eq!(said[1], "error[BG0902]: app `feed::App` is built into feed.obj, and was not found in the code");
    let (status, said) = verify(project.path(), "--app=Nobody");
    assert_eq!(status, Some(2), "{said:#?}");
}

#[test]
fn what_says_nothing_is_an_error_with_what_to_do() {
    let project = project(CODE);
    for (bytes, words) in [
        (object(BinaryFormat::Coff, Architecture::X86_64, &[]), "`export_component!`"),
        (object(BinaryFormat::Elf, Architecture::X86_64, &[]), "is it the right file"),
        (crate::objects::archive(&[("a.o", b"")]), "put the crate that has the `#[background_app]` into it"),
    ] {
        std::fs::write(project.path().join("silent"), bytes).expect("it can be written");
        let (status, said) = verify(project.path(), "silent");
        assert_eq!(status, Some(2), "{said:#?}");
        assert_eq!(said[0], "error: can't use silent: no app left word in it of what is built in");
        assert!(said[1].starts_with("  help: ") && said[1].contains(words), "{said:#?}");
    }
    let (status, said) = verify(project.path(), "src/lib.rs");
    assert_eq!(status, Some(2));
    assert_eq!(said[0], "error: can't use src/lib.rs: it is no program, library or object file");
    let (status, said) = verify(project.path(), "nowhere");
    assert_eq!(status, Some(2));
    assert!(said[0].starts_with("error: can't read nowhere: "), "{said:#?}");
    assert!(said[1].starts_with("  help: build it first"), "{said:#?}");
    let (status, said) = verify(project.path(), "src");
    assert_eq!((status, said[0].as_str()), (Some(2), "error: can't read src: it is a directory"));
    assert!(said[1].contains("`Feed.app/Feed`"), "{said:#?}");
    assert_eq!(verify(project.path(), "--strict").0, Some(2), "without a binary there is nothing to do");
}

/// A file that can't be used does not keep the others from being looked at.
#[test]
fn every_binary_is_looked_at() {
    let project = project(CODE);
    let (status, _, err) =
        run(project.path(), &["verify", "--message-format", "short", "nowhere", "feed.obj", "src/lib.rs", "feed.o"]);
    assert_eq!(status, Some(2), "{err}");
    for words in ["can't read nowhere", "built into feed.obj", "can't use src/lib.rs", "built into feed.o)"] {
        assert!(err.contains(words), "{words}: {err}");
    }
}

#[test]
fn what_is_asked_for_and_not_built_in_is_told() {
    let project = project(CODE);
    run(project.path(), &["sync"]);
    for (option, value) in [("--app", "Nobody"), ("--target", "x86_64-unknown-linux-gnu")] {
        let (status, out, err) = run(project.path(), &["verify", option, value, "feed.obj"]);
        assert_eq!((status, out.as_str()), (Some(2), ""), "{err}");
        let told = "error: can't use feed.obj: what is asked for is not in it: it has `feed::App`, built for \
                    x86_64-pc-windows-msvc\n  help: without --app and --target, all that is in it is looked at";
        assert!(err.contains(told), "{err}");
    }
    for (option, value) in [("--app", "App"), ("--app", "feed::App"), ("--target", "x86_64-pc-windows-msvc")] {
        let (status, out, err) = run(project.path(), &["verify", option, value, "feed.obj"]);
        assert_eq!(status, Some(0), "{err}");
        assert!(out.contains("1 task is as in the code"), "{out}");
    }
}

/// Reading one would never end.
#[cfg(unix)]
#[test]
fn what_is_no_ordinary_file_is_not_read() {
    let (status, said) = verify(project(CODE).path(), "/dev/zero");
    assert_eq!((status, said[0].as_str()), (Some(2), "error: can't read /dev/zero: it is not an ordinary file"));
}

#[test]
fn the_forms_for_machines_point_at_code_and_file() {
    let project = project(CODE);
    let (status, out, err) = run(project.path(), &["verify", "--message-format", "json", "feed.obj"]);
    assert_eq!((status, err.as_str()), (Some(1), ""));
    let lines: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).expect("an object per line")).collect();
    assert_eq!((&lines[0]["rule"], &lines[0]["location"]["file"]), (&"BG0904".into(), &"src/lib.rs".into()));
    assert_eq!(lines[0]["related"][0]["location"]["file"], "Package.appxmanifest");
    let end = lines.last().expect("an end");
    assert_eq!((&end["reason"], &end["success"]), (&"finished".into(), &false.into()));
    let (status, out, _) = run(project.path(), &["verify", "--message-format", "sarif", "feed.obj"]);
    assert_eq!(status, Some(1));
    let log: Value = serde_json::from_str(&out).expect("one log");
    let result = &log["runs"][0]["results"][0];
    let uri = |place: &Value| place["physicalLocation"]["artifactLocation"]["uri"].clone();
    assert_eq!((&result["ruleId"], uri(&result["locations"][0])), (&"BG0904".into(), "src/lib.rs".into()));
    assert_eq!(uri(&result["relatedLocations"][0]), "Package.appxmanifest");
}
