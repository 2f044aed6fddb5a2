//! `check`.

use crate::feed::{
    APPLE, COMPONENT, DESKTOP, FOR_APPLE, INFO, MANIFEST, OUT_OF_PROCESS, PLIST, SERVER, UWP, WINDOWS, for_apple,
    out_of_process, windows,
};
use crate::project::Project;

/// The rules of the lines of a short report.
fn rules(text: &str) -> Vec<&str> {
    text.lines().filter_map(|line| Some(line.split_once('[')?.1.split_once(']')?.0)).collect()
}

#[track_caller]
fn short(project: &Project, status: i32) -> String {
    project.run(&["check", "--message-format", "short"]).ended(status).err
}

#[test]
fn a_file_that_is_out_of_step_is_an_error_at_both_places() {
    let project = out_of_process();
    let run = project.run(&["check"]).ended(1);
    assert_eq!(project.read(MANIFEST), UWP, "check writes nothing");
    let expected = "\
error[BG0603]: packaging/Package.appxmanifest lacks what task `Refresh` needs: declare the entry point Feed.Tasks.Refresh \
with the task type timer; add the class Feed.Tasks.Refresh to the in-process server feed_tasks.dll
  --> src/lib.rs:3:29
   |
 3 | #[background_task(trigger = \"time:15\", condition = \"UserPresent\")]
   |                             ^^^^^^^^^
   |
  ::: packaging/Package.appxmanifest:";
    assert!(run.err.starts_with(expected), "{}", run.err);
    assert!(run.err.contains("= help: `cargo bgtask sync` does it"), "{}", run.err);
    assert!(run.err.contains("= note: https://learn.microsoft.com/"), "{}", run.err);
    assert!(run.err.ends_with("try `cargo bgtask explain BG0603`.\nerror: 2 errors\n"), "{}", run.err);
    assert_eq!(run.out, "");
}

#[test]
fn a_namespace_that_is_missing_or_wrong_is_told_once() {
    let project = out_of_process();
    project.run(&["sync"]).ended(0);
    project.write("src/lib.rs", OUT_OF_PROCESS.replace(", namespace = \"Feed.Tasks\"", ""));
    let err = short(&project, 1);
    assert_eq!(rules(&err), ["BG0301"], "no entry in the manifest is stale, and none is missing: {err}");
    project.write("src/lib.rs", OUT_OF_PROCESS.replace("\"Feed.Tasks\"", "\"Feed::Tasks\""));
    let err = short(&project, 1);
    assert_eq!(rules(&err), ["BG0313"], "{err}");
    project.write(
        "src/lib.rs",
        OUT_OF_PROCESS.replace("\"UserPresent\"", "\"UserPresent\", windows(entry_point = \"a::b\")"),
    );
    let err = short(&project, 1);
    assert_eq!(rules(&err), ["BG0302"], "{err}");
}

#[test]
fn what_is_in_step_is_in_order() {
    let project = out_of_process();
    project.run(&["sync"]).ended(0);
    let run = project.run(&["check"]).ended(0);
    assert_eq!(run.out, "nothing to do: packaging/Package.appxmanifest matches the code\n");
    assert_eq!(run.err, "");
    let verbose = project.run(&["check", "-v"]).ended(0);
    assert_eq!(verbose.err, "in-process: `reschedule` needs no manifest entry\n");
    assert_eq!(project.run(&["check", "-q"]).ended(0).out, "");
}

#[test]
fn a_time_task_that_becomes_a_system_one_is_out_of_step() {
    let project = out_of_process();
    project.run(&["sync"]).ended(0);
    project.write("src/lib.rs", OUT_OF_PROCESS.replace("time:15", "system:InternetAvailable"));
    let err = short(&project, 1);
    let expected = "src/lib.rs:3:29: error[BG0603]: packaging/Package.appxmanifest lacks what task `Refresh` needs: add the \
                    task type systemEvent to the entry point Feed.Tasks.Refresh\nerror: 1 error\n";
    assert_eq!(err, expected);
    project.run(&["sync"]).ended(0);
    project.run(&["check"]).ended(0);
}

#[test]
fn a_property_list_that_is_out_of_step_is_an_error() {
    let project = for_apple();
    let err = short(&project, 1);
    assert_eq!(rules(&err), ["BG0701", "BG0701", "BG0701"], "the app, and each task: {err}");
    assert!(err.contains("add com.contoso.feed.processing.power to BGTaskSchedulerPermittedIdentifiers"), "{err}");
    project.run(&["sync"]).ended(0);
    assert_eq!(short(&project, 0), "");
    project.write("src/lib.rs", FOR_APPLE.replace("com.contoso.feed\"", "com.contoso.feed\", strict"));
    project.write(INFO, project.read(INFO).replace("feed.refresh", "feed.old"));
    let err = short(&project, 1);
    assert!(err.contains("error[BG0702]: no task has the identifier com.contoso.feed.old any more"), "{err}");
}

