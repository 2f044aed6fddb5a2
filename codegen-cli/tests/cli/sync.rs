//! `sync`.

use crate::feed::{
    APPLE, COMPONENT, DESKTOP, FOR_APPLE, INFO, MANIFEST, OUT_OF_PROCESS, PLIST, SERVER, UWP, WINDOWS, for_apple,
    out_of_process, windows,
};
use crate::project::Project;

/// The lines that a diff adds and removes.
fn changed(diff: &str) -> (Vec<&str>, Vec<&str>) {
    let of = |sign: char, header: &str| {
        let lines = diff.lines().filter(|line| line.starts_with(sign) && !line.starts_with(header));
        lines.map(|line| line[1..].trim()).collect::<Vec<_>>()
    };
    (of('+', "+++"), of('-', "---"))
}

#[test]
fn a_diff_shows_exactly_what_is_written() {
    let project = out_of_process();
    let run = project.run(&["sync", "--diff"]).ended(0);
    assert!(run.out.starts_with("--- a/packaging/Package.appxmanifest\n+++ b/packaging/Package.appxmanifest\n@@ "));
    let (added, removed) = changed(&run.out);
    assert_eq!(removed, Vec::<&str>::new());
    let expected = [
        "<Extensions>",
        "<Extension Category=\"windows.backgroundTasks\" EntryPoint=\"Feed.Tasks.Refresh\">",
        "<BackgroundTasks>",
        "<Task Type=\"timer\" />",
        "</BackgroundTasks>",
        "</Extension>",
        "<Extension Category=\"windows.backgroundTasks\" EntryPoint=\"Feed.Tasks.migrate\">",
        "<BackgroundTasks>",
        "<Task Type=\"systemEvent\" />",
        "</BackgroundTasks>",
        "</Extension>",
        "</Extensions>",
        "",
        "<Extensions>",
        "<Extension Category=\"windows.activatableClass.inProcessServer\">",
        "<InProcessServer>",
        "<Path>feed_tasks.dll</Path>",
        "<ActivatableClass ActivatableClassId=\"Feed.Tasks.Refresh\" ThreadingModel=\"both\" />",
        "<ActivatableClass ActivatableClassId=\"Feed.Tasks.migrate\" ThreadingModel=\"both\" />",
        "</InProcessServer>",
        "</Extension>",
        "</Extensions>",
    ];
    assert_eq!(added, expected);
    let end = "updated packaging/Package.appxmanifest: 22 lines added\n\
               in-process: `reschedule` needs no manifest entry\n";
    assert!(run.out.ends_with(end), "{}", run.out);

    // The file is the original and those lines.
    let after = project.read(MANIFEST);
    let mut rest = after.lines().collect::<Vec<_>>();
    for line in UWP.lines() {
        let at = rest.iter().position(|other| *other == line).unwrap_or_else(|| panic!("{line} is gone"));
        rest.remove(at);
    }
    assert_eq!(rest.len(), expected.len());
}

