//! Members of a workspace, each in its own folder: what the others know of its app counts.

use crate::feed::{APPLE, COMPONENT, OUT_OF_PROCESS, UWP, WINDOWS};
use crate::project::Project;

const ELSEWHERE: &str =
    "nothing to do: ../program/Cargo.toml names the app's files; `--manifest-path ../program/Cargo.toml` looks there\n";

fn package(name: &str, more: &str) -> String {
    format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n{more}")
}

/// A library with the app, and a program and a DLL that link it. `settings` are the program's.
fn workspace(code: &str, settings: &str) -> Project {
    let project = Project::empty();
    project.write("Cargo.toml", "[workspace]\nmembers = [\"feed\", \"program\", \"dll\"]\nresolver = \"3\"\n");
    project.write("feed/Cargo.toml", package("feed", ""));
    project.write("feed/src/lib.rs", code);
    let links = "[dependencies]\nfeed = { path = \"../feed\" }\n";
    project.write("program/Cargo.toml", package("program", &format!("{links}{settings}")));
    project.write("program/src/main.rs", "fn main() {\n    feed::App::install();\n    feed::App::register_all();\n}\n");
    project.write("dll/Cargo.toml", package("feed_tasks", &format!("[lib]\ncrate-type = [\"cdylib\"]\n{links}")));
    project.write("dll/src/lib.rs", "bgtask::export_component!(feed::App);\n");
    project
}

fn named_by_program() -> Project {
    let project = workspace(OUT_OF_PROCESS, &format!("{WINDOWS}{COMPONENT}"));
    project.write("program/packaging/Package.appxmanifest", UWP);
    project
}

#[test]
fn a_library_is_not_asked_for_what_its_program_says() {
    let project = named_by_program();
    project.run(&["sync"]).ended(0);
    for folder in ["feed", "dll"] {
        for command in ["check", "sync"] {
            let run = project.run_in(folder, &[command]).ended(0);
            assert_eq!((run.out.as_str(), run.err.as_str()), (ELSEWHERE, ""), "{command} in {folder}");
        }
        let err = project.run_in(folder, &["manifest"]).ended(2).err;
        assert!(err.starts_with("error: ../program/Cargo.toml names the app's files\n"), "{err}");
    }
    // What it says leads there.
    let there = project.run_in("feed", &["check", "--manifest-path", "../program/Cargo.toml"]).ended(0);
    assert_eq!(there.out, "nothing to do: ../program/packaging/Package.appxmanifest matches the code\n");

    // What is wrong with the code is told all the same, and by paths from the folder on.
    project.write("feed/src/lib.rs", OUT_OF_PROCESS.replace("time:15", "time:10"));
    for (folder, path) in [("feed", "src/lib.rs"), ("dll", "../feed/src/lib.rs")] {
        let err = project.run_in(folder, &["check", "--message-format", "short"]).ended(1).err;
        assert!(err.starts_with(&format!("{path}:3:29: error[BG0101]")), "{err}");
    }
}

#[test]
fn of_several_programs_each_is_named() {
    let project = named_by_program();
    project.write("Cargo.toml", "[workspace]\nmembers = [\"feed\", \"program\", \"small\", \"dll\"]\n");
    let cargo = project.read("program/Cargo.toml").replace("name = \"program\"", "name = \"small\"");
    project.write("small/Cargo.toml", cargo);
    project.write("small/src/main.rs", project.read("program/src/main.rs"));
    let out = project.run_in("feed", &["check"]).ended(0).out;
    let expected = "nothing to do: ../program/Cargo.toml and ../small/Cargo.toml name the app's files; `--workspace` looks there\n";
    assert_eq!(out, expected);
}

