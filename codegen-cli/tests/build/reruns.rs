//! When cargo runs the build script again.

use std::fs;

use crate::fixture::{APP, Fixture, task};

#[test]
fn it_runs_again_for_what_it_read_and_for_nothing_else() {
    let code =
        format!("{APP}mod a;\n#[path = \"../elsewhere/b.rs\"]\nmod b;\n#[cfg(windows)]\nmod w;\n{}", task("one"));
    let fixture = Fixture::new(
        "reruns",
        "readme = false\n---",
        [
            ("src/lib.rs", code.as_str()),
            ("src/a.rs", "pub mod c;\n"),
            ("src/a/c.rs", ""),
            ("elsewhere/b.rs", ""),
            ("src/forgotten.rs", ""),
            ("src/notes.txt", ""),
            ("tests/it.rs", ""),
            ("README.md", ""),
        ],
    );
    assert!(fixture.is_run());
    assert!(!fixture.is_run(), "nothing changed");
    for read in ["src/lib.rs", "src/a.rs", "src/a/c.rs", "elsewhere/b.rs", "src/forgotten.rs", "Cargo.toml", "build.rs"]
    {
        fixture.touch(read);
        assert!(fixture.is_run(), "{read} was touched");
        assert!(!fixture.is_run(), "{read} was touched, and that is known");
    }
    for other in ["src/notes.txt", "tests/it.rs", "README.md"] {
        fixture.touch(other);
        assert!(!fixture.is_run(), "{other} was touched");
    }
    fixture.write("src/new.txt", "");
    assert!(!fixture.is_run(), "a file appeared beside the code");
}

#[test]
fn a_module_whose_file_appears_is_seen() {
    for file in ["src/later.rs", "src/later/mod.rs"] {
        let code = format!("{APP}pub mod later;\n");
        let fixture = Fixture::new("appears", "", [("src/lib.rs", code.as_str())]);
        assert!(!fixture.cargo(&["check"]).is_success);
        fixture.write(file, &task("late"));
        assert_eq!(fixture.list(&[]), ["App {", "crate::later::late,"]);
        assert!(!fixture.is_run());
        fs::remove_file(fixture.path(file)).expect("a file");
        assert!(!fixture.cargo(&["check"]).is_success);
    }
}

#[test]
fn a_module_that_need_not_have_a_file_does_not_make_it_run_each_time() {
    let code = format!("{APP}#[cfg(odd)]\npub mod later;\n");
    let lints = "[lints.rust]\nunexpected_cfgs = \"allow\"\n";
    let fixture = Fixture::new("may-appear", lints, [("src/lib.rs", code.as_str())]);
    assert!(fixture.is_run());
    assert!(!fixture.is_run());
    fixture.write("src/later.rs", &task("late"));
    assert_eq!(fixture.list(&[]), ["App {", "#[cfg(odd)]", "crate::later::late,"]);
}

#[test]
fn an_executable_that_appears_is_seen() {
    let fixture = Fixture::new("new-executable", "", [("src/lib.rs", task("one").as_str())]);
    assert_eq!(fixture.list(&[]), [] as [&str; 0]);
    let executable = "#[bgtask::background_app]\nstruct Tool;\nfn main() {}\n";
    fixture.write("src/main.rs", executable);
    assert_eq!(fixture.list(&[]), ["Tool {", "::new_executable::one,"]);
    fixture.write("src/bin/other.rs", &executable.replace("Tool", "Other"));
    fixture.touch("Cargo.toml");
    assert_eq!(fixture.list(&[]), ["Tool {", "::new_executable::one,", "Other {", "::new_executable::one,"]);
    fixture.write("src/bin/third.rs", &executable.replace("Tool", "Third"));
    assert_eq!(fixture.list(&[]).len(), 6);
}
