//! Apps: which one, what its list means, and what the rules say of it as a whole.

use bgtask_codegen::app::App;
use bgtask_codegen::find::{Cfg, FeatureOptions};
use bgtask_core::model::Platforms;
use bgtask_core::rules::Severity;

use crate::fixture::{Fixture, MANIFEST, Outcome, task};

/// The type paths of the app's tasks, with what is wrong with its list.
fn listed(outcome: &Outcome, which: Option<&str>) -> (Vec<String>, Vec<String>) {
    let (app, problems) = outcome.app(which);
    let paths = app.iter().flat_map(App::sources).map(|(task, _)| task.type_path.clone()).collect();
    (paths, problems)
}

#[test]
fn a_list_is_resolved_in_its_order() {
    let root = "mod tasks;\nuse tasks::deep::Renamed as Other;\nuse self::tasks::*;\n\
        #[background_app(tasks(Other, crate::tasks::Full, self::Own, By, tasks::deep::Path))]\npub struct App;\n";
    let tasks = format!("pub mod deep;\n{}{}", task("Full"), task("By"));
    let deep = format!("{}{}", task("Renamed"), task("Path"));
    let outcome = Fixture::new([
        ("src/lib.rs", format!("{root}{}", task("Own")).as_str()),
        ("src/tasks.rs", &tasks),
        ("src/tasks/deep.rs", &deep),
    ])
    .find();
    assert_eq!(outcome.problems(), Vec::<String>::new());
    let (paths, problems) = listed(&outcome, None);
    assert_eq!(
        paths,
        ["demo::tasks::deep::Renamed", "demo::tasks::Full", "demo::Own", "demo::tasks::By", "demo::tasks::deep::Path"]
    );
    assert_eq!(problems, Vec::<String>::new());
    let (app, _) = outcome.app(None);
    let app = app.expect("an app");
    assert_eq!(app.tasks().iter().map(|task| task.entry).collect::<Vec<_>>(), [0, 1, 2, 3, 4]);
    let place = app.tasks()[1].spec.place;
    assert_eq!((place.module, place.line, place.column), ("demo::tasks", 2, 1));
    assert!(place.file.ends_with("src/tasks.rs"), "{place:?}");
}

#[test]
fn a_name_that_several_tasks_have_is_told_apart_by_its_path() {
    let twice = "pub mod a { #[background_task(trigger = \"time:15\", name = \"1\")] pub struct Task; }\n\
        pub mod b { #[background_task(trigger = \"time:15\", name = \"2\")] pub struct Task; pub mod a { #[background_task(trigger = \"time:15\", name = \"3\")] pub struct Task; } }\n";
    let resolve = |list: &str, before: &str| {
        let root = format!("{before}\n{twice}#[background_app(tasks({list}))]\nstruct App;\n");
        let outcome = Fixture::new([("src/lib.rs", root.as_str())]).find();
        let (paths, problems) = listed(&outcome, None);
        (paths, problems.into_iter().filter(|line| !line.starts_with("BG0801")).collect::<Vec<_>>())
    };
    let none = Vec::<String>::new;
    assert_eq!(resolve("a::Task", ""), (vec![String::from("demo::a::Task")], none()));
    assert_eq!(resolve("b::a::Task", ""), (vec![String::from("demo::b::a::Task")], none()));
    assert_eq!(resolve("Task", "use crate::b::Task;"), (vec![String::from("demo::b::Task")], none()));
    assert_eq!(resolve("Task", "use crate::{b::{a::*}};"), (vec![String::from("demo::b::a::Task")], none()));
    assert_eq!(resolve("reexported::b::Task", ""), (vec![String::from("demo::b::Task")], none()));
    let several = vec![String::from("BG0804 src/lib.rs:4:24 `Task` may be any of 3 tasks")];
    assert_eq!(resolve("Task", ""), (none(), several));
}

