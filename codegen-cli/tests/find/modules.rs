//! The module tree.

use crate::fixture::{Fixture, task};

#[test]
fn modules_are_in_the_files_in_which_rustc_looks_for_them() {
    let outcome = Fixture::new([
        ("src/lib.rs", format!("mod flat;\nmod nested;\n{}", task("InRoot")).as_str()),
        ("src/flat.rs", &format!("mod below;\n{}", task("InFlat"))),
        ("src/flat/below.rs", &task("Below")),
        ("src/nested/mod.rs", &format!("mod beside;\n{}", task("InNested"))),
        ("src/nested/beside.rs", &task("Beside")),
    ])
    .find();
    outcome.expect(
        &[
            "demo::InRoot src/lib.rs:3",
            "demo::flat::InFlat src/flat.rs:2",
            "demo::flat::below::Below src/flat/below.rs:1",
            "demo::nested::InNested src/nested/mod.rs:2",
            "demo::nested::beside::Beside src/nested/beside.rs:1",
        ],
        &[],
    );
}

#[test]
fn inline_modules_add_their_names_to_the_folder() {
    let outcome = Fixture::new([
        ("src/lib.rs", "mod outer { pub mod inner { mod file; } }\nmod flat;\n"),
        ("src/outer/inner/file.rs", &task("One")),
        ("src/flat.rs", "pub(crate) mod inline { pub mod file; }\n"),
        ("src/flat/inline/file.rs", &task("Two")),
    ])
    .find();
    outcome.expect(
        &[
            "demo::flat::inline::file::Two src/flat/inline/file.rs:1",
            "demo::outer::inner::file::One src/outer/inner/file.rs:1",
        ],
        &[],
    );
}

#[test]
fn a_path_attribute_starts_from_the_file_or_in_inline_modules_from_their_folder() {
    let outcome = Fixture::new([
        ("src/lib.rs", "#[path = \"odd/one.rs\"]\nmod first;\nmod flat;\nmod nested;\n"),
        ("src/odd/one.rs", &format!("mod sibling;\n{}", task("One"))),
        // A file named by a path is as a `mod.rs`.
        ("src/odd/sibling.rs", &task("Sibling")),
        ("src/flat.rs", "#[path = \"two.rs\"]\nmod two;\nmod inline {\n #[path = \"three.rs\"]\n mod three;\n}\n"),
        ("src/two.rs", &task("Two")),
        ("src/flat/inline/three.rs", &task("Three")),
        (
            "src/nested/mod.rs",
            "mod inline {\n #[path = \"four.rs\"]\n mod four;\n}\n#[path = \"x\"] mod y { mod five; }\nmod z { #![path = \"w\"] mod six; }\n",
        ),
        ("src/nested/inline/four.rs", &task("Four")),
        ("src/nested/x/five.rs", &task("Five")),
        ("src/nested/w/six.rs", &task("Six")),
    ])
    .find();
    outcome.expect(
        &[
            "demo::first::One src/odd/one.rs:2",
            "demo::first::sibling::Sibling src/odd/sibling.rs:1",
            "demo::flat::inline::three::Three src/flat/inline/three.rs:1",
            "demo::flat::two::Two src/two.rs:1",
            "demo::nested::inline::four::Four src/nested/inline/four.rs:1",
            "demo::nested::y::five::Five src/nested/x/five.rs:1",
            "demo::nested::z::six::Six src/nested/w/six.rs:1",
        ],
        &[],
    );
}

#[test]
fn the_file_of_a_raw_identifier_has_no_prefix() {
    let outcome = Fixture::new([
        ("src/lib.rs", "mod r#type;\n"),
        ("src/type.rs", "#[background_task(trigger = \"time:15\")]\npub struct r#struct;\n"),
    ])
    .find();
    outcome.expect(&["demo::type::struct src/type.rs:1"], &[]);
}