#[test]
fn an_in_process_task_in_a_desktop_app_is_an_error() {
    let code = "use bgtask::prelude::*;\n#[background_task(trigger = \"time:15\")]\npub struct Refresh;\n\
        #[background_app(tasks(Refresh))]\npub struct App;\n";
    let project = windows("", DESKTOP, code);
    let err = short(&project, 1);
    assert_eq!(rules(&err), ["BG0601"], "{err}");
    assert_eq!(rules(&short(&windows("", UWP, code), 0)), Vec::<&str>::new());
    let com = code
        .replace("time:15\"", "time:15\", windows(clsid = \"7d13d534-fd12-43ce-8c22-ea1ff13c06df\")")
        .replace("tasks(Refresh)", "tasks(Refresh), model = \"com\"");
    let err = short(&windows("com-server = \"feed.exe\"\n", UWP, &com), 1);
    assert!(rules(&err).contains(&"BG0602"), "{err}");
}

#[test]
fn a_windows_that_is_too_old_is_told() {
    let code = "use bgtask::prelude::*;\n#[background_task(trigger = \"time:15\")]\npub struct Refresh;\n\
        #[background_app(tasks(Refresh))]\npub struct App;\n";
    let project = windows("", &UWP.replace("10.0.17763.0", "10.0.10240.0"), code);
    assert_eq!(rules(&short(&project, 0)), ["BG0605"]);
}

#[test]
fn a_capability_that_a_trigger_only_seems_to_need_is_told_and_not_written() {
    let code = "use bgtask::prelude::*;\n#[background_task(trigger = \"contact-store-notification\")]\npub struct Contacts;\n\
        #[background_app(tasks(Contacts), model = \"out-of-process\", namespace = \"Feed.Tasks\")]\npub struct App;\n";
    let project = windows(COMPONENT, UWP, code);
    project.run(&["sync"]).ended(0);
    let synced = project.read(MANIFEST);
    assert!(!synced.contains("\"contacts\""), "{synced}");
    let err = short(&project, 0);
    assert_eq!(rules(&err), ["BG0606"], "{err}");
    assert!(err.contains("src/lib.rs:2:29: warning") && err.contains("needs the capability contacts"), "{err}");
    project.write(
        MANIFEST,
        synced.replace("  </Capabilities>", "    <uap:Capability Name=\"contacts\" />\n  </Capabilities>"),
    );
    assert_eq!(short(&project, 0), "");
}

#[test]
fn companions_of_modes_are_looked_for() {
    let code = FOR_APPLE.replace("\"audio\"", "\"location\", \"remote-notification\"");
    let project = Project::new(APPLE, &code);
    project.write(INFO, PLIST);
    project.run(&["sync"]).ended(0);
    let err = short(&project, 0);
    assert_eq!(rules(&err), ["BG0703", "BG0703"], "{err}");
    assert!(err.contains("goes with the key NSLocationWhenInUseUsageDescription"), "{err}");
    assert!(err.contains("goes with the entitlement aps-environment"), "{err}");
    assert!(err.starts_with("packaging/Info.plist:"), "at the mode: {err}");

    let key = "<key>NSLocationWhenInUseUsageDescription</key>\n\t<string>News of the town.</string>\n</dict>\n</plist>";
    project.write(INFO, project.read(INFO).replace("</dict>\n</plist>", key));
    project.write(
        "packaging/App.entitlements",
        "<plist version=\"1.0\"><dict><key>aps-environment</key><string>development</string></dict></plist>",
    );
    assert_eq!(short(&project, 0), "");
}

#[test]
fn usage_descriptions_are_put_in_on_request_and_told_until_they_are_written() {
    let code = FOR_APPLE.replace("\"audio\"", "\"location\", \"bluetooth-central\"");
    let project = Project::new(APPLE, &code);
    project.write(INFO, PLIST);
    project.run(&["sync"]).ended(0);
    assert!(!project.read(INFO).contains("UsageDescription"), "only on request");
    let before = project.read(INFO);
    let dry = project.run(&["sync", "--usage-descriptions", "--dry-run", "--diff"]).ended(0);
    assert_eq!(project.read(INFO), before);
    for line in [
        "+\t<key>NSLocationWhenInUseUsageDescription</key>\n\
         +\t<string>To fill in: why the app asks for the location while it is used</string>\n",
        "+\t<key>NSBluetoothAlwaysUsageDescription</key>\n+\t<string>To fill in: why the app uses Bluetooth</string>\n",
    ] {
        assert!(dry.out.contains(line), "{}", dry.out);
    }
    let run = project.run(&["sync", "--usage-descriptions", "--message-format", "short"]).ended(0);
    assert_eq!(rules(&run.err), ["BG0705", "BG0705"], "{}", run.err);
    assert!(run.err.starts_with("src/lib.rs:9:1: warning[BG0705]: "), "no task needs them, the app does: {}", run.err);

    let written = project.read(INFO);
    let told = short(&project, 0);
    assert_eq!(rules(&told), ["BG0705", "BG0705"], "{told}");
    assert!(told.starts_with("packaging/Info.plist:"), "{told}");
    project.run(&["check", "--strict"]).ended(1);
    project.run(&["sync", "--usage-descriptions"]).ended(0);
    assert_eq!(project.read(INFO), written, "the second time there is nothing to do");

    let empty = written.replace("To fill in: why the app uses Bluetooth", " ");
    let theirs = empty.replace("To fill in: why the app asks for the location while it is used", "News of the town.");
    project.write(INFO, &theirs);
    assert_eq!(rules(&short(&project, 0)), ["BG0705"], "an empty one says nothing");
    project.write(INFO, theirs.replace("<string> <", "<string>Talks to the barometer.<"));
    assert_eq!(short(&project, 0), "");
}

