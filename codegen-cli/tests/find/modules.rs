//! The module tree.

use crate::fixture::Fixture;

/// A task, as short as it can be.
fn task(name: &str) -> String {
    format!("#[background_task(trigger = \"time:15\")]\npub struct {name};\n")
}

#[test]
fn modules_are_in_the_files_in_which_rustc_looks_for_them() {
    let (root, flat, nested) = (task("InRoot"), task("InFlat"), task("InNested"));
    let outcome = Fixture::new([
        ("src/lib.rs", format!("mod flat;\nmod nested;\n{root}").as_str()),
        ("src/flat.rs", format!("mod below;\n{flat}").as_str()),
        ("src/flat/below.rs", &task("Below")),
        ("src/nested/mod.rs", format!("mod beside;\n{nested}").as_str()),
        ("src/nested/beside.rs", &task("Beside")),
    ])
    .find();
    assert_eq!(outcome.problems(), Vec::<String>::new());
    assert_eq!(
        outcome.tasks(),
        [
            "demo::InRoot src/lib.rs:3",
            "demo::flat::InFlat src/flat.rs:2",
            "demo::flat::below::Below src/flat/below.rs:1",
            "demo::nested::InNested src/nested/mod.rs:2",
            "demo::nested::beside::Beside src/nested/beside.rs:1",
        ]
    );
}
