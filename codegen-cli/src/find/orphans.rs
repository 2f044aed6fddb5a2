//! Annotations in files that belong to no module that was seen: a forgotten `mod`, or one that a macro writes.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use memchr::memmem;

use super::files::Files;
use super::folders::{Entry, Known};
use super::module_file::MOD_RS;
use super::outline::{Item, ItemKind, Outline};
use super::package::Package;
use super::problems::Problems;
use super::threads;
use super::words::Words;
use crate::source::{FileId, Place};

/// The extensions of files that have code in them. Those that a macro includes mostly have another one than modules.
const CODE: &[&str] = &["rs", "in", "inc"];

/// The most folders that are looked through.
const MOST_FOLDERS: usize = 10_000;

/// Says where an annotation stands in a file beside the package's code that is in no module. `absent` are the files and
/// folders of modules that a `cfg` leaves out. Gives the files that were looked into.
pub(super) fn report(
    package: &Package,
    absent: &BTreeSet<OsString>,
    files: &mut Files<'_>,
    problems: &mut Problems,
) -> Vec<PathBuf> {
    let mut looked_into = Vec::new();
    // Compared by their bytes, which takes a part of the time that comparing them part by part does.
    let mut real_bytes = |path: &OsString| real(Path::new(path), files).map(PathBuf::into_os_string);
    // To know of one whether it is a link, its folder has to be listed. Mostly that is absent as well.
    let (nested, absent): (Vec<_>, Vec<_>) = absent.iter().partition(|path| Path::new(path).ends_with(MOD_RS));
    let absent: BTreeSet<_> = absent.into_iter().filter_map(&mut real_bytes).collect();
    let Ok(root) = package.root.canonicalize() else { return Vec::new() };
    let mut folders: Vec<_> = package
        .targets
        .iter()
        .filter_map(|target| target.root.parent()?.canonicalize().ok())
        // A target's file in the package's own folder has everything else beside it: tests, examples, what was built.
        .filter(|folder| *folder != root && folder.starts_with(&root))
        .collect();
    let mut looked = BTreeSet::new();
    while let Some(folder) = folders.pop() {
        if looked.len() >= MOST_FOLDERS || !looked.insert(folder.clone()) {
            continue;
        }
        for (name, entry) in files.folders.entries(&folder) {
            let path = folder.join(name);
            let is_rust = path.extension().is_some_and(|extension| CODE.iter().any(|code| extension == *code));
            if entry == Entry::File && !is_rust {
                continue;
            }
            // The folder's own path has no symbolic links.
            let real = if entry == Entry::Other { real(&path, files) } else { Some(path.clone()) };
            let Some(real) = real.filter(|real| !absent.contains(real.as_os_str()) && real.starts_with(&root)) else {
                continue;
            };
            if entry == Entry::Folder || entry == Entry::Other && real.is_dir() {
                if !files.folders.exists(&real.join("Cargo.toml")) {
                    folders.push(real);
                }
            } else if is_rust && !files.has_read(&real) {
                looked_into.push((path, real));
            }
        }
    }
    // Mostly there are none, and nothing has to be known of them.
    if !looked_into.is_empty() {
        let nested = nested.into_iter().map(Path::new);
        let others = package.other_roots.iter().map(PathBuf::as_path).chain(nested);
        let others: BTreeSet<_> = others.filter_map(|path| real(path, files)).collect();
        looked_into.retain(|(_, real)| !others.contains(real));
    }
    for at in with_annotations(&looked_into) {
        if let Some((path, real)) = looked_into.get(at) {
            look(path, real, files, problems);
        }
    }
    looked_into.into_iter().map(|(path, _)| path).collect()
}

/// The path without symbolic links, of something that is there.
fn real(path: &Path, files: &mut Files<'_>) -> Option<PathBuf> {
    match files.folders.at(path) {
        Known::Nothing => None,
        Known::File(folder) | Known::Folder(folder) => Some(folder.join(path.file_name()?)),
        Known::Unknown => path.canonicalize().ok(),
    }
}

/// How many files are worth a thread.
const WORTH_A_THREAD: usize = 50;

/// Which of these files have an annotation in them, by their indexes, in order. Most have none.
fn with_annotations(files: &[(PathBuf, PathBuf)]) -> Vec<usize> {
    let words = Words::new();
    let has_one = |bytes: Vec<u8>| words.is_in(&bytes) && memmem::find(&bytes, b"#[").is_some();
    let look = |at: usize| {
        let (_, real) = files.get(at)?;
        fs::read(real).is_ok_and(has_one).then_some(at)
    };
    threads::share_out(files.len(), WORTH_A_THREAD, || {}, look).into_iter().flatten().collect()
}

fn look(path: &Path, real: &Path, files: &mut Files<'_>, problems: &mut Problems) {
    let Some(text) = fs::read(real).ok().and_then(|bytes| String::from_utf8(bytes).ok()) else { return };
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let Ok(outline) = Outline::of(text, &Words::new()) else { return };
    let found = first(&outline.items).or_else(|| {
        // What is no list of items may be an expression that some `include!` takes in.
        let expression = if outline.junk.is_empty() { None } else { Outline::of_expression(text, &Words::new()).ok() };
        first(&expression?.items)
    });
    let Some(range) = found else { return };
    let Ok(file) = files.read(path, real) else { return };
    let message = "this file is in no module that was seen, so what is annotated in it is left out";
    let help = "declare it with `mod` or include it, outside of macros, or remove it";
    let place = at(file, range, files);
    problems.not_judged(place, message, help);
}

fn at(file: FileId, range: std::ops::Range<usize>, files: &Files<'_>) -> Place {
    // The file may have changed since it was searched.
    let end = files.text(file).len();
    Place { file, range: range.start.min(end)..range.end.min(end) }
}

/// The first annotated item.
fn first(items: &[Item]) -> Option<std::ops::Range<usize>> {
    items.iter().find_map(|item| match &item.kind {
        ItemKind::Annotated(_) => Some(item.range.clone()),
        ItemKind::Module { items, .. } | ItemKind::Scope { items, .. } => first(items),
        ItemKind::Call(call) => first(&call.items),
        _ => None,
    })
}