#[test]
fn a_name_that_a_module_brings_in_is_followed() {
    let modules = format!(
        "pub mod deep {{ pub mod tasks {{ {} {} {} }} pub use tasks::Task as Other; }}\n\
         pub mod near {{ pub use super::deep::Other as Again; pub use crate::deep::tasks::*; pub use super::deep::tasks as all; \
         pub use super::near::Again as Turn; }}\n",
        task("Task"),
        task("Second"),
        task("Third"),
    );
    let resolve = |list: &str| {
        let root = format!("{modules}use near::Again as Here;\n#[background_app(tasks({list}))]\nstruct App;\n");
        let (paths, problems) = listed(&Fixture::new([("src/lib.rs", root.as_str())]).find(), None);
        (paths, problems.into_iter().filter(|line| !line.starts_with("BG0801")).collect::<Vec<_>>())
    };
    let of = |name: &str| (vec![format!("demo::deep::tasks::{name}")], Vec::<String>::new());
    for path in ["deep::Other", "near::Again", "near::Turn", "Here", "near::all::Task", "crate::near::Task"] {
        assert_eq!(resolve(path), of("Task"), "{path}");
    }
    assert_eq!(resolve("near::Second"), of("Second"));
    assert_eq!(resolve("near::all::Third"), of("Third"));
    // No name of a task, and none that a module gives to one.
    let (paths, problems) = resolve("near::Others");
    assert_eq!((paths.len(), problems.len()), (0, 1), "{problems:?}");
}

#[test]
fn a_path_begins_with_the_name_that_a_library_has_for_the_code() {
    let package = |name: &str, library: &str| {
        format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[lib]\nname = \"{library}\"\n")
    };
    let dependencies =
        "[dependencies]\nfeed-jobs = { path = \"one\" }\nsecond = { package = \"more-jobs\", path = \"two\" }\n";
    let outcome = Fixture::new([
        ("Cargo.toml", format!("{MANIFEST}{dependencies}").as_str()),
        ("src/lib.rs", "use jobs as here;\n#[background_app(tasks(::jobs::Task, here::deep::Other, ::second::Task))]\nstruct App;\n"),
        ("one/Cargo.toml", &package("feed-jobs", "jobs")),
        ("one/src/lib.rs", &format!("{}pub mod deep {{ {} }}", task("Task"), task("Other"))),
        ("two/Cargo.toml", &package("more-jobs", "unseen")),
        ("two/src/lib.rs", &format!("{}pub mod deep {{ {} }}", task("Task"), task("Other"))),
    ])
    .find();
    let expected = ["jobs::Task", "jobs::deep::Other", "unseen::Task"].map(String::from);
    assert_eq!(listed(&outcome, None), (expected.to_vec(), Vec::new()));
}

#[test]
fn a_path_that_means_nothing_is_told_with_the_nearest_name() {
    let root = format!("#[background_app(tasks(RefreshFed, bogus::Other))]\nstruct App;\n{}", task("RefreshFeed"));
    let outcome = Fixture::new([("src/lib.rs", root.as_str())]).find();
    let (app, problems) = App::resolve(&outcome.found, None);
    assert!(app.is_some_and(|app| app.tasks().is_empty()));
    assert_eq!(
        outcome.lines(&problems),
        [
            "BG0803 src/lib.rs:1:24 no task `RefreshFed` was found",
            "BG0803 src/lib.rs:1:36 no task `bogus::Other` was found",
        ]
    );
    assert_eq!(problems[0].help, "did you mean `RefreshFeed`?");
    assert!(problems[1].help.starts_with("annotate it with "), "{}", problems[1].help);
}

#[test]
fn an_app_without_a_list_takes_every_task_of_its_package() {
    let manifest = format!("{MANIFEST}[dependencies]\nlib = {{ path = \"lib\" }}\n");
    let root = format!(
        "#[background_app]\nstruct App;\nmod z {{ {} }}\nmod a {{ {} }}\nfn f() {{ {} }}\n",
        task("Z"),
        task("A"),
        task("Local")
    );
    let outcome = Fixture::new([
        ("Cargo.toml", manifest.as_str()),
        ("src/main.rs", &root),
        ("lib/Cargo.toml", &MANIFEST.replace("demo", "lib")),
        ("lib/src/lib.rs", &task("Linked")),
    ])
    .find();
    let (paths, problems) = listed(&outcome, None);
    assert_eq!(paths, ["demo::a::A", "demo::z::Z"]);
    assert_eq!(problems, ["BG0801 src/main.rs:9:10 `Local` is in no app's list, so it is never registered"]);
}