/// Of another part of the app nothing is asked for here.
#[test]
fn a_usage_description_that_no_mode_goes_with_is_not_told() {
    let project = for_apple();
    let key = |text: &str| format!("<key>NSCameraUsageDescription</key>\n\t<string>{text}</string>\n</dict>\n</plist>");
    project.write(INFO, PLIST.replace("</dict>\n</plist>", &key("")));
    project.run(&["sync"]).ended(0);
    assert_eq!(short(&project, 0), "");
    // Unless bgtask put it there for a mode that the app had.
    project.write(INFO, project.read(INFO).replace("<string></string>", "<string>To fill in: why</string>"));
    assert_eq!(rules(&short(&project, 0)), ["BG0705"]);
}

#[test]
fn usage_descriptions_that_a_project_writes_are_there() {
    let project = Project::new(APPLE, &FOR_APPLE.replace("\"audio\"", "\"location\""));
    project.write(INFO, PLIST);
    let settings = "{\n\tINFOPLIST_KEY_NSLocationWhenInUseUsageDescription = \"News of the town.\";\n}\n";
    project.write("packaging/Feed.xcodeproj/project.pbxproj", settings);
    project.run(&["sync", "--usage-descriptions"]).ended(0);
    assert!(!project.read(INFO).contains("UsageDescription"));
    assert_eq!(short(&project, 0), "");
}

#[test]
fn build_settings_that_write_the_same_keys_are_told() {
    let project = for_apple();
    project.run(&["sync"]).ended(0);
    let text = "// !$*UTF8*$!\n{\n\tINFOPLIST_KEY_UIBackgroundModes = fetch;\n}\n";
    project.write("packaging/Feed.xcodeproj/project.pbxproj", text);
    let err = short(&project, 0);
    assert!(err.starts_with("packaging/Feed.xcodeproj/project.pbxproj:3:2: warning[BG0704]"), "{err}");
}

#[test]
fn a_profile_that_aborts_is_told() {
    let code = "use bgtask::prelude::*;\n#[background_task(trigger = \"time:15\")]\npub struct Refresh;\n\
        #[background_app(tasks(Refresh))]\npub struct App;\n";
    let project = Project::new("[profile.release]\npanic = \"abort\"\n", code);
    let err = short(&project, 0);
    assert!(err.starts_with("Cargo.toml:7:9: warning[BG0802]: in the profile `release`"), "{err}");
}

#[test]
fn a_slip_in_the_list_is_told_once() {
    let code = "use bgtask::prelude::*;\n#[background_task(trigger = \"time:15\")]\npub struct Refresh;\n\
        #[background_app(tasks(Refersh))]\npub struct App;\n";
    let told = |code: &str| {
        let run = Project::new("", code).run(&["check"]).ended(1);
        let helps: Vec<_> = run.err.lines().filter_map(|line| line.trim_start().strip_prefix("= help: ")).collect();
        let told: Vec<_> = rules(&run.err).into_iter().filter(|rule| rule.starts_with("BG")).collect();
        (told.join(" "), helps.join("\n"))
    };
    let of = |rules: &str, help: &str| (String::from(rules), String::from(help));
    assert_eq!(told(code), of("BG0803", "did you mean `Refresh`?"));
    // A path keeps what is right of it.
    let deep = "use bgtask::prelude::*;\npub mod jobs { pub mod clean {\n\
        #[bgtask::background_task(trigger = \"time:15\")]\npub fn sweep() {}\n} }\n\
        #[background_app(tasks(jobs::clean::sweeep))]\npub struct App;\n";
    assert_eq!(told(deep), of("BG0803", "did you mean `jobs::clean::sweep`?"));
    // Renamed, or without an annotation.
    let annotate = "annotate it with `#[background_task(trigger = \"…\")]`";
    let renamed = of("BG0803", &format!("did you mean `Refresh`, which no app lists? else {annotate}"));
    assert_eq!(told(&code.replace("Refersh", "Fetch")), renamed);
    // What has nothing to do with the slip is told beside it.
    let forgotten = "#[background_task(trigger = \"time:60\")]\npub fn tidy() {}\n";
    let beside = of("BG0803 BG0801", "did you mean `Refresh`?\nadd it to `tasks(…)` of `App`");
    assert_eq!(told(&format!("{code}{forgotten}")), beside);
    let (rules, helps) = told(&format!("{}{forgotten}", code.replace("Refersh", "Fetch")));
    assert_eq!(rules, "BG0801 BG0803 BG0801", "which of two is meant is not known: {helps}");
    // What is compiled for other systems is no slip of what is forgotten.
    for name in ["Refersh", "Fetch"] {
        let elsewhere = code.replace("Refersh", &format!("#[cfg(target_os = \"linux\")] {name}"));
        let err = Project::new("", &elsewhere).run(&["check", "--message-format", "short"]).ended(0).err;
        assert!(err.contains("warning[BG0801]: `Refresh` is in no app's list"), "{err}");
        let two = code.replace("Refersh", &format!("Fetched, #[cfg(target_os = \"linux\")] {name}"));
        assert_eq!(told(&two), renamed, "the other one is not counted");
    }
}

