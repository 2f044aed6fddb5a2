//! What a new user reads who starts in the folder of an app of other tools.

use crate::feed::{DESKTOP, PLIST, SERVER, windows};
use crate::project::{Project, Run, tool};

const PACKAGE: &str = "[package]\nname = \"notes\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";

/// A project with bgtask beside its package in `folder`.
fn project(folder: &str) -> Project {
    let project = Project::empty();
    project.write(&format!("{folder}/Cargo.toml"), PACKAGE);
    project.write(&format!("{folder}/src/main.rs"), "fn main() {}\n");
    project.write("bgtask/Cargo.toml", PACKAGE.replace("notes", "bgtask"));
    project.write("bgtask/src/lib.rs", "");
    project
}

fn init(project: &Project, folder: &str) -> Run {
    project.run_in(folder, &["init", "--path", "../bgtask"]).ended(0)
}

/// The Rust package of a Tauri project lies below the folder that one works in.
#[test]
fn the_folder_above_the_package_is_told_from_a_wrong_one() {
    let project = Project::empty();
    let err = project.run(&["check"]).ended(2).err;
    assert!(err.starts_with("error: could not find `Cargo.toml`") && !err.contains("help"), "{err}");
    project.write("src-tauri/Cargo.toml", PACKAGE);
    project.write("src-tauri/src/main.rs", "");
    for command in ["init", "check", "sync", "list"] {
        let err = project.run(&[command]).ended(2).err;
        assert!(err.ends_with("\n  help: `--manifest-path src-tauri/Cargo.toml` names the one below\n"), "{err}");
    }
    // Where there are several, none is meant.
    project.write("other/Cargo.toml", PACKAGE);
    assert!(!project.run(&["check"]).ended(2).err.contains("help"));
}

#[test]
fn a_package_without_an_app_is_shown_the_way() {
    let project = project("notes");
    let out = project.run_in("notes", &["check"]).ended(0).out;
    assert_eq!(out, "nothing to do: no #[background_app] was found; `cargo bgtask init` suggests one\n");
}

#[test]
fn the_identifier_of_the_bundle_is_suggested() {
    let prefix = |project: &Project, folder: &str, prefix: &str, is_example: bool| {
        let out = init(project, folder).out;
        assert!(out.contains(&format!("identifier_prefix = \"{prefix}\"")), "{out}");
        let said = format!("where \"{prefix}\" stands for the identifier of the app's bundle\n");
        assert_eq!(out.contains(&said), is_example, "{out}");
    };
    let tauri = project("src-tauri");
    tauri.write("src-tauri/gen/apple/notes_iOS/Info.plist", PLIST);
    prefix(&tauri, "src-tauri", "com.example.notes", true);
    tauri.write("src-tauri/tauri.conf.json", "{ \"identifier\": \"com.contoso.notes\" }");
    prefix(&tauri, "src-tauri", "com.contoso.notes", false);
    // Each system may have its own, and the prefix is for Apple's.
    tauri.write("src-tauri/tauri.windows.conf.json", "{ \"identifier\": \"com.contoso.windows\" }");
    prefix(&tauri, "src-tauri", "com.contoso.notes", false);
    tauri.write("src-tauri/tauri.ios.conf.json", "{ \"identifier\": \"com.contoso.phone\" }");
    prefix(&tauri, "src-tauri", "com.contoso.phone", false);

    let xcode = project("core");
    xcode.write("core/ios/Notes/Info.plist", PLIST);
    let settings = |identifiers: &[&str]| {
        let line = |identifier: &&str| format!("\t\t\tPRODUCT_BUNDLE_IDENTIFIER = {identifier};\n");
        identifiers.iter().map(line).collect::<String>()
    };
    let file = "core/ios/Notes.xcodeproj/project.pbxproj";
    xcode.write(file, settings(&["com.contoso.notes.tests", "com.contoso.notes", "\"com.contoso.notes-widget\""]));
    prefix(&xcode, "core", "com.contoso.notes", false);
    xcode.write(file, settings(&["com.contoso.notes", "com.contoso.other"]));
    prefix(&xcode, "core", "com.example.notes", true);
    xcode.write(file, settings(&["\"$(PREFIX).notes\""]));
    prefix(&xcode, "core", "com.example.notes", true);
}