#[test]
fn a_verbose_diff_says_why_and_can_still_be_applied() {
    let project = out_of_process();
    let plain = project.run(&["sync", "--dry-run", "--diff"]).ended(0);
    assert!(!plain.out.contains("Windows finds the code"), "{}", plain.out);
    let run = project.run(&["sync", "--dry-run", "--diff", "-v"]).ended(0);
    let said: Vec<_> = run.out.lines().filter(|line| line.starts_with("packaging/Package.appxmanifest: ")).collect();
    assert_eq!(
        said[0],
        "packaging/Package.appxmanifest: line 30: declare the entry point Feed.Tasks.Refresh with the task type timer, for \
         `Refresh`: Windows registers a task only for an entry point and a task type that the manifest declares"
    );
    assert!(
        said.iter().any(|line| line.contains("for `migrate`: Windows finds the code of an entry point")),
        "{said:?}"
    );
    project.write("changes.patch", &run.out);
    let mut git = std::process::Command::new("git");
    if let Ok(output) = git.args(["apply", "--unsafe-paths", "changes.patch"]).current_dir(project.root()).output() {
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn a_second_run_has_nothing_to_do_and_does_not_touch_the_file() {
    let project = out_of_process();
    project.run(&["sync"]).ended(0);
    let modified = || project.path(MANIFEST).metadata().and_then(|metadata| metadata.modified()).expect("a time");
    let before = modified();
    let run = project.run(&["sync", "--diff"]).ended(0);
    let expected = "in-process: `reschedule` needs no manifest entry\n\
                    nothing to do: packaging/Package.appxmanifest matches the code\n";
    assert_eq!(run.out, expected);
    assert_eq!(run.err, "");
    assert_eq!(modified(), before);
    assert_eq!(project.run(&["sync", "-q", "--diff"]).ended(0).out, "");
}

#[test]
fn a_dry_run_writes_nothing() {
    let project = out_of_process();
    let run = project.run(&["sync", "--dry-run", "--diff"]).ended(0);
    assert!(run.out.contains("+++ b/packaging/Package.appxmanifest"), "{}", run.out);
    assert!(run.out.contains("\nwould update packaging/Package.appxmanifest: 22 lines added\n"), "{}", run.out);
    assert_eq!(project.read(MANIFEST), UWP);
}

#[test]
fn a_diff_can_be_applied() {
    let project = out_of_process();
    let diff = project.run(&["sync", "--dry-run", "--diff"]).ended(0).out;
    project.write("changes.patch", &diff);
    let mut git = std::process::Command::new("git");
    let applied = git.args(["apply", "--unsafe-paths", "changes.patch"]).current_dir(project.root()).output();
    match applied {
        Ok(output) => assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr)),
        Err(error) => {
            println!("git is not there, so the diff was not applied: {error}");
            return;
        }
    }
    let applied = project.read(MANIFEST);
    project.write(MANIFEST, UWP);
    project.run(&["sync"]).ended(0);
    assert_eq!(applied, project.read(MANIFEST));
}

#[test]
fn a_property_list_gets_modes_and_identifiers() {
    let project = for_apple();
    let run = project.run(&["sync", "--diff"]).ended(0);
    let (added, removed) = changed(&run.out);
    assert_eq!(removed, Vec::<&str>::new());
    let expected = [
        "<key>BGTaskSchedulerPermittedIdentifiers</key>",
        "<array>",
        "<string>com.contoso.feed.refresh</string>",
        "<string>com.contoso.feed.processing.power</string>",
        "</array>",
        "<key>UIBackgroundModes</key>",
        "<array>",
        "<string>audio</string>",
        "<string>fetch</string>",
        "<string>processing</string>",
        "</array>",
    ];
    let mut sorted = added.clone();
    sorted.sort_unstable();
    let mut expected_sorted = expected;
    expected_sorted.sort_unstable();
    assert_eq!(sorted, expected_sorted);
    assert_eq!(project.run(&["sync"]).ended(0).out, "nothing to do: packaging/Info.plist matches the code\n");
    assert!(!project.read(INFO).contains("UIApplicationExitsOnSuspend"));
}

#[test]
fn a_mode_that_no_task_needs_any_more_is_left_and_told() {
    let project = for_apple();
    project.run(&["sync"]).ended(0);
    let code = FOR_APPLE.replace("trigger = \"maintenance:480\"", "trigger = \"push-notification\"");
    project.write("src/lib.rs", code);
    let said = project.run(&["sync", "--prune"]).ended(0).out;
    let told: Vec<_> = said.lines().filter(|line| line.contains("stays")).collect();
    assert!(matches!(told[..], [line] if line.contains("the mode processing stays, and no task needs it")), "{said}");
    let list = project.read(INFO);
    assert!(list.contains("<string>processing</string>") && !list.contains("processing.power"), "{list}");
}

#[test]
fn exits_on_suspend_is_written_on_request() {
    let code = "use bgtask::prelude::*;\n\
        #[background_app(tasks(), platforms(\"apple\"), exits_on_suspend = true)]\npub struct App;\n";
    let project = Project::new(APPLE, code);
    project.write(INFO, PLIST);
    let run = project.run(&["sync"]).ended(0);
    assert!(run.err.contains("warning[BG0520]"), "dead since iOS 13: {}", run.err);
    assert!(project.read(INFO).contains("<key>UIApplicationExitsOnSuspend</key>\n\t<true/>"), "{}", project.read(INFO));
}

