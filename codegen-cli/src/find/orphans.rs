//! Annotations in files that belong to no module that was seen: a forgotten `mod`, or one that a macro writes.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use memchr::memmem;

use super::files::Files;
use super::outline::{Item, ItemKind, Outline};
use super::package::Package;
use super::problems::Problems;
use super::words::Words;
use crate::source::{FileId, Place};

/// The most folders that are looked through.
const MOST_FOLDERS: usize = 10_000;

/// Says where an annotation stands in a file beside the package's code that is in no module. `absent` are the files and
/// folders of modules that a `cfg` leaves out. Gives the files that were looked into.
pub(super) fn report(
    package: &Package,
    absent: &[PathBuf],
    files: &mut Files<'_>,
    problems: &mut Problems,
) -> Vec<PathBuf> {
    let mut looked_into = Vec::new();
    let real = |path: &Path| path.canonicalize().ok();
    let absent: BTreeSet<_> = absent.iter().filter_map(|path| real(path)).collect();
    let other_roots: BTreeSet<_> = package.other_roots.iter().filter_map(|path| real(path)).collect();
    let Some(root) = real(&package.root) else { return looked_into };
    let mut folders: Vec<_> = package
        .targets
        .iter()
        .filter_map(|target| target.root.parent().and_then(real))
        // A target's file in the package's own folder has everything else beside it: tests, examples, what was built.
        .filter(|folder| *folder != root && folder.starts_with(&root))
        .collect();
    let mut looked = BTreeSet::new();
    let words = Words::new();
    while let Some(folder) = folders.pop() {
        if looked.len() >= MOST_FOLDERS || !looked.insert(folder.clone()) {
            continue;
        }
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        paths.sort();
        for path in paths {
            let Some(real) = real(&path).filter(|real| !absent.contains(real) && real.starts_with(&root)) else {
                continue;
            };
            if real.is_dir() {
                if !real.join("Cargo.toml").exists() {
                    folders.push(real);
                }
            } else if path.extension().is_some_and(|extension| extension == "rs")
                && !other_roots.contains(&real)
                && !files.has_read(&real)
            {
                look(&path, &real, &words, files, problems);
                looked_into.push(path);
            }
        }
    }
    looked_into
}

fn look(path: &Path, real: &Path, words: &Words, files: &mut Files<'_>, problems: &mut Problems) {
    // Most files are other things: only one that has an annotation in it becomes one of the run's.
    let Ok(bytes) = fs::read(real) else { return };
    if memmem::find(&bytes, b"#[").is_none() || !words.is_in(&bytes) {
        return;
    }
    let Ok(text) = String::from_utf8(bytes) else { return };
    let Ok(outline) = Outline::of(&text, words) else { return };
    let Some(range) = first(&outline.items) else { return };
    let Ok(file) = files.read(path, real) else { return };
    let message = "this file is in no module that was seen, so what is annotated in it is left out";
    let help = "declare it with `mod`, outside of macros, or remove it";
    let place = at(file, range, files);
    problems.not_judged(place, message, help);
}

fn at(file: FileId, range: std::ops::Range<usize>, files: &Files<'_>) -> Place {
    // The text may begin with a byte order mark, which what is kept of it has not.
    let end = files.text(file).len();
    Place { file, range: range.start.min(end)..range.end.min(end) }
}

/// The first annotated item.
fn first(items: &[Item]) -> Option<std::ops::Range<usize>> {
    items.iter().find_map(|item| match &item.kind {
        ItemKind::Annotated(_) => Some(item.range.clone()),
        ItemKind::Module { items, .. } | ItemKind::Scope { items, .. } => first(items),
        _ => None,
    })
}