/// A crate of Rust beside the app of other tools, in one repository.
#[test]
fn files_beside_the_package_are_taken_in_a_repository() {
    let project = project("core");
    project.write("ios/Notes/Info.plist", PLIST);
    project.write("windows/Package.appxmanifest", DESKTOP);
    let dry = ["init", "--path", "../bgtask", "--dry-run"];
    let out = project.run_in("core", &dry).ended(0).out;
    assert!(out.contains("would create packaging/Info.plist"), "what lies beside by chance is not the app's: {out}");
    project.write(".git/HEAD", "ref: refs/heads/main\n");
    let out = init(&project, "core").out;
    for line in [
        "guessed: ../windows/Package.appxmanifest is the app's, as the package has none; `--appxmanifest` names another\n",
        "guessed: ../ios/Notes/Info.plist is the app's, as the package has none; `--info-plist` names another\n",
    ] {
        assert!(out.contains(line), "{out}");
    }
    assert!(!out.contains("created"), "{out}");
}

/// The project of Xcode tells that the folder is the app's, whether its versions are kept or not.
#[test]
fn a_list_beside_the_package_is_taken_where_a_project_of_xcode_is() {
    let said = "guessed: ../Notes/Info.plist is the app's, as the package has none; `--info-plist` names another\n";
    for kind in ["xcodeproj", "xcworkspace"] {
        for repository in [false, true] {
            let project = project("core");
            project.write("Notes/Info.plist", PLIST);
            project.write(&format!("Notes.{kind}/contents"), "");
            if repository {
                project.write(".git/HEAD", "ref: refs/heads/main\n");
            }
            let out = init(&project, "core").out;
            assert!(out.contains(said) && out.contains("guessed: the app is for Apple systems alone"), "{out}");
            assert!(!out.contains("created"), "{out}");
        }
    }
    // A workspace of cargo's beside it.
    let project = Project::empty();
    project.write("Notes.xcodeproj/project.pbxproj", "");
    project.write("Notes/Info.plist", PLIST);
    project.write("rust/Cargo.toml", "[workspace]\nmembers = [\"core\"]\nresolver = \"3\"\n");
    project.write("rust/core/Cargo.toml", PACKAGE);
    project.write("rust/core/src/lib.rs", "");
    let dry = ["init", "--dry-run"];
    let out = project.run_in("rust/core", &dry).ended(0).out;
    assert!(out.contains("guessed: ../../Notes/Info.plist is the app's"), "{out}");
    // Further above, and in a home folder, nothing is looked for.
    let far = Project::empty();
    far.write("Notes.xcodeproj/project.pbxproj", "");
    far.write("Notes/Info.plist", PLIST);
    far.write("rust/core/Cargo.toml", PACKAGE);
    far.write("rust/core/src/lib.rs", "");
    far.write("core/Cargo.toml", PACKAGE);
    far.write("core/src/lib.rs", "");
    let out = far.run_in("rust/core", &dry).ended(0).out;
    assert!(out.contains("would create packaging/Info.plist"), "{out}");
    let mut at_home = tool();
    let home = far.root().canonicalize().expect("a folder");
    at_home.args(dry).current_dir(home.join("core")).env("HOME", &home).env("USERPROFILE", &home);
    let out = Run::of(&mut at_home).ended(0).out;
    assert!(out.contains("would create packaging/Info.plist"), "{out}");
}

/// Xcode writes a list of its own from settings, in which no identifiers can stand.
#[test]
fn a_new_list_has_to_be_named_in_xcode() {
    let project = project("core");
    project.write("core/Notes.xcodeproj/project.pbxproj", "GENERATE_INFOPLIST_FILE = YES;\n");
    let out = init(&project, "core").out;
    assert!(out.contains("guessed: the app is for Apple systems alone"), "{out}");
    assert!(out.contains("created packaging/Info.plist\n"), "{out}");
    let said =
        "not known to Xcode: packaging/Info.plist\n  name it in the build setting INFOPLIST_FILE of Notes.xcodeproj\n";
    assert!(out.contains(said), "{out}");
    assert!(!init(&project, "core").out.contains("not known to Xcode"), "it is there by now");
}

