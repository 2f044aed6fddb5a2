//! Annotations: under which names they are known, where they stand, and what they say.

use bgtask_core::catalog::{Condition, TriggerKind};
use bgtask_core::model::Place;
use bgtask_core::rules::Site;

use crate::fixture::{Fixture, Outcome, task};

fn names(outcome: &Outcome) -> Vec<&str> {
    outcome.found.tasks.iter().map(|task| task.type_name.as_str()).collect()
}

#[test]
fn an_annotation_is_read_with_the_place_of_each_of_its_words() {
    let root = "use bgtask::prelude::*;\n\n/// Keeps the feed fresh. #[background_task(no)]\n#[background_task(\n    \
        trigger = \"time:15,once\", // often\n    condition = UserPresent,\n    name = \"Réfresh\",\n)]\n#[derive(Default)]\n\
        pub(crate) struct RefreshFeed { /* private */ field: u8 }\n";
    let outcome = Fixture::new([("src/lib.rs", root)]).find();
    outcome.expect(&["demo::RefreshFeed src/lib.rs:4"], &[]);
    let task = &outcome.found.tasks[0];
    assert_eq!((task.module.as_str(), task.column, task.is_function, task.is_own), ("demo", 1, false, true));
    assert!(outcome.text(&task.place).starts_with("#[background_task(\n    trigger"));
    assert!(outcome.text(&task.place).ends_with(",\n)]"));
    let registration = &task.registrations[0];
    let spec = registration.spec(Place::UNKNOWN);
    assert_eq!((spec.name, spec.type_name), ("Réfresh", "RefreshFeed"));
    assert_eq!((spec.trigger.kind, spec.trigger.number(), spec.trigger.once), (TriggerKind::Time, Some(15), true));
    assert_eq!(spec.conditions, [Condition::UserPresent]);
    let text = |site| outcome.text(&registration.place_of(site));
    assert_eq!(text(Site::Trigger), "\"time:15,once\"");
    assert_eq!(text(Site::Condition(0)), "UserPresent");
    assert_eq!(text(Site::Name), "\"Réfresh\"");
    assert_eq!(text(Site::Item), "RefreshFeed");
}

#[test]
fn byte_order_marks_line_ends_and_interpreters_do_not_move_places() {
    let fixture = Fixture::new([]);
    let text = "\u{feff}#!/usr/bin/env run\r\n\r\n#![allow(unused)]\r\n// é — ü\r\nfn f() { let _ = \"😀\"; }\r\n\
        /* ✓ */ #[background_task(trigger = \"time:1\")]\r\nstruct Ünïcode;\r\n";
    fixture.write("src/lib.rs", text.as_bytes());
    let outcome = fixture.find();
    outcome.expect(
        &["demo::Ünïcode src/lib.rs:6"],
        &["BG0101 src/lib.rs:6:37 a time trigger waits at least 15 minutes, and 1 is less"],
    );
    let task = &outcome.found.tasks[0];
    assert_eq!(task.column, 9);
    assert_eq!(outcome.text(&task.registrations[0].place_of(Site::Item)), "Ünïcode");
}

#[test]
fn a_type_may_carry_several_each_with_its_own_line() {
    let root = "#[background_task(trigger = \"time:15\", name = \"A\")]\n#[derive(Default)]\n#[bgtask::background_task(\n  \
        trigger = \"maintenance:60\", name = \"B\")]\n#[cfg_attr(windows, background_task(trigger = \"application\", name = \"C\"))]\nstruct Both;\n";
    let fixture = Fixture::new([("src/lib.rs", root)]);
    let windows = bgtask_codegen::find::Cfg::target("x86_64-pc-windows-msvc").expect("rustc has it");
    let outcome = fixture.find_for(&windows, &bgtask_codegen::find::FeatureOptions::default());
    outcome.expect(&["demo::Both src/lib.rs:1"], &[]);
    let registrations: Vec<_> = outcome.found.tasks[0]
        .registrations
        .iter()
        .map(|one| (one.spec(Place::UNKNOWN).name, one.line, one.column))
        .collect();
    assert_eq!(registrations, [("A", 1, 1), ("B", 3, 1), ("C", 5, 21)]);
}

