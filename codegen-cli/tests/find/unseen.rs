//! What is found in bodies, and what is reported because it can't be seen.

use bgtask_codegen::find::Reach;

use crate::fixture::{Fixture, task};

#[test]
fn items_in_bodies_are_found() {
    let root = r#"
fn main() {
    let _ = vec![1, 2].iter().map(|x| { #[background_task(trigger = "time:15")] struct InClosure; x });
    if cfg!(windows) {
        #[background_task(trigger = "time:15")]
        struct InIf;
        if !done { #[background_task(trigger = "time:15")] struct IfNot; }
        while !(done && { #[background_task(trigger = "time:15")] struct InNot; true }) {}
    } else {
        fn nested() {
            #![allow(unused)]
            #[background_task(trigger = "time:15")]
            fn in_nested() {}
        }
    }
    match 1 { #[cfg(any())] 2 => { #[background_task(trigger = "time:15")] struct Gone; } _ => {} }
}
const _: () = {
    #[background_task(trigger = "time:15")]
    struct InConst;
};
impl Main { fn method() { #[background_task(trigger = "time:15")] struct InMethod; } }
"#;
    Fixture::new([("src/lib.rs", root)]).find().expect(
        &[
            "demo::_::InConst src/lib.rs:19",
            "demo::main::IfNot src/lib.rs:7",
            "demo::main::InClosure src/lib.rs:3",
            "demo::main::InIf src/lib.rs:5",
            "demo::main::InNot src/lib.rs:8",
            "demo::main::nested::in_nested src/lib.rs:12",
            "demo::method::InMethod src/lib.rs:22",
        ],
        &[],
    );
}

#[test]
fn methods_are_refused() {
    let root = "struct A;\nimpl A {\n    #[background_task(trigger = \"time:15\")]\n    fn run() {}\n}\ntrait B {\n    \
        #[background_task(trigger = \"time:15\")]\n    fn run(&self);\n}\n";
    let told = "what stands in an implementation, a trait or an extern block can't be a background task";
    Fixture::new([("src/lib.rs", root)]).find().expect(
        &[],
        &[
            &format!("BG0006 src/lib.rs:3:5 {told}"),
            "BG0007 src/lib.rs:8:12 a method can't be a background task",
            &format!("BG0006 src/lib.rs:7:5 {told}"),
        ],
    );
}

#[test]
fn annotations_in_macros_are_told() {
    let root = r#"
macro_rules! make {
    ($name:ident) => {
        #[background_task(trigger = "time:15")]
        struct $name;
    };
}
make!(Made);
choose! {
    if #[cfg(windows)] {
        #[$crate::background_task(trigger = "time:15")]
        struct Perhaps;
    }
}
fn f() { wrap!({ #[cfg_attr(windows, background_task(trigger = "time:15"))] struct Wrapped; }) }
macro_rules! unrelated { () => { "background_task" /* background_task */ } }
"#;
    let told = "makes of this annotation can't be seen without compiling";
    Fixture::new([("src/lib.rs", root)]).find().expect(
        &[],
        &[
            &format!("BG0805 src/lib.rs:4:9 what `make!` {told}"),
            &format!("BG0805 src/lib.rs:11:9 what `choose!` {told}"),
            &format!("BG0805 src/lib.rs:15:18 what `wrap!` {told}"),
        ],
    );
}

#[test]
fn files_of_no_module_are_told() {
    let fixture = Fixture::new([
        (
            "src/lib.rs",
            "if_windows! { mod by_macro; }\n#[cfg(test)]\nmod tests;\n#[cfg(not(any(windows, unix)))]\nmod wasm;\n\
             #[allow(unused)] #[cfg(test)] pub(crate) mod in_place { mod helper; }\n\
             #[cfg(all(test, unix))] mod on_unix { mod helper; }\n",
        ),
        ("src/in_place/helper.rs", &task("InTests")),
        ("src/on_unix/helper.rs", &task("InTests")),
        ("src/tests_alone.rs", &format!("#[cfg(test)] mod tests {{\n{}}}\n", task("InTests"))),
        ("src/by_macro.rs", task("ByMacro").as_str()),
        ("src/forgotten/mod.rs", &format!("// é\n{}", task("Forgotten"))),
        ("src/tests.rs", &format!("mod deeper;\n{}", task("InTests"))),
        ("src/tests/deeper.rs", &task("InTests")),
        ("src/wasm/mod.rs", &task("Wasm")),
        ("src/bin/tool.rs", "fn main() {}"),
        ("src/plain.rs", "// background_task is not for this file.\n#[derive(Debug)] struct A;"),
        ("examples/example.rs", &format!("fn main() {{}}\n{}", task("Example"))),
    ]);
    let told = "this file is in no module that was seen, so what is annotated in it is left out";
    fixture.find().expect(
        &[],
        &[&format!("BG0805 src/by_macro.rs:2:1 {told}"), &format!("BG0805 src/forgotten/mod.rs:3:1 {told}")],
    );
    let package = fixture.package("demo", &bgtask_codegen::find::FeatureOptions::default(), true);
    let both = bgtask_codegen::find::Cfg::platforms(bgtask_core::model::Platforms::ALL);
    assert_eq!(fixture.find_in(&package, &both).tasks(), ["example::Example examples/example.rs:2"]);
}

#[test]
fn generated_code_is_told_where_it_seems_to_have_tasks() {
    let root = "include!(concat!(env!(\"OUT_DIR\"), \"/made.rs\"));\n";
    let with = "fn main() { write(\"#[background_task(trigger = 1)] struct Made;\"); }";
    let outcome = Fixture::new([("src/lib.rs", root), ("build.rs", with)]).find();
    let told = "what the build script writes can't be seen without running it, and it seems to write tasks";
    outcome.expect(&[], &[&format!("BG0805 src/lib.rs:1:1 {told}")]);
    Fixture::new([("src/lib.rs", root), ("build.rs", "fn main() {}")]).find().expect(&[], &[]);
    Fixture::new([("src/lib.rs", root)]).find().expect(&[], &[]);
}

#[test]
fn a_file_that_the_compiler_alone_knows_is_told() {
    let root = "include!(env!(\"TASKS\"));\ninclude!(concat!(\"a\", stringify!(b), \".rs\"));\n\
        include!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/../gone.rs\"));\n";
    let told = "which file this includes can't be seen without compiling";
    let gone = Fixture::new([("src/lib.rs", root)]).find();
    assert_eq!(
        gone.problems()[..2],
        [format!("BG0805 src/lib.rs:1:1 {told}"), format!("BG0805 src/lib.rs:2:1 {told}")]
    );
    assert!(gone.problems()[2].starts_with("BG0806 src/lib.rs:3:1 there is no file "), "{:?}", gone.problems());
}

#[test]
fn an_expression_in_a_file_is_found() {
    let root = "fn f() { include!(\"part.rs\"); }\nconst C: u8 = { #[cfg(any())] include!(\"gone.in\"); 1 + include!(\n\
        \"../data/number.in\") };\nfn g() { include!(\"table.rs\"); include!(env!(\"X\")); }\n";
    let fixture = Fixture::new([
        ("src/lib.rs", root),
        ("src/part.rs", format!("{{\n{}}}\n", task("InPart")).as_str()),
        ("src/gone.in", format!("{{\n{}}}\n", task("Gone")).as_str()),
        ("data/number.in", "match 1 { _ => { include!(\"deeper.in\") } }"),
        ("data/deeper.in", &format!("{{ #[path = \"module.rs\"] mod module; {} 1 }}", task("Deeper"))),
        ("data/module.rs", &task("InModule")),
        ("src/table.rs", "[1, 2, 3]"),
        ("src/comment.rs", "{ /* #[background_task] */ }\n"),
    ]);
    fixture.find().expect(
        &[
            "demo::C::Deeper src/../data/deeper.in:1",
            "demo::C::module::InModule src/../data/module.rs:1",
            "demo::f::InPart src/part.rs:2",
        ],
        &["BG0805 src/lib.rs:4:32 which file this includes can't be seen without compiling"],
    );
}

#[test]
fn what_a_cfg_keeps_from_being_included_is_not_forgotten() {
    let root = "#[cfg(target_os = \"none\")]\ninclude!(\"part.rs\");\n#[cfg(target_os = \"none\")]\ninclude!(\"parts/one.rs\");\n";
    let files = [
        ("src/lib.rs", root),
        ("src/part.rs", &task("InPart")),
        ("src/parts/one.rs", &format!("mod two;\n{}", task("One"))),
        ("src/parts/two.rs", &task("Two")),
    ];
    Fixture::new(files).find().expect(&[], &[]);
}

#[test]
fn what_is_not_rust_is_told_and_the_rest_is_found() {
    let fixture = Fixture::new([
        (
            "src/lib.rs",
            format!("mod open;\nmod string;\nmod closing;\nmod words;\nmod bytes;\nmod folder;\n{}", task("Good"))
                .as_str(),
        ),
        ("src/open.rs", "fn f() { (\n"),
        ("src/string.rs", "const A: &str = \"no end;\n"),
        ("src/closing.rs", "fn f() { ] }\n"),
        ("src/words.rs", &format!("this is not rust\nstruct S;\nneither is this;\n{}", task("Found"))),
    ]);
    fixture.write("src/bytes.rs", b"fn f() {}\n// \xff\n");
    std::fs::create_dir_all(fixture.path().join("src/folder.rs")).expect("a folder");
    fixture.find().expect(
        &["demo::Good src/lib.rs:7", "demo::words::Found src/words.rs:4"],
        &[
            "BG0806 src/open.rs:1:10 this bracket is never closed",
            "BG0806 src/string.rs:1:17 this string is never closed",
            "BG0806 src/closing.rs:1:10 this bracket closes none of its kind",
            "BG0806 src/words.rs:1:1 an item is expected here, and `this` begins none",
            "BG0806 src/lib.rs:5:1 module `bytes`: `src/bytes.rs` is not UTF-8, from line 2 on",
            "BG0806 src/lib.rs:6:1 module `folder`: `src/folder.rs` is a folder",
        ],
    );
}

#[test]
fn an_item_without_an_end_hides_no_task() {
    let unfinished =
        ["use std::fmt", "pub struct A", "pub const X: u8 = 1", "type T = u8", "extern crate std", "mod gone"];
    for item in unfinished.into_iter().chain(["pub fn f()", "enum E", "trait T", "impl A", "static S: u8 = 1"]) {
        let text = format!("{item}\n{}pub const LAST: u8 = 1;\nfn g() {{}}\n", task("Task"));
        let word = item.split(' ').next().expect("a word");
        Fixture::new([("src/lib.rs", text.as_str())]).find().expect(
            &["demo::Task src/lib.rs:2"],
            &[&format!(
                "BG0806 src/lib.rs:1:1 the item that begins here with `{word}` is not whole: a name, a body or a `;` is missing"
            )],
        );
    }
}

/// Items without an end, each with the word that it begins with.
const UNFINISHED: [&str; 16] = [
    "use std::fmt",
    "pub use std::{fmt}",
    "use std::modules as m",
    "extern crate std",
    "mod gone",
    "struct A",
    "struct B(u8)",
    "enum E",
    "type T = [u8; 2]",
    "const X: u8 = 1",
    "static S: u8 = 1",
    "fn f()",
    "fn f() -> u8 // why",
    "trait T",
    "impl A /* why */",
    "macro_rules! m",
];

#[test]
fn an_item_without_an_end_hides_no_module() {
    let modules = [
        "mod tasks;",
        "pub mod tasks;",
        "pub(in crate) mod tasks;",
        "#[cfg(all())]\n#[doc = \"\"]\npub mod tasks;",
        "mod tasks { mod inner; }",
    ];
    for module in modules {
        for item in UNFINISHED {
            let text = format!("{item}\n{module}\nuse std::io;\n");
            let files =
                [("src/lib.rs", text.as_str()), ("src/tasks.rs", &task("Task")), ("src/tasks/inner.rs", &task("Task"))];
            let word = item.split([' ', '!']).next().expect("a word");
            let outcome = Fixture::new(files).find();
            let is_inline = module.contains('{');
            let there = if is_inline {
                "demo::tasks::inner::Task src/tasks/inner.rs:1"
            } else {
                "demo::tasks::Task src/tasks.rs:1"
            };
            let other = if is_inline { "src/tasks.rs" } else { "src/tasks/inner.rs" };
            outcome.expect(
                &[there],
                &[
                    &format!(
                        "BG0806 src/lib.rs:1:1 the item that begins here with `{word}` is not whole: a name, a body or a `;` is missing"
                    ),
                    &format!(
                        "BG0805 {other}:2:1 this file is in no module that was seen, so what is annotated in it is left out"
                    ),
                ],
            );
        }
    }
}

#[test]
fn an_item_without_an_end_takes_no_body_of_a_module() {
    for item in UNFINISHED {
        for behind in ["", "fn f() {}\n", "use std::io;\n", "#[cfg(test)] mod tests {}\n"] {
            let text = format!("{item}\nmod tasks {{ {} }}\n{}{behind}", task("Inner"), task("Task"));
            let word = item.split([' ', '!']).next().expect("a word");
            Fixture::new([("src/lib.rs", text.as_str())]).find().expect(
                &["demo::Task src/lib.rs:5", "demo::tasks::Inner src/lib.rs:2"],
                &[&format!(
                    "BG0806 src/lib.rs:1:1 the item that begins here with `{word}` is not whole: a name, a body or a `;` is missing"
                )],
            );
        }
    }
    let text = format!("let x = 3\nmod tasks {{ {} }}\n", task("Task"));
    Fixture::new([("src/lib.rs", text.as_str())]).find().expect(
        &["demo::tasks::Task src/lib.rs:2"],
        &["BG0806 src/lib.rs:1:1 an item is expected here, and `let` begins none"],
    );
}

#[test]
fn names_and_parameters_begin_no_item() {
    for item in [
        "pub const default: u8 = 1;",
        "const auto: u8 = 1;",
        "mod inner { pub(super) const safe: u8 = 1; }",
        "struct A<#[cfg_attr(any(), background_task)] T>(T);",
        "fn f<'a, #[cfg_attr(any(), background_task)] const N: usize>() {}",
        "use std::r#mod;",
    ] {
        let text = format!("{item}\n{}", task("Task"));
        Fixture::new([("src/lib.rs", text.as_str())]).find().expect(&["demo::Task src/lib.rs:2"], &[]);
    }
}

#[test]
fn what_is_in_the_value_of_a_constant_can_not_be_named() {
    let of = |text: &str| {
        let text = text.replace("ITEM", &task("Task"));
        let outcome = Fixture::new([("src/lib.rs", text.as_str())]).find();
        let found = outcome.found.tasks.first().unwrap_or_else(|| panic!("{text}"));
        assert_eq!(found.reach, Reach::Function, "{text}");
        found.type_path.clone()
    };
    assert_eq!(of("const _: () = { ITEM };"), "demo::_::Task");
    assert_eq!(of("const _: () = { pub mod inner { ITEM } };"), "demo::_::inner::Task");
    assert_eq!(of("pub static VALUE: u8 = { ITEM 1 };"), "demo::VALUE::Task");
    assert_eq!(of("struct S; impl S { const VALUE: u8 = { ITEM 1 }; }"), "demo::VALUE::Task");
    assert_eq!(of("enum E { One = { ITEM 1 } }"), "demo::E::Task");
    assert_eq!(of("type Many = [u8; { ITEM 1 }];"), "demo::Many::Task");
    assert_eq!(of("fn f(bytes: [u8; { ITEM 1 }]) {}"), "demo::f::Task");
}

#[test]
fn a_crate_without_its_first_file_is_told() {
    let fixture = Fixture::new([("src/lib.rs", ""), ("src/main.rs", task("InMain").as_str())]);
    let package = fixture.package("demo", &bgtask_codegen::find::FeatureOptions::default(), false);
    std::fs::remove_file(fixture.path().join("src/lib.rs")).expect("it was there");
    let both = bgtask_codegen::find::Cfg::platforms(bgtask_core::model::Platforms::ALL);
    fixture
        .find_in(&package, &both)
        .expect(&["demo::InMain src/main.rs:1"], &["BG0806 - there is no file `src/lib.rs`"]);
}

#[test]
fn annotations_broken_in_any_way_are_survived() {
    const PIECES: &[&str] = &[
        "#[background_task(",
        ")]",
        "#[background_app(tasks(",
        "))]",
        "trigger = ",
        "\"time:15\"",
        "time(15, once)",
        "with(",
        "\"\"",
        "condition = ",
        "conditions(",
        "windows(",
        "clsid = ",
        "apple(",
        "platforms(",
        "name",
        "::",
        "é",
        ",",
        "=",
        "(",
        ")",
        "<",
        ">",
        "pub ",
        "struct ",
        "fn ",
        "async ",
        "enum ",
        "A",
        "b",
        ";",
        "{}",
        "{",
        "}",
        "&",
        "'a ",
        "-> ",
        "\n",
        "1",
        "-",
        "r#",
        "!",
        ".",
        "#[cfg_attr(all(), ",
        "#[cfg(",
        "impl ",
        "where ",
        "\u{1F600}",
        "/* ",
        " */",
        "// ",
        "b\"",
        "'",
        "18446744073709551616",
    ];
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut below = |end: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 11).unwrap_or(0) % end
    };
    let good = "#[background_task(trigger = \"time:15\", condition = UserPresent, windows(model = \"com\"), name = \"N\")] pub struct A;";
    let files: Vec<_> = (0..400)
        .map(|at| {
            let mut parts: Vec<&str> = good.split_inclusive(' ').collect();
            for _ in 0..=below(5) {
                match below(3) {
                    0 => parts.insert(below(parts.len() + 1), PIECES[below(PIECES.len())]),
                    1 => drop(parts.remove(below(parts.len()))),
                    _ => parts = (0..=below(30)).map(|_| PIECES[below(PIECES.len())]).chain([good]).collect(),
                }
                if parts.is_empty() {
                    parts.push(good);
                }
            }
            (format!("src/m{at}.rs"), parts.concat())
        })
        .collect();
    let root = (0..400).map(|at| format!("mod m{at};\n")).collect::<Vec<_>>().concat();
    let fixture = Fixture::new(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    fixture.write("src/lib.rs", format!("{root}{}", task("Good")).as_bytes());
    let outcome = fixture.find();
    assert!(outcome.tasks().contains(&String::from("demo::Good src/lib.rs:401")));
    let (tasks, problems) = (outcome.found.tasks.len(), outcome.found.problems.len());
    assert!(tasks > 20 && problems > 200, "{tasks} tasks, {problems} problems");
    // Each place is one of its file's text, at the bounds of characters.
    for problem in &outcome.found.problems {
        if let Some(place) = &problem.place {
            assert!(outcome.sources.get(place.file).text().get(place.range.clone()).is_some(), "{problem:?}");
        }
    }
    let (app, _) = outcome.app(Some("A"));
    drop(app.map(|app| app.check()));
}