#[test]
fn included_files_belong_to_the_module_that_they_are_included_in() {
    let outcome = Fixture::new([
        ("src/lib.rs", "mod flat;\n"),
        ("src/flat.rs", "include!(\"parts/one.rs\");\ninclude! { \"two.in\" }\nstd::include!(r\"three.in\");\n"),
        ("src/parts/one.rs", &format!("mod beside;\n{}", task("One"))),
        ("src/parts/beside.rs", &task("Beside")),
        ("src/two.in", &task("Two")),
        ("src/three.in", &task("Three")),
    ])
    .find();
    outcome.expect(
        &[
            "demo::flat::One src/parts/one.rs:2",
            "demo::flat::Three src/three.in:1",
            "demo::flat::Two src/two.in:1",
            "demo::flat::beside::Beside src/parts/beside.rs:1",
        ],
        &[],
    );
}

#[test]
fn a_missing_or_doubtful_file_is_told_where_it_is_declared() {
    let outcome = Fixture::new([
        (
            "src/lib.rs",
            format!("mod gone;\nmod twice;\n#[path = \"no.rs\"]\nmod away;\ninclude!(\"not.rs\");\n{}", task("Here"))
                .as_str(),
        ),
        ("src/twice.rs", &task("One")),
        ("src/twice/mod.rs", &task("Two")),
    ])
    .find();
    outcome.expect(
        &["demo::Here src/lib.rs:6"],
        &[
            "BG0806 src/lib.rs:1:1 module `gone`: there is neither `src/gone.rs` nor `src/gone/mod.rs`",
            "BG0806 src/lib.rs:2:1 module `twice`: both `src/twice.rs` and `src/twice/mod.rs` are there",
            "BG0806 src/lib.rs:4:1 module `away`: there is no file `src/no.rs`",
            "BG0806 src/lib.rs:5:1 there is no file `src/not.rs`",
        ],
    );
}

#[test]
fn files_that_contain_themselves_end() {
    let outcome = Fixture::new([
        ("src/lib.rs", "mod a;\ninclude!(\"lib.rs\");\n"),
        ("src/a.rs", &format!("#[path = \"b.rs\"]\nmod b;\n{}", task("A"))),
        ("src/b.rs", "#[path = \"a.rs\"]\nmod a;\n"),
    ])
    .find();
    outcome.expect(
        &["demo::a::A src/a.rs:3"],
        &["BG0806 src/b.rs:1:1 module `a` would contain itself", "BG0806 src/lib.rs:2:1 the file would include itself"],
    );
}

