//! Which packages a command is about, with cargo's options.

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
fn outside_of_a_project_cargo_says_so() {
    let run = run(&["check"]).ended(2);
    assert!(run.err.starts_with("error: could not find `Cargo.toml`"), "{}", run.err);
}