/// Who follows it would take out what the task needs, once the mistake is mended.
#[test]
fn what_a_mistake_hides_is_not_said_to_be_left_over() {
    let code = "use bgtask::prelude::*;\n\
                #[background_task(trigger = \"time:15\", windows(clsid = \"7D13D534-FD12-43CE-8C22-EA1FF13C06DF\"))]\n\
                fn refresh() {}\n#[background_app(tasks(refresh), model = \"com\")]\npub struct App;\n";
    let project = windows(SERVER, DESKTOP, code);
    project.run(&["sync"]).ended(0);
    for (right, wrong) in [
        ("time:15", "tme:15"),
        ("7D13D534-", "7D13D534"),
        (
            "(trigger = \"time:15\", windows(clsid = \"7D13D534-FD12-43CE-8C22-EA1FF13C06DF\"))",
            "(trigger = \"time:15\")",
        ),
        ("model = \"com\"", "model = \"comm\""),
        ("model = \"com\"", "model = \"in-process\""),
        ("tasks(refresh)", "tasks()"),
        ("tasks(refresh)", "tasks(tidy)"),
    ] {
        assert!(code.contains(right), "{right}");
        project.write("src/lib.rs", code.replace(right, wrong));
        for command in ["check", "sync"] {
            let run = project.run(&[command]);
            assert!(!format!("{}{}", run.out, run.err).contains("stays"), "{wrong}: {}{}", run.out, run.err);
        }
    }
    // What no task has is told.
    project.write("src/lib.rs", code.replace("7D13D534-FD12", "7D13D534-FD13"));
    for command in ["check", "sync"] {
        let run = project.run(&[command]);
        let said = format!("{}{}", run.out, run.err);
        assert!(said.contains("the COM class 7D13D534-FD12-43CE-8C22-EA1FF13C06DF of feed.exe stays"), "{said}");
    }
}

#[test]
fn with_warnings_there_is_something_to_do() {
    let code = "use bgtask::prelude::*;\n#[background_task(trigger = \"time:15\")]\nfn refresh() {}\n\
                #[background_app(tasks(refresh))]\npub struct App;\n";
    let project = Project::new("", code);
    let run = project.run(&["check"]).ended(0);
    assert_eq!((run.out.as_str(), run.err.as_str()), ("nothing to do: no file has to declare a task\n", ""));
    project.write("src/main.rs", "fn main() {}\n");
    let run = project.run(&["check"]).ended(0);
    assert!(run.err.contains("warning[BG0814]"), "{}", run.err);
    assert_eq!(run.out, "no file has to declare a task\n");
}

#[test]
fn a_task_that_is_switched_off_is_not_there() {
    let code = "use bgtask::prelude::*;\n#[cfg(feature = \"sensors\")]\n#[background_task(trigger = \"time:15\")]\n\
                fn refresh() {}\n#[background_app(tasks(refresh))]\npub struct App;\n";
    let project = Project::new("[features]\nsensors = []\n", code);
    let err = project.run(&["check"]).ended(1).err;
    assert!(
        err.contains("no task `refresh` was found") && err.contains("is not compiled with these features"),
        "{err}"
    );
    project.run(&["check", "--features", "sensors"]).ended(0);
}

/// A line on a terminal of a hundred columns, but for code and what names a file.
#[test]
fn what_is_said_is_not_wider_than_a_terminal() {
    for (path, text) in [("none", ""), ("Package.appxmanifest", DESKTOP), ("ios/Notes/Info.plist", PLIST)] {
        let project = project("core");
        project.write(&format!("core/{path}"), text);
        let out = init(&project, "core").out;
        let said: Vec<_> = out.lines().filter(|line| !line.starts_with("    ")).collect();
        assert!(said.iter().all(|line| line.chars().count() <= 120), "{said:#?}");
    }
}