#[test]
fn any_brackets_and_none_are_an_annotations() {
    let root = "#[background_task{trigger = \"time:15\"}] struct A;\n#[background_task[trigger = time(15)]] enum B { X }\n\
        #[background_task] struct C;\n#[background_task = \"time:15\"] struct D;\n";
    Fixture::new([("src/lib.rs", root)]).find().expect(
        &["demo::A src/lib.rs:1", "demo::B src/lib.rs:2", "demo::C src/lib.rs:3"],
        &[
            "BG0004 src/lib.rs:3:27 a background task needs a trigger",
            "BG0001 src/lib.rs:4:1 the attribute takes arguments in brackets",
        ],
    );
}

#[test]
fn functions_of_all_kinds_are_tasks() {
    let root = "#[background_task(trigger = \"time:15\")]\nasync fn one(task: &bgtask::TaskInstance) -> Result<(), Box<dyn std::error::Error>> { Ok(()) }\n\
        #[background_task(trigger = \"time:15\")]\npub(crate) fn two() where u8: Copy {}\n";
    let outcome = Fixture::new([("src/lib.rs", root)]).find();
    outcome.expect(&["demo::one src/lib.rs:1", "demo::two src/lib.rs:3"], &[]);
    assert!(outcome.found.tasks.iter().all(|task| task.is_function));
}

#[test]
fn mistakes_are_told_at_their_words() {
    let root = "#[background_task(trigger = \"tima:15\", conditions(\"UserPresent\", \"UserAbsent\"), grop = \"x\")]\nstruct A;\n\
        #[background_task(trigger = \"time:15\")]\nstruct Generic<T>(T);\n#[background_task(trigger = \"time:15\")]\nimpl A {}\n\
        #[background_app(tasks(A), tasks)]\nmod b {}\n";
    let outcome = Fixture::new([("src/lib.rs", root)]).find();
    let told = outcome.problems();
    for line in [
        "BG0002 src/lib.rs:1:81 #[background_task] takes no argument `grop`",
        "BG0102 src/lib.rs:1:29 no trigger is called `tima`",
        "BG0201 src/lib.rs:1:66 no condition is called `UserAbsent`",
        "BG0006 src/lib.rs:4:15 a generic type can't be a background task",
        "BG0006 src/lib.rs:6:1 an item that begins with `impl` can't be a background task",
        "BG0003 src/lib.rs:7:28 `tasks` is given twice",
        "BG0006 src/lib.rs:7:1 an app is a struct without fields and generics",
    ] {
        assert!(told.iter().any(|told| told == line), "{line}: {told:#?}");
    }
    // What is understood of a task that has a mistake is kept.
    assert_eq!(names(&outcome), ["A", "Generic"]);
    assert!(outcome.found.tasks[0].registrations.is_empty());
}

#[test]
fn a_renamed_import_is_followed() {
    let outcome = Fixture::new([
        (
            "src/lib.rs",
            "use bgtask::background_task as bt;\nmod prelude;\nmod direct;\nmod glob;\nmod path;\nmod other;\n\
            #[bt(trigger = \"time:15\")]\nstruct Here;\nfn f() {\n    #[bt(trigger = \"time:15\")]\n    struct Inside;\n}\n",
        ),
        ("src/prelude.rs", "pub use bgtask::{background_app, background_task as task};\npub use self::task as job;\n"),
        ("src/direct.rs", "use crate::prelude::{job, task};\n#[task(trigger = \"time:15\")]\nstruct A;\n#[job(trigger = \"time:15\")]\nstruct B;\n"),
        ("src/glob.rs", "use crate::prelude::*;\n#[task(trigger = \"time:15\")]\nstruct C;\n"),
        ("src/path.rs", "#[crate::prelude::task(trigger = \"time:15\")]\nstruct D;\n"),
        // Another's attribute of the same name.
        ("src/other.rs", "use tracing::instrument as task;\n#[task]\nfn e() {}\nmod deeper {\n    #[task]\n    fn f() {}\n}\n"),
    ])
    .find();
    outcome.expect(
        &[
            "demo::Here src/lib.rs:7",
            "demo::direct::A src/direct.rs:2",
            "demo::direct::B src/direct.rs:4",
            "demo::f::Inside src/lib.rs:10",
            "demo::glob::C src/glob.rs:2",
            "demo::path::D src/path.rs:1",
        ],
        &[],
    );
}

