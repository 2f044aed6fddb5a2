//! Which packages a command is about, with cargo's options.

use crate::feed::{COMPONENT, OUT_OF_PROCESS, UWP, WINDOWS, out_of_process};
use crate::project::{Project, run};

fn workspace() -> Project {
    let project = Project::empty();
    project.write("Cargo.toml", "[workspace]\nmembers = [\"one\", \"two\"]\nresolver = \"3\"\n");
    for (name, task) in [("one", "First"), ("two", "Second")] {
        let package = format!("[package]\nname = \"{name}\"\nversion = \"1.2.3\"\nedition = \"2024\"\n");
        project.write(&format!("{name}/Cargo.toml"), package);
        let code = format!(
            "use bgtask::prelude::*;\n#[background_task(trigger = \"time:15\")]\npub struct {task};\n\
             #[background_app(tasks({task}))]\npub struct App{task};\n"
        );
        project.write(&format!("{name}/src/lib.rs"), code);
    }
    project
}

#[track_caller]
fn listed(project: &Project, arguments: &[&str]) -> String {
    let arguments: Vec<_> = ["list", "--message-format", "short"].iter().chain(arguments).copied().collect();
    let run = project.run(&arguments).ended(0);
    let names = run.out.lines().filter_map(|line| line.split(' ').nth(1));
    names.collect::<Vec<_>>().join(" ")
}

#[test]
fn packages_are_chosen_as_cargo_chooses_them() {
    let project = workspace();
    assert_eq!(listed(&project, &[]), "First Second", "all members of a virtual workspace");
    assert_eq!(listed(&project, &["--workspace"]), "First Second");
    assert_eq!(listed(&project, &["--workspace", "--exclude", "two"]), "First");
    assert_eq!(listed(&project, &["-p", "two"]), "Second");
    assert_eq!(listed(&project, &["-p", "two@1.2.3", "-p", "one"]), "First Second");
    assert_eq!(listed(&project, &["-p", "t*"]), "Second");
    assert_eq!(listed(&project, &["--manifest-path", "one/Cargo.toml"]), "First");
    assert_eq!(listed(&project, &["--offline", "--app", "AppSecond"]), "Second");
}

#[test]
fn several_packages_have_a_heading_each() {
    let out = workspace().run(&["list"]).ended(0).out;
    let lines: Vec<_> = out.lines().collect();
    assert_eq!((lines[0], lines[3], lines[4]), ("one:", "", "two:"), "{out}");
}

#[test]
fn what_is_not_there_is_refused() {
    let project = workspace();
    for (arguments, said) in [
        (["list", "-p", "tow"].as_slice(), "did you mean `two`?"),
        (&["list", "-p", "two@9"], "did not match any packages"),
        (&["list", "--exclude", "two"], "--exclude can only be used together with --workspace"),
        (&["list", "--manifest-path", "three/Cargo.toml"], "three/Cargo.toml` does not exist"),
        (&["list", "--manifest-path", "one"], "must be a path to a Cargo.toml file"),
        (&["list", "--target", "x86_64-pc-windos"], "no target `x86_64-pc-windos`"),
        (&["list", "--features", "nope"], "nope"),
        (&["check", "--app", "AppFrist"], "did you mean `AppFirst`?"),
    ] {
        let run = project.run(arguments).ended(2);
        assert!(run.err.starts_with("error: ") && run.err.contains(said), "{arguments:?}: {}", run.err);
        assert_eq!(run.out, "", "{arguments:?}");
    }
    let unknown = project.run(&["list", "--workspace", "--exclude", "nope"]).ended(0);
    assert_eq!(unknown.err, "warning: excluded package `nope` not found in workspace\n");
}