#[test]
fn com_tasks_get_a_server_and_no_task_declaration() {
    let code = "use bgtask::prelude::*;\n\
        #[background_task(trigger = \"time:15\", windows(clsid = \"7d13d534-fd12-43ce-8c22-ea1ff13c06df\"))]\n\
        pub struct Refresh;\n#[background_app(tasks(Refresh), model = \"com\")]\npub struct App;\n";
    let project = windows(SERVER, DESKTOP, code);
    let run = project.run(&["sync", "--diff"]).ended(0);
    let (added, _) = changed(&run.out);
    let added = added.join("\n");
    assert!(added.contains("Category=\"windows.comServer\""), "{added}");
    assert!(added.contains("Executable=\"feed.exe\" Arguments=\"-bgtask-serve-com\""), "{added}");
    assert!(added.contains("Id=\"7D13D534-FD12-43CE-8C22-EA1FF13C06DF\""), "{added}");
    assert!(!added.contains("LaunchAndActivationPermission"), "{added}");
    assert!(!added.contains("backgroundTasks"), "{added}");
    project.run(&["check"]).ended(0);
}

#[test]
fn forwarded_tasks_get_the_forwarder_and_a_server_that_it_may_start() {
    let code = "use bgtask::prelude::*;\n\
        #[background_task(trigger = \"system:TimeZoneChange\", windows(clsid = \"7d13d534-fd12-43ce-8c22-ea1ff13c06df\"))]\n\
        #[background_task(trigger = \"time:15\", name = \"Often\", windows(clsid = \"7d13d534-fd12-43ce-8c22-ea1ff13c06df\"))]\n\
        pub struct Zone;\n#[background_app(tasks(Zone), model = \"forwarded\")]\npub struct App;\n";
    let project = windows(&format!("{COMPONENT}{SERVER}"), DESKTOP, code);
    let run = project.run(&["sync", "--diff"]).ended(0);
    let (added, _) = changed(&run.out);
    let added = added.join("\n");
    assert!(added.contains("EntryPoint=\"Bgtask.Forwarder.Task\""), "{added}");
    assert!(added.contains("Type=\"systemEvent\"") && added.contains("Type=\"timer\""), "{added}");
    assert!(added.contains("ActivatableClassId=\"Bgtask.Forwarder.Task\""), "{added}");
    assert!(added.contains("LaunchAndActivationPermission=\"O:PSG:BUD:"), "{added}");
    assert_eq!(added.matches("Id=\"7D13D534").count(), 1, "one class for both registrations: {added}");
    project.run(&["check"]).ended(0);
}

#[test]
fn capabilities_that_are_known_are_written_and_others_reported() {
    let code = "use bgtask::prelude::*;\n\
        #[background_task(trigger = \"location:Geofence\")]\npub struct Fence;\n\
        #[background_app(tasks(Fence), model = \"out-of-process\", namespace = \"Feed.Tasks\")]\npub struct App;\n";
    let project = windows(COMPONENT, UWP, code);
    let run = project.run(&["sync", "--diff"]).ended(0);
    assert!(run.out.contains("+    <DeviceCapability Name=\"location\" />"), "{}", run.out);
    assert!(run.out.contains("+            <Task Type=\"location\" />"), "{}", run.out);
}