#[test]
fn a_name_is_known_in_what_is_included_too() {
    let outcome = Fixture::new([
        ("src/lib.rs", "use bgtask::background_task as bt;\nmod inner;\ninclude!(\"part.in\");\n"),
        ("src/part.in", "#[bt(trigger = \"time:15\")]\nstruct InPart;\nmod deeper { #[bt] struct NotHere; }\n"),
        ("src/inner.rs", "include!(\"inner.in\");\n"),
        ("src/inner.in", "#[bt(trigger = \"time:15\")]\nstruct NorHere;\n"),
    ])
    .find();
    outcome.expect(&["demo::InPart src/part.in:1"], &[]);
}

#[test]
fn what_is_included_may_import_a_name_without_saying_what_it_is() {
    let outcome = Fixture::new([
        (
            "src/lib.rs",
            "mod names;\ninclude!(\"imports.in\");\n#[bt(trigger = \"time:15\")]\nstruct Here;\n#[background_app(tasks(Other))]\nstruct App;\n",
        ),
        ("src/imports.in", "use names::*;\nuse names::deeper::Task as Other;\n"),
        (
            "src/names.rs",
            "pub use bgtask::background_task as bt;\npub mod deeper {\n    #[crate::names::bt(trigger = \"time:15\")]\n    pub struct Task;\n}\n",
        ),
    ])
    .find();
    outcome.expect(&["demo::Here src/lib.rs:3", "demo::names::deeper::Task src/names.rs:3"], &[]);
    let [app] = outcome.found.apps.as_slice() else { panic!("{:?}", outcome.found.apps) };
    assert_eq!(app.type_path, "demo::App");
}

#[test]
fn what_only_looks_like_an_annotation_is_none() {
    let root = "//! #[background_task(trigger = \"time:15\")]\n//! struct Doc;\n/// #[background_task]\nstruct A;\n\
        const TEXT: &str = \"#[background_task(trigger = 1)] struct B;\";\nconst RAW: &str = r##\"\"# #[background_task] struct C;\"##;\n\
        /* #[background_task] /* nested */ struct D; */\n#[doc = \"background_task\"]\nstruct E;\n#[background_tasks]\nstruct F;\n\
        fn background_task() { let background_task = '\"'; let _ = b'\\''; f::<'static>(background_task) }\n#[allow(background_task)]\nstruct G;\n";
    let outcome = Fixture::new([("src/lib.rs", root)]).find();
    assert_eq!(names(&outcome), Vec::<&str>::new());
    assert_eq!(outcome.problems(), Vec::<String>::new());
}

#[test]
fn a_private_item_is_told_from_one_that_others_may_name() {
    let root = "mod outer {\n    pub mod inner {\n        #[background_task(trigger = \"time:15\")] pub struct Open;\n        \
        #[background_task(trigger = \"time:15\")] struct Private;\n        #[background_task(trigger = \"time:15\")] pub(super) struct Up;\n        \
        #[background_task(trigger = \"time:15\")] pub(in crate::outer) struct In;\n        #[background_task(trigger = \"time:15\")] pub(crate) struct Crate;\n    }\n}\n\
        pub mod all { #[background_task(trigger = \"time:15\")] pub struct Public; }\nfn f() { #[background_task(trigger = \"time:15\")] pub struct Local; }\n";
    let outcome = Fixture::new([("src/lib.rs", root)]).find();
    let reach: Vec<_> = outcome.found.tasks.iter().map(|task| format!("{} {:?}", task.type_name, task.reach)).collect();
    assert_eq!(
        reach,
        [
            "Public Public",
            "Local Function",
            "Crate Module(\"demo\")",
            "In Module(\"demo::outer\")",
            "Open Module(\"demo\")",
            "Private Module(\"demo::outer::inner\")",
            "Up Module(\"demo::outer\")",
        ]
    );
    let private = &outcome.found.tasks[5].reach;
    assert!(private.includes("demo::outer::inner::deeper") && private.includes("demo::outer::inner"));
    assert!(!private.includes("demo::outer") && !private.includes("demo::outer::inner_other"));
}

