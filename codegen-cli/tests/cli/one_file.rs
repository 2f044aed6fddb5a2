//! `manifest` and `plist`.

use crate::feed::{
    APPLE, COMPONENT, DESKTOP, FOR_APPLE, INFO, MANIFEST, OUT_OF_PROCESS, PLIST, SERVER, UWP, WINDOWS, for_apple,
    out_of_process,
};
use crate::project::Project;

#[test]
fn an_input_with_the_entries_goes_to_standard_output() {
    let project = out_of_process();
    let to_stdout = project.run(&["manifest", "--input", MANIFEST, "--output", "-"]).ended(0);
    assert_eq!(project.read(MANIFEST), UWP);
    assert_eq!(to_stdout.err, "in-process: `reschedule` needs no manifest entry\n");
    project.run(&["sync"]).ended(0);
    assert_eq!(to_stdout.out, project.read(MANIFEST), "the same as what sync writes");
}

#[test]
fn an_output_is_written_and_the_second_time_left_alone() {
    let project = for_apple();
    let arguments = ["plist", "--input", INFO, "--output", "out.plist"];
    assert_eq!(project.run(&arguments).ended(0).out, "wrote out.plist\n");
    assert_eq!(project.read(INFO), PLIST);
    assert_eq!(project.run(&arguments).ended(0).out, "nothing to do: out.plist matches the code\n");
    project.run(&["sync"]).ended(0);
    assert_eq!(project.read("out.plist"), project.read(INFO));
    let in_place = project.run(&["plist", "--input", INFO, "--output", INFO]).ended(0);
    assert_eq!(in_place.out, "nothing to do: packaging/Info.plist matches the code\n");
}

/// As the help of `check` says it, where no file was made yet.
#[test]
fn a_minimal_file_brings_its_folder() {
    let project = Project::new(&format!("{WINDOWS}{COMPONENT}"), OUT_OF_PROCESS).with_dll();
    let err = project.run(&["check"]).ended(2).err;
    assert!(
        err.contains("`cargo bgtask manifest --output packaging/Package.appxmanifest` makes a minimal one"),
        "{err}"
    );
    project.run(&["manifest", "--output", MANIFEST]).ended(0);
    project.run(&["check"]).ended(0);
}

#[test]
fn standard_input_is_added_to() {
    for (project, command, file) in [(out_of_process(), "manifest", MANIFEST), (for_apple(), "plist", INFO)] {
        let expected = project.run(&[command, "--input", file]).ended(0).out;
        let run = project.fed(&[command, "--input", "-"], project.read(file).as_bytes()).ended(0);
        assert_eq!(run.out, expected);
        let run = project.fed(&[command, "--input", "-", "--output", "out"], project.read(file).as_bytes()).ended(0);
        assert_eq!((run.out.as_str(), project.read("out")), ("wrote out\n", expected), "{}", run.err);
        let run = project.fed(&[command, "--input", "-", "--output", "out2"], b"<a>\n<b>").ended(2);
        assert!(run.err.starts_with("error: can't use <stdin>:2:1: element `b` is not closed"), "{}", run.err);
        assert_eq!(run.out, "");
        assert!(!project.path("out2").exists());
    }
}

#[test]
fn a_property_list_from_nowhere_gets_its_usage_descriptions_too() {
    let project = Project::new(APPLE, &FOR_APPLE.replace("\"audio\"", "\"bluetooth-central\""));
    for run in [
        project.run(&["plist", "--usage-descriptions"]),
        project.fed(&["plist", "--usage-descriptions", "--input", "-"], PLIST.as_bytes()),
    ] {
        let run = run.ended(0);
        assert!(run.out.contains("<string>To fill in: why the app uses Bluetooth</string>"), "{}", run.out);
        assert!(run.err.contains("warning[BG0705]"), "{}", run.err);
    }
    let run = project.run(&["manifest", "--usage-descriptions"]).ended(2);
    assert!(run.err.contains("unexpected argument"), "{}", run.err);
}

#[test]
fn without_an_input_a_complete_one_is_made_that_check_takes() {
    let project = Project::new(&format!("{WINDOWS}{COMPONENT}"), OUT_OF_PROCESS).with_dll();
    project.write("packaging/.keep", "");
    project.run(&["manifest", "--output", MANIFEST]).ended(0);
    let text = project.read(MANIFEST);
    assert!(text.contains("EntryPoint=\"Feed.Tasks.Refresh\"") && text.contains("Version=\"0.1.0.0\""), "{text}");
    let run = project.run(&["check"]).ended(0);
    assert_eq!(run.err, "");

    let project = Project::new(APPLE, FOR_APPLE);
    project.write("packaging/.keep", "");
    project.run(&["plist", "--output", INFO]).ended(0);
    assert!(project.read(INFO).contains("<string>com.contoso.feed.refresh</string>"));
    project.run(&["check"]).ended(0);
}