#[test]
fn tasks_of_other_crates_are_listed_by_their_names() {
    let manifest = format!("{MANIFEST}[dependencies]\nfeeds = {{ path = \"lib\", package = \"lib\" }}\n");
    let root =
        "use feeds::prelude::Deep;\n#[background_app(tasks(feeds::Top, Deep, ::feeds::Both, Own))]\nstruct App;\n";
    let lib = format!("mod inner;\npub mod prelude {{ pub use crate::inner::Deep; }}\n{}{}", task("Top"), task("Both"));
    let outcome = Fixture::new([
        ("Cargo.toml", manifest.as_str()),
        ("src/lib.rs", &format!("{root}{}mod m {{ {} }}", task("Own"), task("Both"))),
        ("lib/Cargo.toml", &MANIFEST.replace("demo", "lib")),
        ("lib/src/lib.rs", &lib),
        ("lib/src/inner.rs", &task("Deep")),
    ])
    .find();
    let (paths, problems) = listed(&outcome, None);
    assert_eq!(paths, ["lib::Top", "lib::inner::Deep", "lib::Both", "demo::Own"]);
    assert_eq!(problems, ["BG0801 src/lib.rs:6:9 `Both` is in no app's list, so it is never registered"]);
}

#[test]
fn an_executable_lists_the_tasks_of_its_library() {
    let outcome = Fixture::new([
        ("src/lib.rs", format!("pub mod tasks;\n{}", task("Top")).as_str()),
        ("src/tasks.rs", &task("Inner")),
        (
            "src/main.rs",
            "use demo::tasks;\n#[background_app(tasks(demo::Top, tasks::Inner))]\nstruct App;\nfn main() {}\n",
        ),
    ])
    .find();
    assert_eq!(
        listed(&outcome, None),
        (vec![String::from("demo::Top"), String::from("demo::tasks::Inner")], Vec::new())
    );
}

#[test]
fn an_executable_of_its_librarys_name_has_tasks_of_its_own() {
    let outcome = Fixture::new([
        ("src/lib.rs", task("Task").as_str()),
        ("src/main.rs", &format!("{}#[background_app(tasks(Task))]\nstruct App;\nfn main() {{}}\n", task("Task"))),
        ("src/bin/other.rs", &format!("{}#[background_app]\nstruct Other;\nfn main() {{}}\n", task("Own"))),
    ])
    .find();
    outcome.expect(&["demo::Task src/lib.rs:1", "demo::Task src/main.rs:1", "other::Own src/bin/other.rs:1"], &[]);
    let lines = |which| {
        let (app, problems) = outcome.app(Some(which));
        assert_eq!(problems, Vec::<String>::new());
        let app = app.expect("an app");
        app.sources().map(|(task, _)| task.file.file_name().map(ToOwned::to_owned)).collect::<Vec<_>>()
    };
    assert_eq!(lines("App"), [Some("main.rs".into())]);
    // Without a list: its own, and those of the library.
    assert_eq!(lines("Other"), [Some("lib.rs".into()), Some("other.rs".into())]);
}

#[test]
fn one_of_several_apps_has_to_be_chosen() {
    let root = format!(
        "#[background_app(tasks(One))]\nstruct First;\nmod m {{\n#[background_app(tasks(crate::Two))]\npub struct Second;\n}}\n{}{}",
        task("One"),
        task("Two")
    );
    let fixture = Fixture::new([("src/lib.rs", root.as_str())]);
    let outcome = fixture.find();
    assert_eq!(listed(&outcome, Some("First")), (vec![String::from("demo::One")], Vec::new()));
    assert_eq!(listed(&outcome, Some("m::Second")), (vec![String::from("demo::Two")], Vec::new()));
    assert_eq!(
        listed(&outcome, None),
        (
            Vec::new(),
            vec![String::from("BG0809 src/lib.rs:1:1 the package has several apps: `demo::First`, `demo::m::Second`")]
        )
    );
    assert_eq!(listed(&outcome, Some("Secnd")), (Vec::new(), vec![String::from("BG0809 - no app is called `Secnd`")]));
}