#[test]
fn a_function_in_the_list_that_is_not_annotated_is_told_what_it_lacks() {
    let code = "use bgtask::prelude::*;\nfn reschedule() {}\n#[background_app(tasks(reschedule))]\npub struct App;\n";
    let run = Project::new("", code).run(&["check"]).ended(1);
    assert!(run.err.contains("error[BG0803]: no task `reschedule` was found"), "{}", run.err);
    assert!(run.err.contains("help: annotate it with `#[background_task(trigger = \"…\")]`"), "{}", run.err);
}

#[test]
fn what_the_configuration_lacks_is_told_with_what_to_add() {
    let project = Project::new(WINDOWS, OUT_OF_PROCESS).with_dll();
    project.write(MANIFEST, UWP);
    let run = project.run(&["check"]).ended(1);
    assert!(run.err.contains("error[BG0808]: tasks `Refresh` and `migrate` need `component` in the configuration"));
    let help = "add to Cargo.toml, under [package.metadata.bgtask.windows]: component = \"feed_tasks.dll\"";
    assert!(run.err.contains(help), "{}", run.err);
    assert!(run.err.contains("Cargo.toml:6:26"), "where the table stands: {}", run.err);

    // The name is that of the DLL; without one, what it means.
    let lib = project.read("dll/Cargo.toml").replace("[lib]", "[lib]\nname = \"news\"");
    project.write("dll/Cargo.toml", lib);
    let run = project.run(&["check"]).ended(1);
    assert!(run.err.contains("[package.metadata.bgtask.windows]: component = \"news.dll\""), "{}", run.err);
    project.write("dll/src/lib.rs", "");
    let run = project.run(&["check"]).ended(1);
    assert!(
        run.err.contains("component = \"…\", the DLL in the package for the out-of-process and forwarded tasks"),
        "{}",
        run.err
    );
    assert!(!run.err.contains("feed_tasks.dll"), "no name that is not the user's: {}", run.err);

    let nothing = short(&Project::new("", OUT_OF_PROCESS).with_dll(), 1);
    assert_eq!(rules(&nothing), ["BG0808", "BG0808"], "component and manifest: {nothing}");
    let nothing = short(&Project::new("", FOR_APPLE), 1);
    assert!(nothing.contains("need `info-plist` in the configuration"), "{nothing}");
}

/// As in a compilation.
#[test]
fn of_a_mistake_in_an_annotation_only_the_cause_is_told() {
    let code = "use bgtask::prelude::*;\n\
        #[background_task(trigger = \"time:15\", windows(model = \"cmo\"))]\npub fn refresh() {}\n\
        #[background_task(trigger = \"time:30\", windows(clsid = \"7D13\"))]\npub fn index() {}\n\
        #[background_task(trigger = \"time:60\", apple(identifier = \"a b\"), windows(clsid = \"{7D13D534-FD12-43CE-8C22-EA1FF13C06DF}\"))]\n\
        pub fn tidy() {}\n\
        #[background_app(tasks(refresh, index, tidy), model = \"com\", identifier_prefix = \"com.contoso.feed\")]\npub struct App;\n";
    let project = Project::new(&format!("{WINDOWS}{SERVER}{APPLE}"), code);
    project.write(MANIFEST, DESKTOP);
    project.write(INFO, PLIST);
    let err = short(&project, 1);
    let of_code: Vec<_> = rules(&err).into_iter().filter(|rule| *rule < "BG0600").collect();
    assert_eq!(of_code, ["BG0008", "BG0305", "BG0310"], "{err}");
}