#[test]
fn stale_entries_are_reported_and_removed_on_request() {
    let project = out_of_process();
    project.run(&["sync"]).ended(0);
    let synced = project.read(MANIFEST);
    project.write("src/lib.rs", OUT_OF_PROCESS.replace("Refresh", "Fetch"));
    let run = project.run(&["sync"]).ended(0);
    assert!(
        run.err.contains("warning[BG0604]: no task has the entry point Feed.Tasks.Refresh any more"),
        "{}",
        run.err
    );
    assert!(project.read(MANIFEST).contains("Feed.Tasks.Refresh\""));
    let run = project.run(&["sync", "--prune", "--diff"]).ended(0);
    assert_eq!(run.err, "");
    assert!(!project.read(MANIFEST).contains("Feed.Tasks.Refresh\""), "{}", run.out);
    project.write("src/lib.rs", OUT_OF_PROCESS);
    project.run(&["sync", "--prune"]).ended(0);
    let order = |text: &str| {
        let mut lines: Vec<_> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    assert_eq!(order(&project.read(MANIFEST)), order(&synced));
}

#[test]
fn added_and_pruned_gives_back_the_original() {
    let project = out_of_process();
    project.run(&["sync"]).ended(0);
    project.write("src/lib.rs", "use bgtask::prelude::*;\n#[background_app(tasks())]\npub struct App;\n");
    project.run(&["sync", "--prune"]).ended(0);
    assert_eq!(project.read(MANIFEST), UWP);
}

#[test]
fn what_can_not_be_judged_keeps_stale_entries_in_place() {
    let project = out_of_process();
    project.run(&["sync"]).ended(0);
    let synced = project.read(MANIFEST);
    let code = OUT_OF_PROCESS
        .replace(
            "#[background_task(trigger = \"time:15\"",
            "#[cfg(has_feeds)]\n#[background_task(trigger = \"time:15\"",
        )
        .replace("tasks(Refresh, ", "tasks(#[cfg(has_feeds)] Refresh, ");
    project.write("src/lib.rs", code);
    let run = project.run(&["sync", "--prune"]).ended(0);
    assert!(run.err.contains("warning[BG0805]"), "{}", run.err);
    assert_eq!(project.read(MANIFEST), synced);
}

#[test]
fn with_errors_in_the_code_nothing_is_written() {
    let code = OUT_OF_PROCESS.replace("time:15", "time:5");
    let project = windows(COMPONENT, UWP, &code);
    let run = project.run(&["sync"]).ended(1);
    assert!(run.err.contains("error[BG0101]"), "{}", run.err);
    assert!(run.err.contains("packaging/Package.appxmanifest was not written, as there are errors"), "{}", run.err);
    assert_eq!(project.read(MANIFEST), UWP);
}

/// Without a component there is nothing that could be planned, and the file would seem to be in order.
#[test]
fn a_file_that_nothing_could_be_planned_for_was_not_written_either() {
    let clsid = "windows(clsid = \"7d13d534-fd12-43ce-8c22-ea1ff13c06df\")";
    let code = format!(
        "use bgtask::prelude::*;\n#[background_task(trigger = \"time:15\", {clsid})]\npub struct Refresh;\n\
         #[background_app(tasks(Refresh), model = \"com\", namespace = \"Feed.Tasks\")]\npub struct App;\n"
    );
    let project = windows(SERVER, DESKTOP, &code);
    project.run(&["sync"]).ended(0);
    let synced = project.read(MANIFEST);
    project.write("src/lib.rs", code.replace("\"com\"", "\"out-of-process\""));
    let run = project.run(&["sync", "--diff"]).ended(1);
    assert!(run.err.contains("error[BG0808]"), "{}", run.err);
    assert!(run.err.contains("packaging/Package.appxmanifest was not written, as there are errors"), "{}", run.err);
    assert_eq!(project.read(MANIFEST), synced);
    let json = project.run(&["sync", "--message-format", "json"]).ended(1).json_lines();
    assert!(json.iter().any(|line| line["reason"] == "file" && line["status"] == "held-back"), "{json:?}");
}

/// Git and `patch` apply a diff in the folder from which its paths go on, and take neither absolute paths nor `..`.
#[test]
fn a_diff_that_is_asked_for_in_a_folder_of_the_package_can_be_applied() {
    let project = out_of_process();
    let from = |folder: &str, arguments: &[&str]| {
        crate::project::Run::of(crate::project::tool().args(arguments).current_dir(project.path(folder))).ended(0)
    };
    let at_top = from(".", &["sync", "--dry-run", "--diff"]).out;
    let diff = |out: &str| out.split("would update").next().map(str::to_owned);
    for folder in ["src", "packaging", "dll/src"] {
        let below = from(
            folder,
            &["sync", "--dry-run", "--diff", "--manifest-path", &project.path("Cargo.toml").to_string_lossy()],
        );
        let expected = if folder == "packaging" {
            diff(&at_top).map(|diff| diff.replace("/packaging/", "/"))
        } else {
            diff(&at_top)
        };
        assert_eq!(diff(&below.out), expected, "{folder}");
    }
}

#[test]
fn one_file_that_can_not_be_used_holds_the_others_back() {
    let code = OUT_OF_PROCESS.replace("namespace =", "identifier_prefix = \"com.contoso.feed\", namespace =");
    let project = Project::new(&format!("{WINDOWS}{COMPONENT}{APPLE}"), &code).with_dll();
    project.write(MANIFEST, UWP);
    project.write(INFO, "<plist><dict>");
    let run = project.run(&["sync"]).ended(2);
    assert!(run.err.contains("error: can't use packaging/Info.plist:1:"), "{}", run.err);
    assert_eq!(project.read(MANIFEST), UWP);
}

#[test]
fn a_file_that_is_missing_is_not_made_up() {
    let project = Project::new(&format!("{WINDOWS}{COMPONENT}"), OUT_OF_PROCESS).with_dll();
    let run = project.run(&["sync"]).ended(2);
    assert!(run.err.starts_with("error: can't read packaging/Package.appxmanifest: "), "{}", run.err);
    assert!(run.err.contains("cargo bgtask manifest --output packaging/Package.appxmanifest"), "{}", run.err);
    assert!(!project.path(MANIFEST).exists());
}

#[test]
fn warnings_are_errors_under_strict_and_do_not_keep_from_writing() {
    let code = FOR_APPLE.replace("time:15\"", "time:15\", condition = \"UserPresent\"");
    let project = Project::new(APPLE, &code);
    project.write(INFO, PLIST);
    let run = project.run(&["sync", "--strict"]).ended(1);
    assert!(run.err.contains("error[BG0526]"), "{}", run.err);
    assert!(project.read(INFO).contains("com.contoso.feed.refresh"));
    project.write("src/lib.rs", code.replace("modes(", "strict, modes("));
    project.run(&["check"]).ended(1);
}

#[test]
fn an_app_without_anything_to_declare_has_nothing_to_do() {
    let code = "use bgtask::prelude::*;\n#[background_task(trigger = \"time:15\")]\npub struct Refresh;\n\
        #[background_app(tasks(Refresh))]\npub struct App;\n";
    let project = Project::new("", code);
    let run = project.run(&["sync"]).ended(0);
    let expected = "in-process: `Refresh` needs no manifest entry\nnothing to do: no file has to declare a task\n";
    assert_eq!(run.out, expected);
    project.write("src/lib.rs", "");
    assert_eq!(
        project.run(&["sync"]).ended(0).out,
        "nothing to do: no #[background_app] was found; `cargo bgtask init` suggests one\n"
    );
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_stays_one() {
    let project = out_of_process();
    std::fs::rename(project.path(MANIFEST), project.path("real.appxmanifest")).expect("a file to move");
    std::os::unix::fs::symlink("../real.appxmanifest", project.path(MANIFEST)).expect("a link");
    project.run(&["sync"]).ended(0);
    assert!(project.path(MANIFEST).is_symlink());
    assert!(project.read("real.appxmanifest").contains("Feed.Tasks.Refresh"));
}

#[test]
fn text_of_a_template_is_told_where_it_may_become_what_was_put_in() {
    let project = out_of_process();
    let text = UWP.replace("</Application>", "  ${extensions}\n    </Application>");
    assert_ne!(text, UWP);
    project.write(MANIFEST, &text);
    let line = text.lines().position(|line| line.contains("${extensions}")).expect("the text") + 1;
    let told = format!(
        "packaging/Package.appxmanifest:{line}:7: Application gets Extensions beside the text `${{extensions}}`: should that \
         become Extensions too, there are two\n"
    );
    let run = project.run(&["sync"]).ended(0);
    assert!(run.out.contains(&told), "{}", run.out);
    assert!(project.read(MANIFEST).contains("${extensions}"));
    // Once the element is there, there is nothing more to tell.
    let run = project.run(&["sync"]).ended(0);
    assert!(!run.out.contains("${extensions}"), "{}", run.out);
}
