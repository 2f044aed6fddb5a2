//! Macros that only pass items on. What rustc makes of them is in `rustc.rs`; here is what is said where they can't be judged.

use bgtask_codegen::find::{Cfg, FeatureOptions};

use crate::fixture::{Fixture, task};

/// A macro that passes items on under an attribute.
fn definition(name: &str, attribute: &str) -> String {
    format!("macro_rules! {name} {{ ($($i:item)*) => {{ $( {attribute} $i )* }} }}\n")
}

const TOLD: &str = "makes of this annotation can't be seen without compiling";

#[test]
fn a_condition_that_cant_be_judged_is_told_where_it_stands() {
    let feature = "macro_rules! feature { (#![$m:meta] $($i:item)*) => { $( #[cfg($m)] $i )* } }\n";
    let macros = [definition("odd", "#[cfg(odd)]").as_str(), feature].concat();
    let root = "#[macro_use]\nmod macros;\nodd! { mod file; }\nfeature! { #![even] mod other; }\n";
    let outcome = Fixture::new([
        ("src/lib.rs", root),
        ("src/macros.rs", macros.as_str()),
        ("src/file.rs", &task("Odd")),
        ("src/other.rs", &task("Even")),
    ])
    .find();
    let told = "whether this holds can't be judged without compiling; what it decides on counts as present";
    outcome.expect(
        &["demo::file::Odd src/file.rs:1", "demo::other::Even src/other.rs:1"],
        &[&format!("BG0805 src/macros.rs:1:48 {told}"), &format!("BG0805 src/lib.rs:4:15 {told}")],
    );
}

#[test]
fn files_of_modules_that_a_macro_leaves_out_are_no_strays() {
    let root = [
        definition("never", "#[cfg(any())]").as_str(),
        definition("always", "").as_str(),
        "never! { mod one; always! { #[path = \"sub/two.rs\"] mod two; mod inline { mod three; } } }\n",
        "#[cfg(any())] always! { mod four; unknown! { mod five; } }\n",
    ]
    .concat();
    let fixture = Fixture::new([
        ("src/lib.rs", root.as_str()),
        ("src/one/mod.rs", task("One").as_str()),
        ("src/sub/two.rs", &task("Two")),
        ("src/inline/three.rs", &task("Three")),
        ("src/four.rs", &task("Four")),
        ("src/five.rs", &task("Five")),
    ]);
    let told = "this file is in no module that was seen, so what is annotated in it is left out";
    fixture.find().expect(&[], &[&format!("BG0805 src/five.rs:2:1 {told}")]);
}

#[test]
fn a_definition_that_may_be_another_makes_nothing_sure() {
    let plain = definition("pass", "");
    let call = |name: &str| format!("pass! {{ {} }}\n", task(name).replace('\n', " "));
    let told = |line: usize| format!("BG0805 src/lib.rs:{line}:9 what `pass!` {TOLD}");
    let root = [
        plain.clone(),
        call("Sure"),
        format!("mod here {{ #[cfg(odd)] {plain}"),
        call("Odd"),
        format!("}}\n#[cfg(odd)] #[macro_use] mod odd {{ {plain}}}\n"),
        call("AfterOdd"),
        plain.clone(),
        call("SureAgain"),
        String::from("#[macro_use] mod broken;\n"),
        call("AfterBroken"),
        plain,
        format!("#[cfg(odd)] {}", call("SureIfThere")),
    ]
    .concat();
    let outcome = Fixture::new([("src/lib.rs", root.as_str()), ("src/broken.rs", "fn f() { (\n")]).find();
    assert_eq!(
        outcome.tasks(),
        ["demo::Sure src/lib.rs:2", "demo::SureAgain src/lib.rs:10", "demo::SureIfThere src/lib.rs:14"]
    );
    let problems = outcome.problems();
    for line in [4, 8, 12] {
        assert!(problems.contains(&told(line)), "{line}: {problems:#?}");
    }
    assert_eq!(problems.iter().filter(|problem| problem.contains(TOLD)).count(), 3, "{problems:#?}");
}

#[test]
fn an_annotation_in_the_definition_itself_is_told_there() {
    let root = [
        definition("tasks", "#[background_task(trigger = \"time:15\")]").as_str(),
        "macro_rules! with { (#![$m:meta] $($i:item)*) => { $( #[$m] $i )* } }\n",
        "tasks! { pub struct A; }\n",
        "with! { #![background_task(trigger = \"time:15\")] pub struct B; }\n",
        "with! { #![inline] #[background_task(trigger = \"time:15\")] pub struct C; }\n",
    ]
    .concat();
    Fixture::new([("src/lib.rs", root.as_str())]).find().expect(
        &["demo::C src/lib.rs:5"],
        &[
            &format!("BG0805 src/lib.rs:1:44 what `tasks!` {TOLD}"),
            &format!("BG0805 src/lib.rs:4:9 what `with!` {TOLD}"),
        ],
    );
}

#[test]
fn calls_in_calls_end_wherever_they_lead() {
    let deep = |depth: usize, inside: &str| format!("{}{inside}{}", "pass! { ".repeat(depth), "}".repeat(depth));
    let root = [
        definition("pass", "").as_str(),
        "pass! { #[path = \"lib.rs\"] mod again; include!(\"lib.rs\"); }\n",
        &deep(400, &task("Deep").replace('\n', " ")),
    ]
    .concat();
    Fixture::new([("src/lib.rs", root.as_str())]).find().expect(
        &["demo::Deep src/lib.rs:3"],
        &[
            "BG0806 src/lib.rs:2:9 module `again` would contain itself",
            "BG0806 src/lib.rs:2:39 the file would include itself",
        ],
    );
}

#[test]
fn what_is_brought_in_through_a_macro_is_known() {
    let root = [
        definition("pass", "").as_str(),
        "pass! { pub mod tasks { pass! { pub use self::inner::*; } mod inner; } use self::tasks::Task as Other; }\n",
        "pass! { use bgtask::background_app as app; }\n#[app(tasks(Other))]\nstruct App;\n",
    ]
    .concat();
    let outcome = Fixture::new([("src/lib.rs", root.as_str()), ("src/tasks/inner.rs", task("Task").as_str())]).find();
    outcome.expect(&["demo::tasks::inner::Task src/tasks/inner.rs:1"], &[]);
    let (app, problems) = outcome.app(None);
    assert_eq!(problems, [] as [String; 0]);
    assert_eq!(app.expect("there is one").tasks().len(), 1);
}

#[test]
fn a_definition_for_tests_is_not_the_one_that_counts() {
    let root = [
        definition("pass", "").as_str(),
        "#[cfg(test)]\n",
        &definition("pass", "#[cfg(any())]"),
        &format!("pass! {{ {} }}\n", task("A").replace('\n', " ")),
    ]
    .concat();
    let fixture = Fixture::new([("src/lib.rs", root.as_str())]);
    let windows = Cfg::target("x86_64-pc-windows-msvc").expect("rustc has it");
    fixture.find_for(&windows, &FeatureOptions::default()).expect(&["demo::A src/lib.rs:4"], &[]);
}