#[test]
fn a_package_without_an_app_has_unlisted_tasks_only_if_nothing_links_it() {
    let in_library = Fixture::new([("src/lib.rs", task("Task").as_str())]).find();
    assert_eq!(listed(&in_library, None), (Vec::new(), Vec::new()));
    let in_executable = Fixture::new([("src/main.rs", task("Task").as_str())]).find();
    let told = "BG0801 src/main.rs:1:1 `Task` is in no app's list, so it is never registered";
    assert_eq!(listed(&in_executable, None), (Vec::new(), vec![String::from(told)]));
}

#[test]
fn entries_and_variants_under_a_cfg_are_those_of_the_platform() {
    let root = "#[background_app(identifier_prefix = \"com.contoso\", tasks(Always, #[cfg(windows)] imp::Task, #[cfg(target_os = \"ios\")] OnApple, #[cfg(odd)] Odd))]\nstruct App;\n\
        #[background_task(trigger = \"time:15\")] struct Always;\n\
        #[cfg(windows)] mod imp { #[background_task(trigger = \"time:20\")] pub struct Task; }\n\
        #[cfg(not(windows))] mod imp { #[background_task(trigger = \"time:25\")] pub struct Task; }\n\
        #[background_task(trigger = \"time:30\")] struct OnApple;\n#[background_task(trigger = \"time:30\")] struct Odd;\n";
    let fixture = Fixture::new([("src/lib.rs", root)]);
    let odd = "BG0805 src/lib.rs:1:135 whether this holds can't be judged without compiling; the task counts as listed";
    let resolve = |platforms| {
        let outcome = fixture.find_for(&Cfg::platforms(platforms), &FeatureOptions::default());
        assert_eq!(outcome.problems(), [odd]);
        let (app, problems) = outcome.app(None);
        assert_eq!(problems, Vec::<String>::new());
        let app = app.expect("an app");
        let shown = |task: &bgtask_core::model::ResolvedTask<'_>| {
            let on = [task.windows.map(|_| "w"), task.apple.map(|_| "a")].into_iter().flatten().collect::<String>();
            format!("{} {} {} {on}", task.entry, task.spec.type_name, task.spec.trigger)
        };
        app.tasks().iter().map(shown).collect::<Vec<_>>()
    };
    assert_eq!(resolve(Platforms::WINDOWS), ["0 Always time:15 wa", "1 Task time:20 wa", "3 Odd time:30 wa"]);
    assert_eq!(resolve(Platforms::APPLE), ["0 Always time:15 wa", "2 OnApple time:30 wa", "3 Odd time:30 wa"]);
    assert_eq!(
        resolve(Platforms::ALL),
        ["0 Always time:15 wa", "1 Task time:20 w", "2 OnApple time:30 a", "3 Odd time:30 wa"]
    );
}

#[test]
fn what_two_platforms_have_of_one_name_does_not_clash() {
    let root = "#[background_app(identifier_prefix = \"com.contoso\", tasks(imp::Task))]\nstruct App;\n\
        #[cfg(windows)] mod imp { #[background_task(trigger = \"time:20\")] pub struct Task; }\n\
        #[cfg(not(windows))] mod imp { #[background_task(trigger = \"time:25\")] pub struct Task; }\n";
    let outcome = Fixture::new([("src/lib.rs", root)]).find();
    let (app, problems) = outcome.app(None);
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!(outcome.lines(&app.expect("an app").check()), Vec::<String>::new());
    let clash =
        root.replace("#[cfg(not(windows))] mod imp", "mod other").replace("imp::Task)", "imp::Task, other::Task)");
    let outcome = Fixture::new([("src/lib.rs", clash.as_str())]).find();
    let told = outcome.lines(&outcome.app(None).0.expect("an app").check());
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("BG0308 src/lib.rs:4:"), "{told:?}");
}

