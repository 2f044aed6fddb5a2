//! What the macros say to mistakes, and that they say nothing to what is right.
//!
//! Each file under `tests/ui/misuse` is one mistake, named by it. Its first lines say which errors it gets, one line for
//! each, and no other: `//! error: BG0101`, a number or other words of the error; words that stand in the same error are
//! joined by ` + `. The whole text of the errors stands beside it in a `.stderr` file. Compilers differ in their words, so
//! texts are compared on one pinned compiler, and on others the errors are counted and looked through for those words.
//! With the pinned compiler, `TRYBUILD=overwrite cargo test --test ui` writes the texts anew.
//!
//! Each file under `tests/ui/accepted` compiles without a warning.
#![allow(missing_docs)]

#[path = "ui/compiler.rs"]
mod compiler;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use bgtask_core::rules::annotation::UNUSED_ALLOW;
use compiler::Message;

/// The compiler whose texts are in the `.stderr` files.
const PINNED: &str = "1.95.0";

#[test]
fn a_mistake_gets_its_message_and_no_other() {
    let cases = files("misuse");
    assert!(cases.len() > 100, "only {} cases were found", cases.len());
    let told = if compiler::version() == PINNED {
        let trybuild = trybuild::TestCases::new();
        for case in &cases {
            trybuild.compile_fail(case);
        }
        // It compiles when it is dropped.
        drop(trybuild);
        cases.iter().map(|case| compiler::parse_stderr(&case.with_extension("stderr"))).collect()
    } else {
        compiler::check("misuse", &cases)
    };
    let mut wrong = String::new();
    for (case, told) in cases.iter().zip(told) {
        if let Err(difference) = judge(&expected(case), &told) {
            let _ = writeln!(wrong, "{}: {difference}", case.display());
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn what_is_right_compiles_without_a_warning() {
    let cases = files("accepted");
    for (case, told) in cases.iter().zip(compiler::check("accepted", &cases)) {
        let told: String = told.into_iter().map(|message| message.text).collect();
        assert!(told.is_empty(), "{}:\n{told}", case.display());
    }
}

#[test]
fn every_rule_that_the_compiler_can_tell_has_its_misuse() {
    let expected: Vec<_> = files("misuse").iter().flat_map(|case| expected(case)).flatten().collect();
    let missing: Vec<_> = bgtask_core::rules::all()
        .map(|rule| rule.id)
        // From 600 on they are about files, which no compiler sees; nor does it see all that an `allow` may be about.
        .filter(|id| *id < "BG0600" && *id != UNUSED_ALLOW.id && !expected.iter().any(|words| words == id))
        .collect();
    assert!(missing.is_empty(), "no file under tests/ui/misuse is about {missing:?}");
}

/// The errors that a case announces, as the words of each.
fn expected(case: &Path) -> Vec<Vec<String>> {
    let source = fs::read_to_string(case).expect("a case can be read");
    let errors = source.lines().map_while(|line| line.strip_prefix("//! error: "));
    errors.map(|words| words.split(" + ").map(String::from).collect()).collect()
}

/// Whether what was told is what was expected: each error once, in any order.
fn judge(expected: &[Vec<String>], told: &[Message]) -> Result<(), String> {
    let mut errors: Vec<_> = told.iter().filter(|message| message.is_error).collect();
    if expected.is_empty() {
        return Err(String::from("its first line announces no error"));
    }
    for words in expected {
        let found = errors.iter().position(|error| words.iter().all(|word| error.text.contains(word)));
        errors.remove(found.ok_or_else(|| format!("no error speaks of {}", words.join(" + ")))?);
    }
    if errors.is_empty() {
        return Ok(());
    }
    let texts: Vec<_> = errors.iter().map(|error| error.text.as_str()).collect();
    Err(format!("{} errors more than announced:\n{}", errors.len(), texts.join("\n")))
}

/// The cases in a folder and the folders below, in order.
fn files(folder: &str) -> Vec<PathBuf> {
    let mut folders = vec![Path::new("tests/ui").join(folder)];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of cases can be read") {
            let path = entry.expect("a folder of cases can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
