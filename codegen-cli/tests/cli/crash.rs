//! What is left of a run that is killed, or finds the disk full, at any step of writing. Needs the feature `failpoints`.

use bgtask_codegen::file::Step;

use crate::feed::{APPLE, COMPONENT, INFO, MANIFEST, OUT_OF_PROCESS, PLIST, UWP, WINDOWS, out_of_process};
use crate::project::{Project, Run, tool};

/// Runs the tool with something happening at a step.
fn run(project: &Project, arguments: &[&str], step: Step, action: &str) -> Run {
    let mut command = tool();
    command.args(arguments).current_dir(project.root());
    command.env("FAILPOINTS", format!("{}=return({action})", step.name()));
    Run::of(&mut command)
}

/// Whether the new file is in place by the time that the step is done.
fn is_over(step: Step) -> bool {
    step == Step::Renamed
}

#[test]
fn a_killed_run_leaves_the_old_file_or_the_new_one() {
    let reference = out_of_process();
    reference.run(&["sync"]).ended(0);
    let new = reference.read(MANIFEST);
    for step in Step::ALL {
        let project = out_of_process();
        let killed = run(&project, &["sync"], step, "kill");
        assert_eq!(killed.status, None, "{step:?} is never reached: {}{}", killed.out, killed.err);
        assert_eq!(project.read(MANIFEST), if is_over(step) { new.as_str() } else { UWP }, "{step:?}");
        let left = project.names("packaging");
        assert!(left.len() <= 2 && left.iter().any(|name| name == "Package.appxmanifest"), "{step:?}: {left:?}");
        assert_eq!(left.len() == 2, !is_over(step), "{step:?}: {left:?}");
        // The next run is not kept from its work, and clears up.
        project.run(&["sync"]).ended(0);
        assert_eq!(project.read(MANIFEST), new, "{step:?}");
        assert_eq!(project.names("packaging"), ["Package.appxmanifest"], "{step:?}");
    }
}

#[test]
fn what_a_killed_run_left_is_cleared_up_by_one_that_has_nothing_to_write() {
    let project = out_of_process();
    run(&project, &["sync"], Step::Synced, "kill");
    assert_eq!(project.names("packaging").len(), 2);
    project.write("src/lib.rs", "use bgtask::prelude::*;\n#[background_app(tasks())]\npub struct App;\n");
    project.run(&["sync"]).ended(0);
    assert_eq!(project.read(MANIFEST), UWP);
    assert_eq!(project.names("packaging"), ["Package.appxmanifest"]);
}

#[test]
fn a_new_file_is_there_as_a_whole_or_not_at_all() {
    let reference = Project::new(&format!("{WINDOWS}{COMPONENT}"), OUT_OF_PROCESS);
    reference.write("packaging/.keep", "");
    let arguments = ["manifest", "--output", MANIFEST];
    reference.run(&arguments).ended(0);
    let new = reference.read(MANIFEST);
    for step in Step::ALL {
        let project = Project::new(&format!("{WINDOWS}{COMPONENT}"), OUT_OF_PROCESS);
        project.write("packaging/.keep", "");
        let killed = run(&project, &arguments, step, "kill");
        assert_eq!(killed.status, None, "{step:?} is never reached: {}{}", killed.out, killed.err);
        assert_eq!(project.path(MANIFEST).exists(), is_over(step), "{step:?}");
        project.run(&arguments).ended(0);
        assert_eq!(project.read(MANIFEST), new, "{step:?}");
        assert_eq!(project.names("packaging"), [".keep", "Package.appxmanifest"], "{step:?}");
    }
}

#[test]
fn of_two_files_each_is_whole() {
    let code = OUT_OF_PROCESS.replace("namespace =", "identifier_prefix = \"com.contoso.feed\", namespace =");
    let configuration = format!("{WINDOWS}{COMPONENT}{APPLE}");
    let written = Project::new(&configuration, &code);
    written.write(MANIFEST, UWP);
    written.write(INFO, PLIST);
    written.run(&["sync"]).ended(0);
    for step in Step::ALL {
        let project = Project::new(&configuration, &code);
        project.write(MANIFEST, UWP);
        project.write(INFO, PLIST);
        // The first file is written, and the second one is when it happens.
        let mut command = tool();
        command.arg("sync").current_dir(project.root());
        command.env("FAILPOINTS", format!("{}=1*off->return(kill)", step.name()));
        let killed = Run::of(&mut command);
        assert_eq!(killed.status, None, "{step:?}: {}{}", killed.out, killed.err);
        assert_eq!(project.read(MANIFEST), written.read(MANIFEST), "{step:?}");
        let info = if is_over(step) { written.read(INFO) } else { PLIST.to_owned() };
        assert_eq!(project.read(INFO), info, "{step:?}");
        project.run(&["sync"]).ended(0);
        assert_eq!(project.read(INFO), written.read(INFO), "{step:?}");
        assert_eq!(project.names("packaging"), ["Info.plist", "Package.appxmanifest"], "{step:?}");
    }
}

#[test]
fn a_full_disk_is_an_error_that_leaves_everything() {
    for step in Step::ALL.into_iter().filter(|step| !is_over(*step)) {
        let project = out_of_process();
        let run = run(&project, &["sync"], step, "full").ended(2);
        assert!(run.err.contains("error: can't write packaging/Package.appxmanifest: "), "{step:?}: {}", run.err);
        assert_eq!(project.read(MANIFEST), UWP, "{step:?}");
        assert_eq!(project.names("packaging"), ["Package.appxmanifest"], "{step:?}");
    }
}