/// Of a task that can't be declared yet, the parts that could be are not asked for: they come with the rest.
#[test]
fn what_follows_from_a_mistake_is_not_told_as_well() {
    let code = |clsid: &str| {
        format!(
            "use bgtask::prelude::*;\n#[background_task(trigger = \"time:15\"{clsid})]\npub fn refresh() {{}}\n\
             #[background_app(tasks(refresh), model = \"com\")]\npub struct App;\n"
        )
    };
    let bare = DESKTOP.replace("<rescap:Capability Name=\"runFullTrust\" />", "<Capability Name=\"internetClient\" />");
    assert_ne!(bare, DESKTOP);
    let whole = code(", windows(clsid = \"7D13D534-FD12-43CE-8C22-EA1FF13C06DF\")");
    let err = short(&windows(SERVER, &bare, &code("")), 1);
    assert_eq!(rules(&err), ["BG0304"], "{err}");
    let err = short(&windows("", &bare, &whole), 1);
    assert_eq!(rules(&err), ["BG0808"], "{err}");
    let err = short(&windows(SERVER, &bare, &whole), 1);
    assert_eq!(rules(&err), ["BG0603"], "{err}");
    assert!(err.contains("runFullTrust") && err.contains("7D13D534"), "{err}");

    // Another task is told of what both need.
    let second = "#[background_task(trigger = \"time:30\")]\npub fn tidy() {}\n#[background_app(tasks(refresh, tidy)";
    let both = whole.replace("#[background_app(tasks(refresh)", second);
    let err = short(&windows(SERVER, &bare, &both), 1);
    assert_eq!(rules(&err), ["BG0603", "BG0304"], "{err}");

    let project = Project::new(APPLE, &FOR_APPLE.replace(", identifier_prefix = \"com.contoso.feed\"", ""));
    project.write(INFO, PLIST);
    let err = short(&project, 1);
    assert_eq!(rules(&err), ["BG0309", "BG0701"], "{err}");
    assert!(err.contains("task `Refresh` and one other are meant to run on Apple systems"), "once for the app: {err}");
    assert!(err.ends_with("lacks what app `App` needs: add audio to UIBackgroundModes\nerror: 2 errors\n"), "{err}");
}

/// What a word would have meant that nobody knows, nothing is said of.
/// `sync --prune` would be told to take out what a slip of the pen only hides.
#[test]
fn an_entry_is_not_called_stale_while_a_mistake_hides_its_task() {
    const TWICE: &str = "pub mod a {\n#[bgtask::background_task(trigger = \"time:15\")]\npub fn migrate() {}\n}\n\
        pub mod b {\n#[bgtask::background_task(trigger = \"time:15\")]\npub fn migrate() {}\n}";
    let project = out_of_process();
    project.run(&["sync"]).ended(0);
    let code = project.read("src/lib.rs");
    for (from, to, rule) in [
        ("\"time:15\"", "\"tme:15\"", "BG0102"),
        ("\"system:ServicingComplete\"", "\"system:ServicingCompleted\"", "BG0103"),
        ("trigger = \"time:15\"", "triger = \"time:15\"", "BG0002"),
        ("tasks(Refresh,", "tasks(Refrsh,", "BG0803"),
        ("model = \"out", "modl = \"out", "BG0002"),
        ("tasks(Refresh, migrate, reschedule), ", "", "BG0009"),
        ("model = \"out-of-process\"", "model = \"out-of-proces\"", "BG0008"),
        ("#[background_task(trigger = \"system:ServicingComplete\")]\npub fn migrate() {}", TWICE, "BG0804"),
    ] {
        assert!(code.contains(from), "{from}");
        project.write("src/lib.rs", code.replacen(from, to, 1));
        let err = project.run(&["check", "--message-format", "short"]).ended(1).err;
        assert!(err.contains(rule) && !err.contains("BG0604") && !err.contains("BG0603"), "{to}: {err}");
    }
    project.write("src/lib.rs", code.replace("tasks(Refresh, ", "tasks("));
    let err = project.run(&["check", "--message-format", "short"]).ended(0).err;
    assert!(err.contains("BG0604"), "{err}");
    let cargo = project.read("Cargo.toml");
    project.write("Cargo.toml", cargo.replace("component =", "componnt ="));
    let err = project.run(&["check", "--message-format", "short"]).ended(1).err;
    assert!(err.contains("BG0807") && !err.contains("BG0604"), "{err}");
}

#[test]
fn what_follows_from_an_unknown_word_is_not_told_as_well() {
    let code = |of_task: &str, of_app: &str| {
        format!(
            "use bgtask::prelude::*;\n#[background_task(trigger = \"time:15\", {of_task})]\npub fn refresh() {{}}\n\
             #[background_app(tasks(refresh), {of_app})]\npub struct App;\n"
        )
    };
    let clsid = "windows(clsid = \"7D13D534-FD12-43CE-8C22-EA1FF13C06DF\")";
    let in_com = clsid.replace("windows(", "windows(model = \"comm\", ");
    let configuration = format!("{SERVER}{APPLE}");
    for (of_task, of_app, expected) in [
        (clsid, "model = \"comm\"", "BG0008"),
        (&in_com, "model = \"in-process\"", "BG0008"),
        ("windows(clsid = \"nonsense\")", "model = \"com\"", "BG0305"),
        (clsid, "model = \"com\", platforms(\"windws\")", "BG0008"),
        ("apple(identifier = \"a b\")", "platforms(\"apple\"), identifier_prefix = \"com.contoso\"", "BG0310"),
        ("apple(kind = \"refresh\")", "platforms(\"apple\"), identifier_prefix = \"com contoso\"", "BG0310"),
        (&clsid.replace("clsid", "clssid"), "model = \"com\"", "BG0002"),
        (&clsid.replace('"', ""), "model = \"com\"", "BG0005"),
        (
            &clsid.replace("(clsid", "(clsid = \"7D13D534-FD12-43CE-8C22-EA1FF13C06DE\", clsid"),
            "model = \"com\"",
            "BG0003",
        ),
        (clsid, "modle = \"com\"", "BG0002"),
    ] {
        let project = windows(&configuration, DESKTOP, &code(of_task, of_app));
        project.write(INFO, PLIST);
        let err = short(&project, 1);
        assert_eq!(rules(&err), [expected], "{err}");
    }
    // Of another task all is told that is its own.
    let second = "#[background_task(trigger = \"time:30\")]\npub fn tidy() {}\n#[background_app(tasks(refresh, tidy)";
    let both = code(&in_com, "model = \"com\"").replace("#[background_app(tasks(refresh)", second);
    let err = short(&windows(SERVER, DESKTOP, &both), 1);
    assert_eq!(rules(&err), ["BG0008", "BG0304"], "{err}");
}