/// Each program is for one platform, and the other one's files are no business of its.
#[test]
fn of_a_program_for_each_platform_each_keeps_its_own_files() {
    let code = "#[bgtask::background_task(trigger = \"time:15\")]\npub fn refresh() {}\n\
                #[bgtask::background_app(tasks(refresh), model = \"out-of-process\", namespace = \"Feed\", identifier_prefix = \"com.contoso\")]\n\
                pub struct App;\n";
    let project = with_bgtask(workspace(code, &format!("{WINDOWS}{COMPONENT}")));
    project.write("program/packaging/Package.appxmanifest", UWP);
    project
        .write("Cargo.toml", "[workspace]\nmembers = [\"feed\", \"program\", \"phone\", \"dll\"]\nresolver = \"3\"\n");
    let links = "[dependencies]\nfeed = { path = \"../feed\" }\n";
    project.write("phone/Cargo.toml", package("phone", &format!("{links}{APPLE}")));
    project.write("phone/src/main.rs", "fn main() {}\n");
    project.write("phone/packaging/Info.plist", crate::feed::PLIST);
    for (folder, file) in [("program", "packaging/Package.appxmanifest"), ("phone", "packaging/Info.plist")] {
        let synced = project.run_in(folder, &["sync"]).ended(0);
        assert!(synced.out.starts_with(&format!("updated {file}")), "{}", synced.out);
        let check = project.run_in(folder, &["check", "--strict"]).ended(0);
        assert_eq!(check.out, format!("nothing to do: {file} matches the code\n"), "{}", check.err);
        let set_up = project.run_in(folder, &[INIT, &["--dry-run"]].concat()).ended(0).out;
        assert!(!set_up.contains("create"), "{set_up}");
    }
    let out = project.run(&["check", "--strict"]).ended(0).out;
    assert_eq!(
        out,
        "nothing to do: program/packaging/Package.appxmanifest and phone/packaging/Info.plist match the code\n"
    );
    for (command, words) in [("manifest", "<InProcessServer>"), ("plist", "com.contoso.refresh")] {
        let made = project.run(&[command]).ended(0).out;
        assert!(made.contains(words), "{command}: {made}");
    }
    // What nobody names is told of each, and what one names in vain of that one.
    project.write("phone/Cargo.toml", package("phone", links));
    let err = project.run_in("program", &["check", "--message-format", "short"]).ended(1).err;
    assert!(err.contains("`info-plist` in the configuration"), "{err}");
    project.write("phone/Cargo.toml", package("phone", &format!("{links}[package.metadata.bgtask.apple]\n")));
    project.run_in("program", &["check"]).ended(0);
    let err = project.run(&["check", "--message-format", "short"]).ended(1).err;
    assert_eq!(err.matches("`info-plist` in the configuration").count(), 1, "{err}");
    // A library that names the one leaves the other to its program.
    project.write("phone/Cargo.toml", package("phone", &format!("{links}{APPLE}")));
    project.write("feed/Cargo.toml", package("feed", &format!("{WINDOWS}{COMPONENT}")));
    project.write("feed/packaging/Package.appxmanifest", project.read("program/packaging/Package.appxmanifest"));
    project.write("program/Cargo.toml", package("program", links));
    for folder in ["feed", "phone", "program", "."] {
        project.run_in(folder, &["check", "--strict"]).ended(0);
    }
}

#[test]
fn settings_of_another_app_are_not_the_librarys() {
    let project = named_by_program();
    let own = "#[bgtask::background_app(tasks(feed::migrate))]\nstruct Own;\n";
    project.write("program/src/main.rs", format!("{own}{}", project.read("program/src/main.rs")));
    let err = project.run_in("feed", &["check"]).ended(1).err;
    assert!(err.contains("error[BG0808]") && err.contains("need `component` in the configuration"), "{err}");
}

/// The library has the tasks, its program the app.
#[test]
fn what_a_program_lists_is_in_an_apps_list() {
    let tasks = "#[bgtask::background_task(trigger = \"time:15\")]\npub fn refresh() {}\n\
                 #[bgtask::background_task(trigger = \"time:60\")]\npub fn tidy() {}\n";
    let app = "\n#[bgtask::background_app(tasks(feed::refresh, feed::tidy))]\nstruct App;\n";
    let project = workspace(tasks, "");
    project.write("program/src/main.rs", project.read("program/src/main.rs").replace("feed::App", "App") + app);
    let listed = "NAME     TRIGGER  CONDITIONS  RUNS ON               DECLARED AT\n\
                  refresh  time:15  -           windows (in-process)  src/lib.rs:1\n\
                  tidy     time:60  -           windows (in-process)  src/lib.rs:3\n";
    assert_eq!(project.run_in("feed", &["list"]).ended(0).out, listed);
    // Each once, where all are asked for.
    assert_eq!(project.run(&["list"]).ended(0).out, listed.replace("src/", "feed/src/"));
    let check = project.run_in("feed", &["check"]).ended(0);
    let expected = "nothing to do: the tasks are listed by `App` of ../program/Cargo.toml; \
                    `--manifest-path ../program/Cargo.toml` looks there\n";
    assert_eq!((check.out.as_str(), check.err.as_str()), (expected, ""));

    // Another one may list some of them, too.
    let dll = project.read("dll/src/lib.rs");
    project.write("dll/src/lib.rs", "#[bgtask::background_app(tasks(feed::tidy))]\npub struct Small;\n");
    let expected = "nothing to do: the tasks are listed by `Small` of ../dll/Cargo.toml and `App` of ../program/Cargo.toml; \
                    `--workspace` looks there\n";
    assert_eq!(project.run_in("feed", &["check"]).ended(0).out, expected);
    project.write("dll/src/lib.rs", dll);

    // An app of its own has only one of them, and the other is listed all the same.
    let own = "#[bgtask::background_app(tasks(tidy))]\npub struct Small;\n";
    project.write("feed/src/lib.rs", format!("{tasks}{own}"));
    for run in [project.run(&["check"]), project.run_in("feed", &["check"]), project.run_in("feed", &["list"])] {
        assert!(!run.err.contains("BG0801"), "{}", run.err);
    }
    // What nobody lists is told, in the folder as at the top.
    project.write("program/src/main.rs", project.read("program/src/main.rs").replace("feed::refresh, ", ""));
    for run in [project.run(&["check"]), project.run_in("feed", &["check"])] {
        assert_eq!(run.err.matches("warning[BG0801]: `refresh` is in no app's list").count(), 1, "{}", run.err);
    }
}