#[test]
fn defaults_are_settled_by_the_app() {
    let root = "#[background_app(tasks(Task, work), model = \"out-of-process\", namespace = \"Tasks\", identifier_prefix = \"com.contoso\", modes(\"audio\", \"made-up\"))]\nstruct App;\n\
        #[background_task(trigger = \"time:15\")]\n#[background_task(trigger = \"system:TimeZoneChange\", name = \"Zone\", windows(model = \"in-process\"))]\nstruct Task;\n\
        #[background_task(trigger = \"maintenance:60\")]\nfn work() {}\n";
    let outcome = Fixture::new([("src/lib.rs", root)]).find();
    let (app, problems) = outcome.app(None);
    assert_eq!(problems, Vec::<String>::new());
    let app = app.expect("an app");
    assert_eq!(app.type_name(), "App");
    assert_eq!(app.spec().modes, ["audio", "made-up"]);
    let entry_points: Vec<_> = app
        .tasks()
        .iter()
        .map(|task| task.windows.and_then(|windows| windows.entry_point))
        .map(|name| name.map(String::from))
        .collect();
    assert_eq!(entry_points, [Some(String::from("Tasks.Task")), None, Some(String::from("Tasks.work"))]);
    let identifiers: Vec<_> =
        app.tasks().iter().map(|task| task.apple.and_then(|apple| apple.identifier).map(String::from)).collect();
    assert_eq!(identifiers[0].as_deref(), Some("com.contoso.refresh"));
    let lines: Vec<_> = app.tasks().iter().map(|task| task.spec.place.line).collect();
    assert_eq!(lines, [3, 4, 6]);
}

#[test]
fn the_rules_of_the_whole_app_are_told_at_the_words_that_break_them() {
    let root = "#[background_app(tasks(A, B, C), model = \"out-of-process\", modes(\"audo\"))]\nstruct App;\n\
        #[background_task(trigger = \"time:15\", name = \"Same\", windows(entry_point = \"Tasks.A\"))]\nstruct A;\n\
        #[background_task(trigger = \"time:5\", name = \"Same\", windows(entry_point = \"Tasks.B\"))]\nstruct B;\n\
        #[background_task(trigger = \"time:15\")]\nstruct C;\n";
    let outcome = Fixture::new([("src/lib.rs", root)]).find();
    let (app, _) = outcome.app(None);
    let app = app.expect("an app");
    let found: Vec<_> = outcome.problems().iter().map(|line| line[..22].to_owned()).collect();
    // What is wrong with the annotations by themselves is told once, by finding.
    assert!(found.contains(&String::from("BG0101 src/lib.rs:5:29")), "{found:?}");
    let checked = app.check();
    let lines = outcome.lines(&checked);
    assert!(lines.iter().all(|line| !line.starts_with("BG0101")), "{lines:?}");
    let duplicate = checked.iter().find(|problem| problem.message.contains("`Same`")).expect("two tasks have one name");
    let place = duplicate.place.as_ref().expect("a place");
    assert_eq!((outcome.text(place), outcome.sources.line_column(place)), ("\"Same\"", (5, 46)));
    let (listed, label) = &duplicate.related[0];
    assert_eq!((outcome.text(listed), label.as_str()), ("B", "it is listed here"));
    // The entry point that the third needs is missing.
    let missing = checked.iter().find(|problem| problem.message.contains("entry point")).expect("no entry point");
    let place = missing.place.as_ref().expect("a place");
    assert_eq!(outcome.sources.line_column(place).0, 8, "{lines:?}");
    for (at, line) in lines.iter().enumerate() {
        assert!(!lines[..at].contains(line), "told twice: {line}");
        assert!(!outcome.problems().contains(line), "told twice: {line}");
    }
}

#[test]
fn strict_makes_warnings_errors() {
    let check = |strict: &str| {
        let task = "#[background_task(trigger = \"time:15\", condition = \"UserPresent\")]\nstruct A;\n";
        let app = format!("#[background_app(tasks(A), identifier_prefix = \"com.contoso\"{strict})]\nstruct App;\n");
        let outcome = Fixture::new([("src/lib.rs", format!("{app}{task}").as_str())]).find();
        let app = outcome.app(None).0.expect("an app");
        let severities: Vec<_> = app.check().iter().map(|problem| problem.severity).collect();
        (app.is_strict(), severities)
    };
    assert_eq!(check(""), (false, vec![Severity::Warning]));
    assert_eq!(check(", strict"), (true, vec![Severity::Error]));
}

/// A task that only its module can name.
fn private(name: &str) -> String {
    task(name).replace("pub struct", "struct")
}