/// What is started by a word that nobody knows may go with any model.
#[test]
fn of_a_trigger_that_is_not_known_no_model_is_asked_for() {
    let code = |trigger: &str, of_task: &str| {
        format!(
            "use bgtask::prelude::*;\n#[background_task(trigger = \"{trigger}\", windows({of_task}))]\npub fn refresh() {{}}\n\
             #[background_app(tasks(refresh), model = \"com\")]\npub struct App;\n"
        )
    };
    let clsid = "clsid = \"7D13D534-FD12-43CE-8C22-EA1FF13C06DF\"";
    for (trigger, expected) in [("system:TimezoneChange", "BG0103"), ("sytem:TimeZoneChange", "BG0102")] {
        let err = short(&windows(SERVER, DESKTOP, &code(trigger, clsid)), 1);
        assert_eq!(rules(&err), [expected], "{err}");
    }
}

/// Who is to choose another model is not told what the one at hand makes of other words.
#[test]
fn options_of_a_model_that_the_app_can_not_have_are_not_judged() {
    let code = "use bgtask::prelude::*;\n\
        #[background_task(trigger = \"time:15\", windows(clsid = \"7D13D534-FD12-43CE-8C22-EA1FF13C06DF\"))]\npub fn refresh() {}\n\
        #[background_app(tasks(refresh), model = \"in-process\")]\npub struct App;\n";
    let err = short(&windows(SERVER, DESKTOP, code), 1);
    assert_eq!(rules(&err), ["BG0601"], "{err}");
    let err = short(&windows(SERVER, UWP, code), 0);
    assert_eq!(rules(&err), ["BG0422"], "{err}");
}

/// The tasks are in it, once it is mended.
#[test]
fn tasks_are_not_called_unlisted_while_a_mistake_hides_the_list() {
    let task = "use bgtask::prelude::*;\n#[background_task(trigger = \"time:15\", platforms(\"windows\"))]\npub fn refresh() {}\n";
    for (of_app, expected) in
        [("tasks = [refresh]", "BG0005"), ("tasks(\"refresh\")", "BG0001"), ("taks(refresh)", "BG0002")]
    {
        let err = short(&Project::new("", &format!("{task}#[background_app({of_app})]\npub struct App;\n")), 1);
        assert_eq!(rules(&err), [expected], "{err}");
    }
    // A mistake in the task itself has nothing to do with it.
    let code = format!("{}#[background_app(tasks())]\npub struct App;\n", task.replace("platforms(", "platfroms("));
    let err = short(&Project::new("", &code), 1);
    assert_eq!(rules(&err), ["BG0801", "BG0002"], "{err}");
}

/// It knows of one target at a time.
#[test]
fn a_task_behind_a_cfg_is_judged_as_the_compiler_judges_it() {
    let code = |platforms: &str| {
        format!(
            "use bgtask::prelude::*;\n\
             #[background_task(trigger = \"time:15\", windows(clsid = \"7D13D534-FD12-43CE-8C22-EA1FF13C06DF\"))]\npub fn refresh() {{}}\n\
             #[cfg(target_os = \"ios\")]\n#[background_task(trigger = \"time:30\"{platforms})]\npub fn ios() {{}}\n\
             #[background_app(tasks(refresh, #[cfg(target_os = \"ios\")] ios), model = \"com\", \
             identifier_prefix = \"com.contoso.feed\")]\npub struct App;\n"
        )
    };
    let project = windows(&format!("{SERVER}{APPLE}"), DESKTOP, &code(""));
    project.write(INFO, PLIST);
    let (on_windows, on_ios) = (["--target", "x86_64-pc-windows-msvc"], ["--target", "aarch64-apple-ios"]);
    let on_both = [on_windows, on_ios].concat();
    let targets: [&[&str]; 4] = [&[], &on_windows, &on_ios, &on_both];
    let told = |targets: &[&str]| {
        let run = project.run(&[&["check", "--message-format", "short"], targets].concat());
        run.err.contains("[BG0304]: task `ios` is activated as com and has no CLSID")
    };
    assert_eq!(
        targets.map(told),
        [true, false, true, true],
        "wherever it is compiled: {}",
        project.run(&["check"]).err
    );
    // What it is meant for is the same everywhere, too.
    project.write("src/lib.rs", code(", platforms(\"apple\")"));
    project.run(&["sync"]).ended(0);
    for targets in targets {
        let run = project.run(&[&["check", "--message-format", "short"], targets].concat()).ended(0);
        assert!(!run.err.contains("error"), "{targets:?}: {}", run.err);
        project.run(&[&["sync"], targets].concat()).ended(0);
    }
    let listed = |targets: &[&str]| {
        let run = project.run(&[&["list"], targets].concat()).ended(0);
        run.out.lines().find(|line| line.contains("ios")).map(str::to_owned)
    };
    assert_eq!(listed(&on_ios), listed(&[]), "and it is listed alike");
}

