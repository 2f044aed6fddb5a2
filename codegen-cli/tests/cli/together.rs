//! Several runs at the same time.

use std::process::{Child, Command, Stdio};

use crate::feed::{MANIFEST, OUT_OF_PROCESS, UWP, out_of_process};
use crate::project::{Project, tool};

fn started(project: &Project, arguments: &[&str]) -> Child {
    let mut command: Command = tool();
    command.args(arguments).current_dir(project.root()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().expect("the tool can be started")
}

fn ended(children: Vec<Child>) {
    for child in children {
        let output = child.wait_with_output().expect("it ends");
        let told = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        assert!(output.status.success(), "{told:?}");
    }
}

#[test]
fn all_of_them_end_well_and_the_file_is_as_after_one() {
    let project = out_of_process();
    project.run(&["sync"]).ended(0);
    let synced = project.read(MANIFEST);
    for _ in 0..4 {
        project.write(MANIFEST, UWP);
        ended((0..6).map(|_| started(&project, &["sync"])).collect());
        assert_eq!(project.read(MANIFEST), synced);
        assert_eq!(project.names("packaging"), ["Package.appxmanifest"], "no lock or temporary file is left");
    }
}

#[test]
fn what_one_prunes_another_does_not_bring_back() {
    let project = out_of_process();
    project.run(&["sync"]).ended(0);
    let stale = project.read(MANIFEST);
    project.write("src/lib.rs", OUT_OF_PROCESS.replace("Refresh", "Fetch"));
    project.run(&["sync", "--prune"]).ended(0);
    let pruned = project.read(MANIFEST);
    assert_ne!(pruned, stale);
    for _ in 0..4 {
        project.write(MANIFEST, &stale);
        let arguments = |number| if number % 2 == 0 { ["sync"].as_slice() } else { &["sync", "--prune"] };
        ended((0..6).map(|number| started(&project, arguments(number))).collect());
        assert_eq!(project.read(MANIFEST), pruned);
        assert_eq!(project.names("packaging"), ["Package.appxmanifest"]);
    }
}