#[test]
fn features_of_packages_are_taken_and_refused_as_cargo_does() {
    let project = Project::empty();
    project.write("Cargo.toml", "[workspace]\nmembers = [\"good\", \"dep\", \"other\"]\nresolver = \"3\"\n");
    let package = |name: &str, more: &str| {
        let package =
            format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[features]\n{more}");
        project.write(&format!("{name}/Cargo.toml"), package);
        project.write(&format!("{name}/src/lib.rs"), "");
    };
    let links = "own = []\n[dependencies]\ndep = { path = \"../dep\", optional = true }\nfar = \"1\"\n\
        [dev-dependencies]\nother = { path = \"../other\" }\n\
        [target.\"cfg(windows)\".dependencies]\nrenamed = { path = \"../other\", package = \"other\" }\n";
    package("good", links);
    package("dep", "more = []\n");
    package("other", "more = []\n");
    for (features, selected) in [
        ("dep/more", ["-p", "good"].as_slice()),
        ("dep?/more", &["-p", "good"]),
        ("far/anything", &["-p", "good"]),
        ("other/more", &["-p", "good"]),
        ("renamed/more", &["-p", "good"]),
        ("good/own", &["-p", "good"]),
        ("good?/own", &["-p", "good"]),
        ("good/own other/more", &["--workspace"]),
        ("dep/more,other/more", &["-p", "good", "-p", "other"]),
    ] {
        project.run(&[&["check", "-F", features], selected].concat()).ended(0);
    }
    let nowhere = "none of the selected packages contains this feature: ";
    let lacks = "but `dep` does not have that feature";
    for (features, package, said) in [
        ("feat/more", "good", format!("{nowhere}feat/more")),
        ("feat?/more", "good", format!("{nowhere}feat?/more")),
        ("own/more", "good", format!("{nowhere}own/more")),
        ("good/nope", "good", format!("{nowhere}good/nope")),
        ("dep:dep/more", "good", format!("{nowhere}dep:dep/more")),
        ("good/own", "other", format!("{nowhere}good/own")),
        ("dep/more", "other", format!("{nowhere}dep/more")),
        ("feat/more", "*", format!("{nowhere}feat/more")),
        ("dep/nope", "good", format!("package `good` depends on `dep` with feature `nope` {lacks}")),
        ("dep?/nope", "good", format!("package `good` depends on `dep` with feature `nope` {lacks}")),
    ] {
        let run = project.run(&["check", "-p", package, "-F", features]).ended(2);
        assert_eq!((run.out.as_str(), run.err), ("", format!("error: {said}\n")), "{features} of {package}");
    }
}

#[test]
fn outside_of_a_project_cargo_says_so() {
    let run = run(&["check"]).ended(2);
    assert!(run.err.starts_with("error: could not find `Cargo.toml`"), "{}", run.err);
}

/// A library has the app; an executable with the configuration and a component are made from it.
fn layered() -> Project {
    let project = Project::empty();
    project.write("Cargo.toml", "[workspace]\nmembers = [\"tasks\", \"exe\", \"component\"]\nresolver = \"3\"\n");
    let package = |name: &str, more: &str| {
        let package = format!("[package]\nname = \"{name}\"\nversion = \"1.0.0\"\nedition = \"2024\"\n{more}");
        project.write(&format!("{name}/Cargo.toml"), package);
    };
    let link = "[dependencies]\ntasks = { path = \"../tasks\" }\n";
    package("tasks", "");
    package("exe", &format!("{link}{WINDOWS}{COMPONENT}"));
    package("component", &format!("{link}[lib]\nname = \"feed_tasks\"\ncrate-type = [\"cdylib\"]\n"));
    project.write("tasks/src/lib.rs", OUT_OF_PROCESS);
    project.write("exe/src/main.rs", "fn main() {\n    tasks::App::install();\n    tasks::App::register_all();\n}\n");
    project.write("component/src/lib.rs", "bgtask::export_component!(tasks::App);\n");
    project.write("exe/packaging/Package.appxmanifest", UWP);
    project
}

#[test]
fn the_package_with_the_configuration_keeps_the_files_of_an_app_that_several_link() {
    let project = layered();
    assert_eq!(listed(&project, &[]), "Refresh migrate reschedule", "each task once");
    let check = project.run(&["check", "--message-format", "short"]).ended(1);
    let rules: Vec<_> = check.err.lines().filter(|line| line.contains("[BG")).collect();
    assert_eq!(rules.len(), 2, "each problem once, and no configuration is missed: {}", check.err);
    assert!(
        rules.iter().all(|line| line.starts_with("tasks/src/lib.rs:") && line.contains("[BG0603]")),
        "{}",
        check.err
    );
    project.run(&["sync"]).ended(0);
    let run = project.run(&["check"]).ended(0);
    assert_eq!(run.out, "nothing to do: exe/packaging/Package.appxmanifest matches the code\n");
    project.run(&["manifest", "--output", "out.appxmanifest"]).ended(0);
    let alone = project.run(&["check", "-p", "tasks"]).ended(0);
    let expected =
        "nothing to do: exe/Cargo.toml names the app's files; `--manifest-path exe/Cargo.toml` looks there\n";
    assert_eq!((alone.out.as_str(), alone.err.as_str()), (expected, ""));
}

