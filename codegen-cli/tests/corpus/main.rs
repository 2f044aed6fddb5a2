//! Real manifests and property lists, edited: what stays, what comes, what is refused.
//!
//! The files are those below `../shared/corpus`, seen from the workspace, or below the folders that the environment
//! variable BGTASK_CORPUS names, set apart like those of PATH. Without the variable and without that folder, the tests
//! say so and pass; a folder that is named must be there, and have files.

#![expect(clippy::print_stdout, reason = "a corpus run says what it skipped, and closes with its counts")]

mod checks;
mod manifests;
#[path = "../invariants/merge/holds/other_parser.rs"]
mod other_parser;
mod plists;
mod transform;
mod validator;

use std::collections::BTreeMap;
use std::fmt::Display;
use std::fs;
use std::path::{Path, PathBuf};

/// The workspace's own folder.
fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new(".")).to_owned()
}

/// The files of the corpus with one of these extensions; none, with a message, where there is no corpus.
fn files(extensions: &[&str]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    if let Some(folders) = std::env::var_os("BGTASK_CORPUS") {
        for folder in std::env::split_paths(&folders) {
            walk(&folder, extensions, &mut files);
        }
        assert!(!files.is_empty(), "BGTASK_CORPUS names no folder with a file of {extensions:?}");
    } else {
        let folder = workspace().join("../shared/corpus");
        if folder.is_dir() {
            walk(&folder, extensions, &mut files);
        } else {
            println!("skipped: no corpus at {}", folder.display());
        }
    }
    files.sort();
    files
}

fn walk(folder: &Path, extensions: &[&str], files: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries {
        let path = entry.unwrap_or_else(|error| panic!("{}: {error}", folder.display())).path();
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        if path.is_dir() {
            walk(&path, extensions, files);
        } else if extensions.iter().any(|wanted| extension.eq_ignore_ascii_case(wanted)) {
            files.push(path);
        }
    }
}

/// How many files there were of each class.
#[derive(Default)]
struct Counts(BTreeMap<String, usize>);

impl Counts {
    fn add(&mut self, class: impl Display) {
        *self.0.entry(class.to_string()).or_default() += 1;
    }

    /// A line for each class, and a closing line.
    fn print(&self, title: &str, files: usize) {
        println!("{title}:");
        for (class, count) in &self.0 {
            println!("{count:6} {class}");
        }
        let of = |kind: &str| -> usize {
            self.0.iter().filter(|(class, _)| class.starts_with(kind)).map(|(_, count)| count).sum()
        };
        let (edited, same, refused) = (of("edited"), of("added, pruned"), of("refused"));
        println!(
            "{title}, in all: {files} files, {edited} edits, {same} of them undone to the byte, {refused} refusals"
        );
    }
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