#[test]
fn nesting_that_would_overflow_a_stack_is_refused() {
    let deep = 20_000;
    let shapes = [
        format!("mod a {{ {} }}", "mod a {".repeat(deep) + &"}".repeat(deep)),
        format!("const A: u8 = {}1{};", "(".repeat(deep), ")".repeat(deep)),
    ];
    for shape in shapes {
        let outcome =
            Fixture::new([("src/lib.rs", format!("mod deep;\n{}", task("Task")).as_str()), ("src/deep.rs", &shape)])
                .find();
        assert_eq!(names(&outcome), ["Task"]);
        let told = outcome.problems();
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].ends_with(" brackets are nested more than 500 deep here"), "{told:?}");
    }
    let annotations = [
        format!("#[background_task(trigger = {}1)]\nstruct A;", "!".repeat(deep)),
        format!("#[background_task(trigger = {}1{})]\nstruct A;", "(".repeat(450), ")".repeat(450)),
        format!("#[background_task(trigger = \"time:15\")]\nfn a(a: {}u8) {{}}", "&'a ".repeat(deep)),
        format!(
            "#[background_task(trigger = \"time:15\")]\nfn a() -> {}u8{} {{}}",
            "A<".repeat(deep),
            ">".repeat(deep)
        ),
        format!("#[background_app(state = {}u8{})]\nstruct A;", "A<".repeat(deep), ">".repeat(deep)),
    ];
    for annotation in annotations {
        let outcome = Fixture::new([("src/lib.rs", format!("{annotation}\n{}", task("Task")).as_str())]).find();
        assert!(names(&outcome).contains(&"Task"), "{}", &annotation[..60]);
        assert!(!outcome.found.problems.is_empty(), "{}", &annotation[..60]);
    }
    // What is deep and never parsed does no harm.
    let bodies = format!("fn f() {{ let _ = {}1; }}\n{}", "!".repeat(deep), task("Task"));
    Fixture::new([("src/lib.rs", bodies.as_str())]).find().expect(&["demo::Task src/lib.rs:2"], &[]);
}