#[test]
fn two_packages_can_not_keep_one_file_each_in_its_own_way() {
    let project = workspace();
    for (name, namespace) in [("one", "One"), ("two", "Two")] {
        let manifest = project.read(&format!("{name}/Cargo.toml"));
        let windows = WINDOWS.replace("packaging/", "../");
        project.write(&format!("{name}/Cargo.toml"), format!("{manifest}{windows}{COMPONENT}"));
        let code = project.read(&format!("{name}/src/lib.rs"));
        let model = format!("), model = \"out-of-process\", namespace = \"{namespace}\")]\npub struct App");
        project.write(&format!("{name}/src/lib.rs"), code.replace("))]\npub struct App", &model));
    }
    project.write("Package.appxmanifest", UWP);
    let run = project.run(&["sync"]).ended(2);
    assert!(run.err.contains("several packages keep") && run.err.contains("--package"), "{}", run.err);
    assert_eq!(project.read("Package.appxmanifest"), UWP);
    project.run(&["sync", "-p", "one"]).ended(0);
}

#[test]
fn targets_of_other_systems_have_no_files() {
    let project = out_of_process();
    let run = project.run(&["check", "--target", "x86_64-unknown-linux-gnu"]).ended(0);
    assert_eq!(run.out, "nothing to do: none of the targets is of Windows or of Apple\n");
    project.run(&["check", "--target", "aarch64-pc-windows-msvc"]).ended(1);
    let apple = project.run(&["check", "--target", "aarch64-apple-ios"]).ended(0);
    assert_eq!(apple.out, "nothing to do: no file has to declare a task\n");
}

/// The program and the DLL of an app whose library names the files.
#[test]
fn a_package_that_links_the_app_is_not_asked_for_what_the_apps_own_says() {
    let project = out_of_process();
    project.run(&["sync"]).ended(0);
    let in_dll = |arguments: &[&str]| project.run(&[arguments, &["--manifest-path", "dll/Cargo.toml"]].concat());
    let run = in_dll(&["check"]).ended(0);
    let elsewhere = "nothing to do: Cargo.toml names the app's files; `--manifest-path Cargo.toml` looks there\n";
    assert_eq!((run.out.as_str(), run.err.as_str()), (elsewhere, ""));
    assert_eq!(in_dll(&["sync"]).ended(0).out, elsewhere);
    let err = in_dll(&["manifest"]).ended(2).err;
    let expected = "error: Cargo.toml names the app's files\n  help: `--manifest-path Cargo.toml` looks there\n";
    assert_eq!(err, expected);

    // What is allowed for the app's own package is not looked at here.
    project.write("src/lib.rs", OUT_OF_PROCESS.replace("model = \"out", "allow(\"BG0813\"), model = \"out"));
    assert_eq!(in_dll(&["check"]).ended(0).err, "");
    assert!(project.run(&["check"]).ended(0).err.contains("BG0020"));

    // What is wrong with the code is told all the same.
    project.write("src/lib.rs", OUT_OF_PROCESS.replace("time:15", "time:10"));
    assert!(in_dll(&["check"]).ended(1).err.contains("BG0101"));

    // Where nobody names them, they are missing.
    let cargo = project.read("Cargo.toml");
    let without = cargo.split("[package.metadata").next().expect("the package");
    project.write("src/lib.rs", OUT_OF_PROCESS);
    project.write("Cargo.toml", format!("{without}\n[workspace]\nmembers = [\"dll\"]\n"));
    assert!(in_dll(&["check"]).ended(1).err.contains("BG0808"));
}

#[test]
fn of_a_workspace_only_what_matters_is_read() {
    let project = out_of_process();
    let manifest = project.read("Cargo.toml").replace("[\"dll\"]", "[\"dll\", \"broken\"]");
    project.write("Cargo.toml", &manifest);
    project.write("broken/Cargo.toml", "[package");
    project.write("src/main.rs", "fn main() { feed::App::install(); feed::App::register_all(&host); }");
    assert!(listed(&project, &[]).contains("Refresh"));
    project.run(&["sync"]).ended(0);
    project.run(&["check"]).ended(0);
    // What the program calls may stand in any of its files.
    project.write("src/main.rs", "mod start;\nfn main() { start::all(); }");
    project.write("src/start.rs", "pub fn all() { feed::App::install(); feed::App::register_all(&host); }");
    project.run(&["check"]).ended(0);
    // Every member may be meant here, and may make a DLL of any name.
    let others = manifest.replace("feed_tasks.dll", "others.dll");
    for (manifest, arguments) in [(&manifest, ["check", "--workspace"].as_slice()), (&others, &["check"])] {
        project.write("Cargo.toml", manifest);
        let run = project.run(arguments).ended(2);
        assert!(run.err.contains("broken"), "{}", run.err);
    }
}