/// For the other platform the list would not compile.
#[test]
fn a_task_that_is_listed_where_it_is_not_compiled_is_told() {
    let code = |task: &str, app: &str, more: &str| {
        format!(
            "use bgtask::prelude::*;\n{task}\n#[background_task(trigger = \"time:15\")]\npub fn refresh() {{}}\n\
             #[background_app({app})]\npub struct App;\n{more}"
        )
    };
    let both = |entry: &str| format!("tasks({entry}), identifier_prefix = \"com.contoso.feed\"");
    let made_for_both = |code: &str| {
        let project = windows(APPLE, UWP, code);
        project.write(INFO, PLIST);
        project.run(&["sync"]);
        short(&project, i32::from(code.contains("// told")))
    };
    let err = made_for_both(&code("#[cfg(unix)] // told", &both("refresh"), ""));
    let expected = "src/lib.rs:5:24: error[BG0803]: no task `refresh` is there when compiled for Windows";
    assert!(err.contains(expected), "{err}");
    let err = made_for_both(&code("#[cfg(windows)] // told", &both("refresh"), ""));
    assert!(err.contains("error[BG0803]: no task `refresh` is there when compiled for Apple systems"), "{err}");
    // The entry says so too, or there is another one by an import, or who knows.
    let twin = "#[cfg(unix)]\nmod imp { #[bgtask::background_task(trigger = \"time:15\")] pub fn refresh() {} }\n\
                #[cfg(unix)]\nuse imp::refresh;\n";
    let by_turns = "use bgtask::prelude::*;\n#[cfg(windows)]\nuse one as task;\n#[cfg(unix)]\nuse two as task;\n\
        #[cfg(windows)]\n#[background_task(trigger = \"time:15\")]\npub fn one() {}\n\
        #[cfg(unix)]\n#[background_task(trigger = \"time:15\")]\npub fn two() {}\n\
        #[background_app(tasks(task), identifier_prefix = \"com.contoso.feed\")]\npub struct App;\n";
    for code in [
        code("#[cfg(windows)]", &both("#[cfg(windows)] refresh"), ""),
        code("#[cfg(windows)]", &both("refresh"), twin),
        String::from(by_turns),
        code("#[cfg(has_sensors)]", &both("refresh"), ""),
        code("#[cfg(windows)]", "tasks(refresh)", ""),
        code("#[cfg(windows)]", &format!("{}, platforms(\"windows\")", both("refresh")), ""),
    ] {
        let err = made_for_both(&code);
        assert!(!err.contains("BG0803"), "{code}\n{err}");
    }
    // Without a property list, nobody asks for the other platform.
    let err = short(&windows("", UWP, &code("#[cfg(windows)]", "tasks(refresh)", "")), 0);
    assert!(!err.contains("BG0803"), "{err}");
}

#[test]
fn what_a_file_that_is_no_rust_may_have_is_not_called_stale_or_missing() {
    let project = out_of_process();
    let (tasks, app) = OUT_OF_PROCESS.split_at(OUT_OF_PROCESS.find("#[background_app").expect("the app"));
    project.write("src/lib.rs", format!("mod tasks;\nuse bgtask::prelude::*;\nuse tasks::*;\n{app}"));
    project.write("src/tasks.rs", tasks);
    project.run(&["sync"]).ended(0);
    assert_eq!(short(&project, 0), "");
    project.write("src/tasks.rs", format!("{tasks}}}"));
    let err = short(&project, 1);
    assert_eq!(rules(&err), ["BG0806"], "{err}");
}

#[test]
fn what_a_misspelt_key_lacks_is_not_told_as_well() {
    let configuration = "[package.metadata.bgtask.windows]\nmanifst = \"a\"\ncomponent = 5\n";
    let told = short(&Project::new(configuration, OUT_OF_PROCESS), 1);
    assert_eq!(rules(&told), ["BG0807", "BG0807"], "{told}");
}

