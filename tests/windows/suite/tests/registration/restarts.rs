//! What happens from one start of the app to the next: each is a process of its own.

use std::{fs, process::Command};

use windows_control::{Access, Configuration, STORE};
use windows_suite::{expected::Expected, package::folder};

/// A start of the app, in this version of its code, with what Windows is like then.
struct Start {
    title: &'static str,
    code: &'static str,
    system: Configuration,
}

fn started(title: &'static str, code: &'static str, version: [u16; 4], access: Access) -> Start {
    Start { title, code, system: Configuration { version, access, ..Configuration::default() } }
}

#[test]
fn an_app_from_its_first_start_to_its_downgrade() {
    const ALLOWED: Access = Access::AllowedSubjectToSystemPolicy;
    let store = folder().join("restarts");
    let _ = fs::remove_dir_all(&store);
    fs::create_dir(&store).expect("the folder can be written to");
    let mut expected = Expected::new("restarts.txt");
    for Start { title, code, system } in [
        started("the first start", "first", [1, 0, 0, 0], ALLOWED),
        started("the second start: all is kept", "first", [1, 0, 0, 0], ALLOWED),
        started("a trigger is another, in a build of the same version", "later", [1, 0, 0, 0], ALLOWED),
        started("the package is updated", "later", [1, 1, 0, 0], ALLOWED),
        started("the same again: all is kept", "later", [1, 1, 0, 0], ALLOWED),
        started("what the app does not declare any more is removed", "later, ours removed", [1, 1, 0, 0], ALLOWED),
        started("the package is downgraded", "first", [1, 0, 0, 0], ALLOWED),
        started("the user switches background work off", "first", [1, 0, 0, 0], Access::DeniedByUser),
        started(
            "updated while it is off: what the update asks for stays to be done",
            "first",
            [2, 0, 0, 0],
            Access::DeniedByUser,
        ),
        started("the user switches it on again", "first", [2, 0, 0, 0], ALLOWED),
    ] {
        let system = serde_json::to_string(&system).expect("it is plain data");
        let output = Command::new(folder().join("app.exe")).args([code, &system]).env(STORE, &store).output();
        let output = output.expect("tests/windows/run put it there");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let printed = String::from_utf8(output.stdout).expect("it prints text");
        expected.part(title, &printed.lines().map(str::to_owned).collect::<Vec<_>>());
    }
    expected.compare();
    let log = fs::read_to_string(store.join("calls.log")).expect("the double kept it");
    assert_eq!(log.matches("BackgroundExecutionManager.RemoveAccess()").count(), 4, "once for each other version");
}

#[test]
fn many_processes_share_what_is_registered() {
    let store = folder().join("shared");
    let _ = fs::remove_dir_all(&store);
    fs::create_dir(&store).expect("the folder can be written to");
    let system = serde_json::to_string(&Configuration::default()).expect("it is plain data");
    let run = || Command::new(folder().join("app.exe")).args(["first", &system]).env(STORE, &store).spawn();
    let mut apps: Vec<_> = (0..4).map(|_| run().expect("tests/windows/run put it there")).collect();
    for app in &mut apps {
        assert!(app.wait().expect("it ends").success());
    }
    let log = fs::read_to_string(store.join("calls.log")).expect("the double kept it");
    let registered = log.matches("BackgroundTaskBuilder.Register()").count();
    assert!((2..=8).contains(&registered), "{registered}");
}