#[test]
fn an_app_without_a_list_says_which_tasks_it_cannot_name() {
    let root = format!(
        "#[background_app]\nstruct App;\nmod a {{\n{}pub mod b {{\n{}}}\nmod c {{\n{}}}\n}}\nfn f() {{ {} }}\n",
        private("Private"),
        task("Public"),
        task("Hidden"),
        task("Inner").replace('\n', " ")
    );
    let outcome = Fixture::new([("src/lib.rs", root.as_str())]).find();
    let (paths, problems) = listed(&outcome, None);
    assert_eq!(paths, ["demo::a::b::Public"]);
    let expected = [
        "BG0810 src/lib.rs:4:1 `Private` is private, and the list of `App` can't name it",
        "BG0810 src/lib.rs:11:1 `Hidden` is in the private module `c`, and the list of `App` can't name it",
        "BG0801 src/lib.rs:15:10 `Inner` is in no app's list, so it is never registered",
    ];
    assert_eq!(problems, expected);
    // With a list of its own, it would no longer take the others.
    let helps = |outcome: &Outcome| -> Vec<String> {
        let (_, problems) = App::resolve(&outcome.found, None);
        let unlisted = problems.into_iter().filter(|problem| problem.rule.id == "BG0801");
        unlisted.map(|problem| problem.help).collect()
    };
    assert_eq!(helps(&outcome), ["move it out of the function"]);
    let of_executable =
        Fixture::new([("src/lib.rs", "#[background_app]\npub struct App;\n"), ("src/main.rs", &task("Late"))]);
    assert_eq!(helps(&of_executable.find()), ["move it to where `App` can name it: beside `App`, or into the library"]);
    let elsewhere =
        format!("#[cfg(windows)]\n#[background_app]\npub struct App;\n#[cfg(not(windows))]\n{}", task("Late"));
    assert_eq!(
        helps(&Fixture::new([("src/lib.rs", elsewhere.as_str())]).find()),
        ["it is not compiled for what `App` is compiled for: look at their `cfg`s"]
    );
}

#[test]
fn an_app_without_a_list_names_tasks_by_what_brings_them_in() {
    let root = format!(
        "mod app {{ #[background_app] pub struct App; {} }}\n\
         mod one {{ mod deep {{ {} }} pub(crate) use self::deep::Named as Other; }}\n\
         mod two {{ mod deep {{ pub mod deeper {{ {} }} }} pub(super) use deep::*; }}\n\
         mod three {{ mod deep {{ {} }} pub(self) use deep::Narrow; }}\n\
         mod four {{ mod far {{ mod away {{ {} }} pub use away::Chained; }} pub use far::Chained as Twice; }}\n\
         mod five {{ mod deep {{ {} }} #[cfg(odd)] pub use deep::Maybe; }}\n",
        private("Beside"),
        task("Named"),
        task("Globbed"),
        task("Narrow"),
        task("Chained"),
        task("Maybe")
    );
    let outcome = Fixture::new([("src/lib.rs", root.as_str())]).find();
    let (apps, problems) = App::every(&outcome.found);
    let paths: Vec<_> = apps.iter().flat_map(App::list).map(|(path, _)| path).collect();
    let expected = ["crate::app::Beside", "crate::four::Twice", "crate::one::Other", "crate::two::deeper::Globbed"];
    assert_eq!(paths, expected);
    let unnamed: Vec<_> = problems.iter().map(|problem| &problem.message[..8]).collect();
    assert_eq!(unnamed, ["`Maybe` i", "`Narrow`"].map(|text| &text[..8]));
}

#[test]
fn apps_of_one_name_cannot_both_leave_their_list_to_a_build_script() {
    let root = format!("#[background_app]\nstruct App;\nmod m {{\n#[background_app]\nstruct App;\n}}\n{}", task("One"));
    let outcome = Fixture::new([("src/lib.rs", root.as_str())]).find();
    let (apps, problems) = App::every(&outcome.found);
    assert_eq!(apps.len(), 2);
    let told =
        "BG0811 src/lib.rs:4:1 two apps of the package are called `App`, and both leave their list to the build script";
    assert_eq!(outcome.lines(&problems), [told]);
    let apart = root.replacen("background_app", "background_app(tasks(One))", 1);
    let outcome = Fixture::new([("src/lib.rs", apart.as_str())]).find();
    assert_eq!(outcome.lines(&App::every(&outcome.found).1), Vec::<String>::new());
}