#[test]
fn a_key_that_is_not_known_is_an_error_at_its_place() {
    let project = Project::new("[package.metadata.bgtask.windows]\nmanifst = \"a\"\n", "");
    let run = project.run(&["check"]).ended(1);
    assert!(run.err.starts_with("error[BG0807]: "), "{}", run.err);
    assert!(run.err.contains("Cargo.toml:7:1") && run.err.contains("did you mean `manifest`?"), "{}", run.err);
}

#[test]
fn what_stands_in_the_way_is_told_where_it_stands() {
    let project = out_of_process();
    project.run(&["sync"]).ended(0);
    let configuration = project.read("Cargo.toml").replace(COMPONENT, "component = \"other.dll\"\n");
    project.write("Cargo.toml", configuration);
    let err = short(&project, 1);
    assert!(err.contains("packaging/Package.appxmanifest:") && err.contains("not in other.dll"), "{err}");
    assert!(!err.contains("lacks what"), "{err}");
}

#[test]
fn several_problems_come_in_the_order_of_the_source() {
    let code = "use bgtask::prelude::*;\n#[background_task(trigger = \"time:5\", condition = \"UserPresnt\")]\npub struct A;\n\
        #[background_task(trigger = \"tiem:15\")]\npub struct B;\n#[background_app(tasks(A, B))]\npub struct App;\n";
    let err = short(&Project::new("", code), 1);
    assert_eq!(rules(&err), ["BG0101", "BG0201", "BG0102"], "{err}");
}

#[test]
fn more_task_types_than_the_schema_takes_are_told() {
    let types = (0..17).map(|number| format!("<Task Type=\"type{number}\" />")).collect::<Vec<_>>().concat();
    let extension = format!(
        "<Extensions><Extension Category=\"windows.backgroundTasks\" EntryPoint=\"Feed.Tasks.Refresh\"><BackgroundTasks>\
         {types}</BackgroundTasks></Extension></Extensions></Application>"
    );
    let project = windows(COMPONENT, &UWP.replace("</Application>", &extension), OUT_OF_PROCESS);
    let err = short(&project, 1);
    assert_eq!(rules(&err), ["BG0607"], "{err}");
    assert!(err.starts_with("packaging/Package.appxmanifest:"), "{err}");
    project.run(&["sync"]).ended(1);
}

#[test]
fn every_rule_about_files_has_its_test() {
    let tests = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut sources = String::new();
    for folder in ["cli", "find", "witness"] {
        for entry in std::fs::read_dir(tests.join(folder)).expect("a folder of tests") {
            let path = entry.expect("an entry").path();
            if path.extension().is_some_and(|extension| extension == "rs") {
                sources += &std::fs::read_to_string(path).expect("a source file");
            }
        }
    }
    let untested: Vec<_> = bgtask_core::rules::all()
        .map(|rule| rule.id)
        // Those below 600 are about code alone, and tested where they are.
        .filter(|id| *id > "BG0600" && !sources.contains(id))
        .collect();
    assert!(untested.is_empty(), "no test of the command line, of finding or of binaries names {untested:?}");
}

#[test]
fn a_root_that_can_not_be_used_is_told_at_its_own_place() {
    let project = Project::new("", "pub fn first() {}\n");
    project.write("src/main.rs", b"\xEF\xBB\xBFfn main() {}\n// Gr\xFC\xDFe\nfn other() {}\n");
    let run = project.run(&["check", "--message-format", "short"]).ended(1);
    let expected = "src/main.rs:2:6: error[BG0806]: `src/main.rs` is not UTF-8, from line 2 on\nerror: 1 error\n";
    assert_eq!(run.err, expected);
    let human = project.run(&["check"]).ended(1).err;
    assert!(human.contains("--> src/main.rs:2:6\n") && human.contains("// Gr\u{FFFD}"), "{human}");
    let lines = project.run(&["check", "--message-format", "json"]).ended(1).json_lines();
    let place = serde_json::json!({ "file": "src/main.rs", "line": 2, "column": 6, "end_line": 2, "end_column": 7 });
    assert_eq!(lines[0]["location"], place);
    let log = project.run(&["check", "--message-format", "sarif"]).ended(1).out;
    let log: serde_json::Value = serde_json::from_str(&log).expect("a log");
    let physical = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(physical["artifactLocation"]["uri"], "src/main.rs");
    assert_eq!(physical["region"]["startLine"], 2);
}

#[test]
fn a_root_that_is_a_folder_is_told_at_its_beginning() {
    let project = Project::new("[[bin]]\nname = \"app\"\npath = \"src/app.rs\"\n", "pub fn first() {}\n");
    project.write("src/app.rs/mod.rs", "fn main() {}\n");
    let run = project.run(&["check", "--message-format", "short"]).ended(1);
    assert_eq!(run.err, "src/app.rs:1:1: error[BG0806]: `src/app.rs` is a folder\nerror: 1 error\n");
    assert!(project.run(&["check"]).ended(1).err.contains("--> src/app.rs:1:1\n"));
}