fn with_bgtask(project: Project) -> Project {
    project.write("bgtask/Cargo.toml", package("bgtask", ""));
    project.write("bgtask/src/lib.rs", "");
    project
}

const INIT: &[&str] = &["init", "--path", "../bgtask"];

#[test]
fn init_leaves_files_to_the_member_that_names_them() {
    let project = with_bgtask(named_by_program());
    for folder in ["feed", "dll"] {
        let set_up = project.run_in(folder, INIT).ended(0);
        let expected = "updated Cargo.toml\ndepends on bgtask in ../bgtask\n\
                        ../program/Cargo.toml names the app's files, so none are made here\n\
                        next: `cargo bgtask sync --diff --manifest-path ../program/Cargo.toml` writes the tasks' entries that are missing\n";
        assert_eq!((set_up.out.as_str(), set_up.err.as_str()), (expected, ""), "{folder}");
        assert_eq!(project.names(folder), ["Cargo.toml", "src"]);
        assert!(!project.read(&format!("{folder}/Cargo.toml")).contains("metadata"));
    }
    project.run_in("feed", &["sync", "--diff", "--manifest-path", "../program/Cargo.toml"]).ended(0);
    project.run(&["check"]).ended(0);
}

/// Settings are in the library: the program has to call something all the same.
#[test]
fn init_says_what_main_lacks_where_the_library_names_the_files() {
    let project = with_bgtask(workspace(OUT_OF_PROCESS, ""));
    project.write("feed/Cargo.toml", package("feed", &format!("{WINDOWS}{COMPONENT}")));
    project.write("feed/packaging/Package.appxmanifest", UWP);
    project.write("program/src/main.rs", "fn main() {}\n");
    let set_up = project.run_in("program", INIT).ended(0);
    for words in
        ["../feed/Cargo.toml names the app's files", "`main` lacks what the tasks need (BG0814)", "App::install()?;"]
    {
        assert!(set_up.out.contains(words), "{}", set_up.out);
    }
    assert_eq!(project.names("program"), ["Cargo.toml", "src"]);

    // Before there is an app, too.
    project.write("feed/src/lib.rs", "");
    let set_up = project.run_in("program", INIT).ended(0);
    assert!(
        set_up.out.contains("`cargo bgtask init --manifest-path ../feed/Cargo.toml` suggests an app"),
        "{}",
        set_up.out
    );
    assert_eq!(project.names("program"), ["Cargo.toml", "src"]);
}

#[test]
fn init_takes_the_files_of_the_workspace() {
    let project = with_bgtask(workspace("", ""));
    project.write("packaging/Package.appxmanifest", UWP);
    project.write("feed/ios/Info.plist", crate::feed::PLIST);
    let set_up = project.run_in("program", INIT).ended(0);
    for line in [
        "updated Cargo.toml\n",
        "guessed: ../packaging/Package.appxmanifest is the app's, as the package has none; `--appxmanifest` names another\n",
        "guessed: ../feed/ios/Info.plist is the app's, as the package has none; `--info-plist` names another\n",
    ] {
        assert!(set_up.out.contains(line), "{}", set_up.out);
    }
    assert!(!set_up.out.contains("created"), "{}", set_up.out);
    let cargo = project.read("program/Cargo.toml");
    assert!(cargo.contains("manifest = \"../packaging/Package.appxmanifest\""), "{cargo}");
    assert!(cargo.contains("info-plist = \"../feed/ios/Info.plist\""), "{cargo}");

    // A package that has nothing to do with the others gets its own, but for what lies at the top.
    project.write("Cargo.toml", "[workspace]\nmembers = [\"feed\", \"program\", \"other\", \"dll\"]\n");
    project.write("other/Cargo.toml", package("other", ""));
    project.write("other/src/main.rs", "fn main() {}\n");
    let set_up = project.run_in("other", &[INIT, &["--platform", "apple"]].concat()).ended(0);
    assert!(set_up.out.contains("created packaging/Info.plist"), "{}", set_up.out);
    assert!(project.read("other/Cargo.toml").contains(APPLE.lines().next().expect("a header")));
}

/// Tauri's package is below what its other tools are for, and has a crate of its own below it: from both, the file above is seen.
#[test]
fn init_takes_a_file_once() {
    let project = with_bgtask(Project::empty());
    let top = package("feed", "[dependencies]\nlogic = { path = \"logic\" }\n[workspace]\nmembers = [\"logic\"]\n");
    project.write("src-tauri/Cargo.toml", top);
    project.write("src-tauri/src/main.rs", "fn main() {}\n");
    project.write("src-tauri/logic/Cargo.toml", package("logic", ""));
    project.write("src-tauri/logic/src/lib.rs", "");
    project.write(".git/HEAD", "");
    project.write("package.json", "{}");
    project.write("Package.appxmanifest", UWP);
    let set_up = project.run_in("src-tauri/logic", &["init", "--path", "../../bgtask"]).ended(0);
    let guess =
        "guessed: ../../Package.appxmanifest is the app's, as the package has none; `--appxmanifest` names another\n";
    assert!(set_up.out.contains(guess), "{}", set_up.out);
}