#[test]
fn an_attribute_of_a_crate_that_has_nothing_to_do_with_bgtask_is_none_of_ours() {
    let manifest = "[package]\nname = \"demo\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\nbgtask = \"0.1\"\n\
        other-crate = \"1\"\nfacade = \"1\"\nmine = { path = \"mine\" }\nplain = { path = \"plain\" }\n[workspace]\n";
    let lock = |name: &str, linked: &str| {
        format!("[[package]]\nname = \"{name}\"\nversion = \"1.0.0\"\ndependencies = [\n \"{linked}\",\n]\n\n")
    };
    let lock = [
        "version = 4\n\n[[package]]\nname = \"bgtask\"\nversion = \"0.1.0\"\n\n[[package]]\nname = \"serde\"\n\n",
        &lock("facade", "bgtask 0.1.0"),
        &lock("other-crate", "serde"),
        &lock("mine", "serde"),
        &lock("plain", "serde"),
    ]
    .concat();
    let root = r#"
mod a { use other_crate::background_task; #[background_task(every = 5)] struct A; use std::fmt::*; }
mod b { use facade::background_task; #[background_task(trigger = "time:15")] struct B; }
mod c { use ::plain::{background_task as task, other}; #[task] fn c() {} }
mod d { use mine::background_task; #[background_task(trigger = "time:15")] struct D; }
mod e { use other_crate::*; #[background_task(trigger = "time:15")] struct E; }
mod f {
    #[cfg(a)] use other_crate::background_task;
    #[cfg(not(a))] use bgtask::background_task;
    #[background_task(trigger = "time:15")] struct F;
}
mod g {
    use other_crate::background_task;
    fn f() { use bgtask::*; #[background_task(trigger = "time:15")] struct G; }
    fn g() { #[background_task(every = 5)] struct H; }
}
mod h { use unknown::background_task; #[background_task(trigger = "time:15")] struct H; }
mod i { use plain::background_task; #[background_task(trigger = "time:15")] struct I; }
"#;
    // Cargo.lock does not know yet that this one links bgtask.
    let library = |name: &str, linked: &str| {
        format!(
            "[package]\nname = \"{name}\"\nversion = \"1.0.0\"\nedition = \"2024\"\n[dependencies]\n{linked} = \"1\"\n"
        )
    };
    let files = [
        ("Cargo.toml", manifest),
        ("src/lib.rs", root),
        ("mine/Cargo.toml", &library("mine", "bgtask")),
        ("mine/src/lib.rs", "pub use bgtask::background_task;"),
        ("plain/Cargo.toml", &library("plain", "serde")),
        ("plain/src/lib.rs", ""),
    ];
    let found = |fixture: &Fixture| fixture.find().tasks().concat();
    let fixture = Fixture::new(files);
    let all = found(&fixture);
    assert!(all.contains("demo::a::A") || fixture.find().problems().iter().any(|told| told.contains("lib.rs:2:")));
    fixture.write("Cargo.lock", lock.as_bytes());
    let outcome = fixture.find();
    let tasks = ["b::B", "d::D", "e::E", "f::F", "g::f::G", "h::H"].map(|task| format!("demo::{task} "));
    let found = outcome.tasks();
    assert!(
        found.len() == tasks.len() && found.iter().zip(&tasks).all(|(one, other)| one.starts_with(other)),
        "{found:#?}"
    );
    assert!(
        !outcome.problems().iter().any(|told| told.contains("lib.rs:2:") || told.contains("every")),
        "{:#?}",
        outcome.problems()
    );
    // It may write bgtask's own, or be a function beside an attribute that is known everywhere.
    let told =
        "BG0805 src/lib.rs:18:37 what `#[background_task]` makes of this annotation can't be seen without compiling";
    assert!(outcome.problems().iter().any(|one| one.starts_with(told)), "{:#?}", outcome.problems());
}

#[test]
fn many_items_are_told_of_in_their_order() {
    let count = 400;
    let item = |at: usize| match at % 3 {
        0 => format!("#[bgtask::background_task(trigger = \"tim:15\")]\npub struct T{at:03};\n"),
        _ => task(&format!("T{at:03}")),
    };
    let modules: Vec<_> = (0..count).map(|at| format!("pub mod m{at:03};\n")).collect();
    let fixture = Fixture::new([("src/lib.rs", modules.concat().as_str())]);
    for at in 0..count {
        fixture.write(&format!("src/m{at:03}.rs"), item(at).as_bytes());
    }
    let outcome = fixture.find();
    let good: Vec<_> = (0..count).filter(|at| at % 3 != 0).collect();
    let tasks: Vec<_> = good.iter().map(|at| format!("demo::m{at:03}::T{at:03} src/m{at:03}.rs:1")).collect();
    let found: Vec<_> =
        outcome.tasks().into_iter().filter(|task| good.iter().any(|at| task.contains(&format!("T{at:03}")))).collect();
    assert_eq!(found, tasks);
    let places: Vec<_> =
        outcome.problems().iter().map(|line| line.split(' ').nth(1).unwrap_or_default().to_owned()).collect();
    let wrong: Vec<_> = (0..count).step_by(3).map(|at| format!("src/m{at:03}.rs:1:37")).collect();
    assert_eq!(places, wrong);
}

#[test]
fn a_name_that_an_import_gives_is_known_in_files_that_had_nothing_of_it_before() {
    // So many that they are read ahead, and nothing is kept of those in which nothing seems to matter.
    let count = 40;
    let modules: Vec<_> = (0..count).map(|at| format!("mod m{at:02};\n")).collect();
    let root = format!("{}use bgtask::background_task as task;\n", modules.concat());
    let fixture = Fixture::new([("src/lib.rs", root.as_str())]);
    for at in 0..count {
        let annotation = if at % 10 == 7 { "#[task(trigger = \"time:15\")]\n" } else { "" };
        fixture
            .write(&format!("src/m{at:02}.rs"), format!("use super::*;\n{annotation}pub struct T{at};\n").as_bytes());
    }
    let tasks: Vec<_> = [7, 17, 27, 37].iter().map(|at| format!("demo::m{at:02}::T{at} src/m{at:02}.rs:2")).collect();
    let tasks: Vec<_> = tasks.iter().map(String::as_str).collect();
    fixture.find().expect(&tasks, &[]);
}

#[test]
fn a_file_that_two_paths_lead_to_is_told_of_by_the_path_that_was_followed() {
    let others: Vec<_> = (0..30).map(|at| format!("mod m{at:02};\n")).collect();
    let root = format!("#[path = \"sub/../odd.rs\"]\nmod first;\nmod odd;\n{}", others.concat());
    let fixture = Fixture::new([("src/lib.rs", root.as_str())]);
    (0..30).for_each(|at| fixture.write(&format!("src/m{at:02}.rs"), b""));
    fixture.write("src/sub/a.rs", b"");
    fixture.write("src/odd.rs", b"\n\xFF");
    // Whichever thread was first.
    for _ in 0..10 {
        let problems = fixture.find().problems();
        assert_eq!(problems.len(), 2, "{problems:?}");
        assert!(
            problems.iter().all(|problem| problem.contains("`src/sub/../odd.rs` is not UTF-8, from line 2 on")),
            "{problems:?}"
        );
    }
}
