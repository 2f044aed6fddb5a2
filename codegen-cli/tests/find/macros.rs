//! What a macro or an attribute is given, or has in its definition, and may become a task without an annotation that is seen.

use crate::fixture::{Fixture, task};

const TOLD: &str = "can't be seen without compiling";

#[test]
fn arguments_that_a_macro_may_put_into_an_annotation_are_told() {
    let root = r#"
macro_rules! with { ($m:meta, $name:ident) => { #[$m] struct $name; } }
with!(background_task(trigger = "time:15"), A);
with! { bgtask::background_app(model = "com"), B }
fn f() { let _ = (1, with!(bgtask::background_task(trigger = "time:15"), C)); }
fn g() { join!(background_task(1), tasks.background_task()); }
"#;
    Fixture::new([("src/lib.rs", root)]).find().expect(
        &[],
        &[
            &format!("BG0805 src/lib.rs:3:7 what `with!` makes of this annotation {TOLD}"),
            &format!("BG0805 src/lib.rs:4:17 what `with!` makes of this annotation {TOLD}"),
            &format!("BG0805 src/lib.rs:5:36 what `with!` makes of this annotation {TOLD}"),
        ],
    );
}

#[test]
fn arguments_of_another_attribute_are_told() {
    let root = r#"
#[rustversion::attr(since(1.50), bgtask::background_task(trigger = "time:15"))]
struct A;
#[doc = "background_task(trigger)"] #[allow(background_task)] #[cfg_attr(any(), background_task(trigger = 1))] struct B;
fn f() {
    #[apply(background_task(trigger = "time:15"))] #[background_task(trigger = "time:15")] struct C;
}
"#;
    Fixture::new([("src/lib.rs", root)]).find().expect(
        &["demo::f::C src/lib.rs:6"],
        &[
            &format!("BG0805 src/lib.rs:2:42 what `#[rustversion::attr]` makes of this annotation {TOLD}"),
            &format!("BG0805 src/lib.rs:6:13 what `#[apply]` makes of this annotation {TOLD}"),
        ],
    );
}

#[test]
fn a_name_that_a_macro_gives_to_the_attribute_is_told() {
    let root = r#"
macro_rules! names { () => { use bgtask::{background_app, background_task as task}; } }
names!();
#[task(trigger = "time:15")] struct A;
macro_rules! others { () => { let _ = background_task as u8; pub use bgtask::background_task; } }
mod inside {
    unknown! { use bgtask::background_task as known; mod there { pub use bgtask::background_task as deep; } }
    #[known(trigger = "time:15")] struct B;
    use there::*;
    #[deep(trigger = "time:15")] struct C;
}
"#;
    Fixture::new([("src/lib.rs", root)]).find().expect(
        &["demo::inside::B src/lib.rs:8", "demo::inside::C src/lib.rs:10"],
        &[&format!("BG0805 src/lib.rs:2:59 what `names!` makes of this import {TOLD}")],
    );
}

#[test]
fn files_that_a_macro_takes_in_are_told_where_they_have_annotations() {
    let root = r#"
macro_rules! parts { () => { include!("../data/part.rs"); include!("../data/plain.rs"); include!("no.rs"); } }
parts!();
unknown! { #[path = "../data/module.rs"] mod module; }
fn f() { wrap!(include!("../data/block.in")) }
include_all!("named.in");
macro_rules! generated { () => { include!(concat!(env!("OUT_DIR"), "/made.rs")); } }
"#;
    let fixture = Fixture::new([
        ("src/lib.rs", root),
        ("data/part.rs", task("Part").as_str()),
        ("data/plain.rs", "struct Plain;"),
        ("data/module.rs", &task("InModule")),
        ("data/block.in", &format!("{{ {} }}", task("InBlock"))),
        ("src/named.in", &task("Named")),
        ("build.rs", "fn main() { write(\"#[background_app] struct Made;\"); }"),
    ]);
    let file = format!("makes of this file with annotations {TOLD}");
    fixture.find().expect(
        &[],
        &[
            &format!("BG0805 src/lib.rs:2:30 what `parts!` {file}"),
            &format!("BG0805 src/lib.rs:4:14 what `unknown!` {file}"),
            &format!("BG0805 src/lib.rs:5:16 what `wrap!` {file}"),
            "BG0805 src/lib.rs:7:34 what the build script writes can't be seen without running it, and it seems to write \
             tasks",
            "BG0805 src/named.in:2:1 this file is in no module that was seen, so what is annotated in it is left out",
        ],
    );
}

#[test]
fn what_stands_in_an_extern_block_is_refused() {
    let root = "unsafe extern \"C\" {\n    #[background_task(trigger = \"time:15\")]\n    fn f();\n}\n";
    let outcome = Fixture::new([("src/lib.rs", root)]).find();
    assert!(outcome.tasks().is_empty());
    let told =
        "BG0006 src/lib.rs:2:5 what stands in an implementation, a trait or an extern block can't be a background task";
    assert!(outcome.problems().iter().any(|line| line == told), "{:?}", outcome.problems());
}
