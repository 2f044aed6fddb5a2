//! Warnings that are accepted in place.

use crate::feed::{
    APPLE, COMPONENT, FOR_APPLE, INFO, MANIFEST, OUT_OF_PROCESS, PLIST, UWP, WINDOWS, out_of_process, windows,
};
use crate::project::Project;

fn for_apple(code: &str) -> Project {
    let project = Project::new(APPLE, code);
    project.write(INFO, PLIST);
    project
}

/// What a strict check tells, a line each, when it ends so.
#[track_caller]
fn strict(project: &Project, status: i32) -> String {
    project.run(&["check", "--strict", "--message-format", "short"]).ended(status).err
}

/// An app of which one task has a condition that means nothing on Apple systems, and the other nothing that stands for it.
fn warned(of_refresh: &str, of_zone: &str, of_app: &str) -> String {
    FOR_APPLE
        .replace("time:15\"", &format!("time:15\", condition = \"SessionConnected\"{of_refresh}"))
        .replace("maintenance:480\"", &format!("system:TimeZoneChange\"{of_zone}"))
        .replace("modes(\"audio\")", &format!("modes(\"audio\"){of_app}"))
}

#[test]
fn a_strict_check_is_green_on_an_app_that_knows_what_it_does() {
    let project = for_apple(&warned("", "", ""));
    project.run(&["sync"]).ended(0);
    let err = strict(&project, 1);
    assert_eq!(err.matches("error[").count(), 2, "{err}");
    assert!(err.contains("error[BG0525]") && err.contains("error[BG0526]"), "{err}");

    for (of_refresh, of_zone, of_app) in [
        (", allow(\"BG0526\")", ", allow(\"BG0525\")", ""),
        ("", "", ", allow(\"BG0525\", \"BG0526\")"),
        (", allow(BG0526)", "", ", allow(bg0525)"),
        ("", "", ", strict, allow(\"BG0525\", \"BG0526\")"),
    ] {
        project.write("src/lib.rs", warned(of_refresh, of_zone, of_app));
        assert_eq!(strict(&project, 0), "", "{of_refresh}{of_zone}{of_app}");
        for command in ["sync", "list"] {
            assert_eq!(
                project.run(&[command, "--strict"]).ended(0).err,
                "",
                "{command}: {of_refresh}{of_zone}{of_app}"
            );
        }
        let one_file = ["plist", "--strict", "--input", INFO, "--output", INFO];
        assert_eq!(project.run(&one_file).ended(0).err, "");
    }
}

#[test]
fn what_one_task_allows_another_is_told() {
    let project = for_apple(&warned(", allow(\"BG0525\")", ", allow(\"BG0526\")", ""));
    project.run(&["sync"]).ended(0);
    let err = project.run(&["check", "--message-format", "short"]).ended(0).err;
    let told: Vec<_> = err.lines().filter_map(|line| line.split_once(": ")).collect();
    let [refresh, its_allow, zone, zones_allow, _] = told.as_slice() else { panic!("{err}") };
    assert_eq!(refresh.0, "src/lib.rs:3:52");
    assert!(refresh.1.starts_with("warning[BG0526]: "), "{err}");
    assert_eq!(*its_allow, ("src/lib.rs:3:78", "warning[BG0020]: BG0525 is allowed here, and would not be told"));
    assert!(zone.1.starts_with("warning[BG0525]: "), "{err}");
    assert_eq!(zones_allow.1, "warning[BG0020]: BG0526 is allowed here, and would not be told");
}

#[test]
fn what_is_told_of_files_an_app_allows() {
    let project = out_of_process();
    project.run(&["sync"]).ended(0);
    let renamed = OUT_OF_PROCESS.replace("Refresh", "Fetch");
    project.write("src/lib.rs", &renamed);
    project.run(&["sync"]).ended(0);
    assert!(strict(&project, 1).contains("error[BG0604]"));
    project.write("src/lib.rs", renamed.replace("namespace =", "allow(\"BG0604\"), namespace ="));
    assert_eq!(strict(&project, 0), "");
    project.run(&["sync", "--prune"]).ended(0);
    let err = strict(&project, 1);
    assert!(err.contains("error[BG0020]: BG0604 is allowed here, and would not be told"), "{err}");
}

#[test]
fn a_task_for_another_app_may_be_in_no_list() {
    let code = format!(
        "{OUT_OF_PROCESS}\n#[background_task(trigger = \"time:60\", allow(\"BG0801\"))]\npub fn of_another_app() {{}}\n"
    );
    let project = windows(COMPONENT, UWP, &code);
    project.run(&["sync"]).ended(0);
    assert_eq!(strict(&project, 0), "");
    project.write("src/lib.rs", code.replace(", allow(\"BG0801\")", ""));
    assert!(strict(&project, 1).contains("error[BG0801]"));
}

#[test]
fn what_is_told_of_the_app_no_task_allows() {
    let project = out_of_process();
    project.run(&["sync"]).ended(0);
    let on_task = OUT_OF_PROCESS.replace("ServicingComplete\"", "ServicingComplete\", allow(\"BG0813\")");
    project.write("src/lib.rs", &on_task);
    project.write("dll/src/lib.rs", "");
    let err = strict(&project, 1);
    assert!(err.contains("error[BG0813]"), "{err}");
    let told = "src/lib.rs:6:63: error[BG0020]: BG0813 is told of the app, and a task's `allow` does not hold for it";
    let err = project.run(&["check", "--message-format", "short"]).err;
    assert!(err.contains(&told.replace("error[", "warning[")), "{err}");
    project.write("src/lib.rs", OUT_OF_PROCESS.replace("namespace =", "allow(\"BG0813\"), namespace ="));
    assert_eq!(strict(&project, 0), "");
}

#[test]
fn what_was_not_looked_at_is_not_called_unused() {
    // Nothing is told of Apple systems where only Windows is looked at.
    let code = OUT_OF_PROCESS
        .replace("namespace =", "identifier_prefix = \"com.contoso.feed\", allow(\"BG0526\"), namespace =");
    let project = Project::new(&format!("{WINDOWS}{COMPONENT}{APPLE}"), &code).with_dll();
    project.write(MANIFEST, UWP);
    project.write(INFO, PLIST);
    project.run(&["sync"]).ended(0);
    let windows = ["check", "--target", "x86_64-pc-windows-msvc", "--message-format", "short"];
    let err = project.run(&windows).ended(0).err;
    assert!(!err.contains("BG0020"), "{err}");
    // The same where a mistake may hide what would be told.
    project.write("src/lib.rs", code.replace("condition = \"UserPresent\"", "condition = \"Present\""));
    let err = strict(&project, 1);
    assert!(err.contains("BG0201") && !err.contains("BG0020"), "{err}");
}

#[test]
fn an_error_can_not_be_allowed() {
    let code = OUT_OF_PROCESS.replace("time:15\"", "time:5\", allow(\"BG0101\")");
    let project = windows(COMPONENT, UWP, &code);
    let err = project.run(&["check", "--message-format", "short"]).ended(1).err;
    assert!(err.contains("error[BG0101]") && err.contains("error[BG0010]: BG0101 is an error"), "{err}");
}