#[test]
fn without_an_input_a_file_that_is_there_is_not_replaced() {
    for (project, command, file) in [(out_of_process(), "manifest", MANIFEST), (for_apple(), "plist", INFO)] {
        let before = project.read(file);
        let run = project.run(&[command, "--output", file]).ended(2);
        assert_eq!(project.read(file), before);
        let help = format!("help: `--input {file} --output {file}` adds to it");
        assert!(run.err.contains(&help), "{}", run.err);
    }

    // A minimal one of its own making is left alone, and an empty file is nobody's work.
    let project = Project::new(&format!("{WINDOWS}{COMPONENT}"), OUT_OF_PROCESS).with_dll();
    project.write(MANIFEST, "");
    project.run(&["manifest", "--output", MANIFEST]).ended(0);
    let again = project.run(&["manifest", "--output", MANIFEST]).ended(0);
    assert_eq!(again.out, format!("nothing to do: {MANIFEST} matches the code\n"));
}

#[test]
fn a_new_manifest_of_a_desktop_app_runs_in_full_trust() {
    let code = "use bgtask::prelude::*;\n\
        #[background_task(trigger = \"time:15\", windows(clsid = \"7d13d534-fd12-43ce-8c22-ea1ff13c06df\"))]\n\
        pub struct Refresh;\n#[background_app(tasks(Refresh), model = \"com\")]\npub struct App;\n";
    let project = Project::new(&format!("{WINDOWS}{SERVER}"), code);
    let text = project.run(&["manifest"]).ended(0).out;
    assert!(text.contains("EntryPoint=\"Windows.FullTrustApplication\"") && text.contains("runFullTrust"), "{text}");
    assert!(text.contains("Executable=\"feed.exe\""), "{text}");
}

#[test]
fn stale_entries_are_pruned_on_request() {
    let project = out_of_process();
    project.run(&["sync"]).ended(0);
    project.write("src/lib.rs", OUT_OF_PROCESS.replace("Refresh", "Fetch"));
    let kept = project.run(&["manifest", "--input", MANIFEST]).ended(0);
    assert!(kept.out.contains("Feed.Tasks.Refresh\"") && kept.err.contains("warning[BG0604]"), "{}", kept.err);
    let pruned = project.run(&["manifest", "--input", MANIFEST, "--prune"]).ended(0);
    assert!(!pruned.out.contains("Feed.Tasks.Refresh\""), "{}", pruned.out);
}

#[test]
fn the_wrong_kind_of_app_is_an_error_and_nothing_is_written() {
    let project = out_of_process();
    project.write("desktop.xml", DESKTOP);
    let run = project.run(&["manifest", "--input", "desktop.xml", "--output", "out.xml"]).ended(1);
    assert!(run.err.contains("error[BG0601]") && run.err.contains("nothing was written"), "{}", run.err);
    assert!(!project.path("out.xml").exists());
}

#[test]
fn a_binary_property_list_stays_binary() {
    let project = for_apple();
    let mut bytes = Vec::new();
    plist::Value::from_reader(std::io::Cursor::new(PLIST))
        .and_then(|value| value.to_writer_binary(&mut bytes))
        .expect("a binary property list");
    project.write(INFO, &bytes);
    let run = project.run(&["sync", "--diff"]).ended(0);
    assert!(run.out.contains("+\t\t<string>fetch</string>"), "shown as XML: {}", run.out);
    let after = std::fs::read(project.path(INFO)).expect("the file");
    assert!(after.starts_with(b"bplist"));
    let value = plist::Value::from_reader(std::io::Cursor::new(after)).expect("a property list");
    let modes = value.as_dictionary().and_then(|root| root.get("UIBackgroundModes")).and_then(plist::Value::as_array);
    assert_eq!(modes.map(Vec::len), Some(3));
    project.run(&["check"]).ended(0);
}

#[test]
fn a_package_without_an_app_is_refused() {
    let run = Project::new("", "").run(&["manifest"]).ended(2);
    assert!(run.err.contains("no #[background_app] was found"), "{}", run.err);
}