#[test]
fn modules_that_name_one_another_twice_end() {
    let files: Vec<_> = (0..40)
        .map(|at| {
            (
                format!("src/f{at}.rs"),
                format!("#[path = \"f{}.rs\"]\nmod a;\n#[path = \"f{}.rs\"]\nmod b;\n", at + 1, at + 1),
            )
        })
        .collect();
    let fixture = Fixture::new(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    fixture.write("src/f40.rs", b"");
    fixture.write("src/lib.rs", b"mod f0;");
    let outcome = fixture.find();
    assert!(outcome.found.tasks.is_empty());
    let told = outcome.problems();
    assert!(told.iter().all(|line| line.contains("has more modules than any that is written")), "{told:?}");
    assert!(!told.is_empty() && told.len() <= 80, "{told:?}");
}

#[cfg(unix)]
#[test]
fn folders_that_are_links_to_themselves_end() {
    let fixture =
        Fixture::new([("src/lib.rs", "mod a;\n"), ("src/a/mod.rs", format!("mod a;\n{}", task("A")).as_str())]);
    std::os::unix::fs::symlink(fixture.path().join("src/a"), fixture.path().join("src/a/a")).expect("a link");
    let outcome = fixture.find();
    outcome.expect(&["demo::a::A src/a/mod.rs:2"], &["BG0806 src/a/mod.rs:1:1 module `a` would contain itself"]);
}

#[test]
fn nothing_outside_of_the_workspace_is_read() {
    let outside = tempfile::TempDir::new().expect("a folder");
    let file = outside.path().join("secret.rs");
    std::fs::write(&file, task("Secret")).expect("a file");
    let absolute = file.display().to_string();
    let root = format!(
        "#[path = {absolute:?}]\nmod one;\ninclude!({absolute:?});\n#[path = \"../../../../../../dev/zero\"]\nmod two;\n"
    );
    let fixture = Fixture::new([("src/lib.rs", root.as_str())]);
    let outcome = fixture.find();
    assert!(outcome.found.tasks.is_empty());
    let told = outcome.problems();
    assert_eq!(told.len(), 3, "{told:?}");
    assert_eq!(told[0], format!("BG0806 src/lib.rs:2:1 module `one`: `{absolute}` lies outside of the workspace"));
    assert_eq!(told[1], format!("BG0806 src/lib.rs:3:1 `{absolute}` lies outside of the workspace"));
    assert!(told[2].starts_with("BG0806 src/lib.rs:5:1 module `two`: "), "{told:?}");
    assert!(outcome.found.files_read.iter().all(|path| path.starts_with(fixture.path())));
}

#[cfg(unix)]
#[test]
fn a_link_does_not_lead_outside() {
    let outside = tempfile::TempDir::new().expect("a folder");
    std::fs::write(outside.path().join("secret.rs"), task("Secret")).expect("a file");
    let fixture = Fixture::new([("src/lib.rs", "mod linked;\n")]);
    std::os::unix::fs::symlink(outside.path().join("secret.rs"), fixture.path().join("src/linked.rs")).expect("a link");
    fixture
        .find()
        .expect(&[], &["BG0806 src/lib.rs:1:1 module `linked`: `src/linked.rs` lies outside of the workspace"]);
}

#[test]
fn a_file_that_two_targets_share_is_found_once() {
    let outcome = Fixture::new([
        ("src/lib.rs", "pub mod tasks;\n"),
        ("src/main.rs", format!("mod tasks;\nfn main() {{}}\n{}", task("InMain")).as_str()),
        ("src/bin/other.rs", &format!("#[path = \"../tasks.rs\"]\nmod tasks;\nfn main() {{}}\n{}", task("InOther"))),
        ("src/tasks.rs", &task("Shared")),
    ])
    .find();
    outcome.expect(
        &["demo::InMain src/main.rs:3", "demo::tasks::Shared src/tasks.rs:1", "other::InOther src/bin/other.rs:4"],
        &[],
    );
}

#[test]
fn a_file_that_is_two_modules_is_two_tasks() {
    let outcome = Fixture::new([
        ("src/lib.rs", "#[path = \"tasks.rs\"]\nmod one;\n#[path = \"tasks.rs\"]\nmod two;\n"),
        ("src/tasks.rs", &task("Task")),
    ])
    .find();
    outcome.expect(&["demo::one::Task src/tasks.rs:1", "demo::two::Task src/tasks.rs:1"], &[]);
}

/// A word that says what an item is may touch a string, or white space beyond ASCII.
#[test]
fn what_stands_behind_a_constant_function_is_seen() {
    for function in ["const fn\u{2028}f() {}", "const extern\"C\" fn f() {}", "const unsafe\u{85}fn f() {}"] {
        let outcome =
            Fixture::new([("src/lib.rs", format!("pub {function}\nmod x;").as_str()), ("src/x.rs", &task("Task"))])
                .find();
        outcome.expect(&["demo::x::Task src/x.rs:1"], &[]);
    }
}

#[cfg(unix)]
#[test]
fn the_file_of_an_absent_module_may_be_a_link() {
    let fixture = Fixture::new([
        ("src/lib.rs", "#[cfg(any())] mod one;\n#[cfg(test)] mod two { mod three; }\n"),
        ("src/shared.rs", &task("Shared")),
        ("src/others.rs", &task("Other")),
        ("src/one/mine.rs", ""),
        ("src/two/mine.rs", ""),
    ]);
    let link = |to: &str, from: &str| {
        std::os::unix::fs::symlink(fixture.path().join(to), fixture.path().join(from)).expect("a link");
    };
    link("src/shared.rs", "src/one/mod.rs");
    link("src/others.rs", "src/two/mod.rs");
    fixture.find().expect(&[], &[]);
}
