//! Real crates: annotated items are strewn over their files, and all that rustc compiles have to be found, at their lines.
//!
//! There are small ones among this workspace's own dependencies, which need no other crate to be expanded, and large ones,
//! named in `crates.txt`. The small ones are taken where cargo keeps them unpacked. The large ones take minutes, and are tried
//! where `BGTASK_CRATES` is set: then all have to be there (`cargo info NAME@VERSION` gets one). With `BGTASK_CRATES=all` all
//! other crates are tried too that are unpacked, and not so large that it would take an hour.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use bgtask_codegen::find::{Cfg, FeatureOptions, TargetKind, cargo, find};
use bgtask_codegen::source::Sources;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use crate::rustc::{self, Known};
use crate::unpacked;

/// The small crates, by the beginnings of their folders' names.
const SMALL: &[&str] = &["winnow-", "memchr-", "bitflags-", "semver-", "camino-", "glob-", "hashbrown-", "clap_lex-"];

/// Of how many places for an item one gets one.
const ONE_OF: u64 = 7;

/// A crate that is tried.
struct Real {
    /// Where it is unpacked.
    folder: PathBuf,
    /// The features that it is looked at with.
    features: Vec<String>,
    /// The folders below `src` that are looked at; all if there are none.
    parts: Vec<PathBuf>,
    known: Known,
}

fn small() -> Vec<Real> {
    let mut folders = unpacked::unpacked();
    folders.retain(|folder| {
        let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        SMALL
            .iter()
            .any(|wanted| name.strip_prefix(wanted).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())))
    });
    let real = |folder| Real { folder, features: Vec::new(), parts: Vec::new(), known: Known::Everything };
    folders.into_iter().map(real).collect()
}

/// The large crates, where they are asked for.
fn large() -> Vec<Real> {
    if std::env::var_os("BGTASK_CRATES").is_none() {
        println!("skipped: BGTASK_CRATES does not ask for large crates");
        return Vec::new();
    }
    let folders = unpacked::unpacked();
    let mut found = Vec::new();
    for line in include_str!("crates.txt").lines().filter(|line| !line.starts_with('#')) {
        let mut words = line.split(' ');
        let mut word = || words.next().unwrap_or_default();
        let (name, version) = (word(), word());
        let list = |text: &str| text.split(',').filter(|one| !one.is_empty()).map(String::from).collect::<Vec<_>>();
        let (features, parts) = (list(word()), list(word()).into_iter().map(PathBuf::from).collect());
        let wanted = format!("{name}-{version}");
        let folder = folders.iter().find(|folder| folder.file_name().is_some_and(|name| *name == *wanted));
        let folder = folder.unwrap_or_else(|| panic!("{wanted} is not unpacked"));
        found.push(Real { folder: folder.clone(), features, parts, known: Known::ItselfAlone });
    }
    found
}

/// Where items begin.
struct Starts(Vec<usize>);

impl<'a> Visit<'a> for Starts {
    fn visit_item(&mut self, item: &'a syn::Item) {
        if !matches!(item, syn::Item::Macro(_) | syn::Item::Verbatim(_)) {
            self.0.push(item.span().byte_range().start);
        }
        visit::visit_item(self, item);
    }
}

/// A sequence of numbers that looks random and is the same each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}

/// Copies a crate with annotated items strewn over it.
struct Strewing<'r> {
    real: &'r Real,
    numbers: Numbers,
    count: usize,
}

impl Strewing<'_> {
    /// Copies a folder. `inside` is its path in the package.
    fn folder(&mut self, inside: &Path, to: &Path) {
        fs::create_dir_all(to).expect("a folder");
        let mut entries: Vec<_> = fs::read_dir(self.real.folder.join(inside)).expect("a folder").flatten().collect();
        // The same items in every run.
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let (path, inside, copy) = (entry.path(), inside.join(entry.file_name()), to.join(entry.file_name()));
            if path.is_dir() {
                if self.is_part(&inside) {
                    self.folder(&inside, &copy);
                }
                continue;
            }
            let text = fs::read(&path).expect("a file");
            // What is for another system is looked at on this one.
            let text = if inside == Path::new("src/lib.rs") { everywhere(text) } else { text };
            let strewn =
                String::from_utf8(text.clone()).ok().filter(|_| path.extension().is_some_and(|end| end == "rs"));
            let strewn = strewn.and_then(|text| self.over(&text));
            fs::write(copy, strewn.map_or(text, String::into_bytes)).expect("a file");
        }
    }

    /// Whether a folder is one of the parts, or in or around one.
    fn is_part(&self, inside: &Path) -> bool {
        let Ok(below) = inside.strip_prefix("src") else { return true };
        let parts = &self.real.parts;
        parts.is_empty() || parts.iter().any(|part| part.starts_with(below) || below.starts_with(part))
    }

    /// The text with annotated items before some of its own, on the same lines.
    fn over(&mut self, text: &str) -> Option<String> {
        let mut starts = Starts(Vec::new());
        starts.visit_file(&syn::parse_file(text).ok().filter(|file| file.shebang.is_none())?);
        proc_macro2::extra::invalidate_current_thread_spans();
        starts.0.sort_unstable();
        starts.0.dedup();
        let (mut strewn, mut last) = (String::new(), 0);
        for start in starts.0 {
            if self.numbers.below(ONE_OF) == 0 {
                self.count += 1;
                strewn.push_str(&text[last..start]);
                strewn.push_str("#[bgtask::background_task(trigger = \"time:15\")] struct Strewn");
                strewn.push_str(&self.count.to_string());
                strewn.push_str("; ");
                last = start;
            }
        }
        strewn.push_str(&text[last..]);
        Some(strewn)
    }
}

/// The root of a crate without the condition that it is for Windows alone.
fn everywhere(text: Vec<u8>) -> Vec<u8> {
    match std::str::from_utf8(&text) {
        Ok(text) => text.replacen("#![cfg(windows)]", "", 1).into_bytes(),
        Err(_) => text,
    }
}

/// Strews over a crate and compares what is found with what rustc compiles. Gives how many items are found.
fn compare(real: &Real, attribute: &Path) -> usize {
    let cfg = Cfg::target(&rustc::host()).expect("rustc has it").with_debug_assertions(true);
    let copy = tempfile::TempDir::new().expect("a folder");
    let root = copy.path().canonicalize().expect("it is there").join("package");
    let mut strewing = Strewing { real, numbers: Numbers(0x9E37_79B9_7F4A_7C15), count: 0 };
    strewing.folder(Path::new(""), &root);
    let manifest = root.join("Cargo.toml");
    let text = fs::read_to_string(&manifest).expect("a manifest");
    fs::write(&manifest, format!("{text}\n[workspace]\n")).expect("a manifest");
    let metadata = cargo_metadata::MetadataCommand::new().manifest_path(&manifest).no_deps().exec();
    let metadata = metadata.expect("cargo takes a published package");
    let features = vec![real.features.join(",")];
    let options = FeatureOptions { features, no_default_features: true, ..FeatureOptions::default() };
    let mut packages =
        cargo::packages(&metadata, &metadata.packages, &options, false, &cfg, &mut cargo::Manifests::default())
            .expect("the package");
    let mut package = packages.remove(0);
    package.targets.retain(|target| target.kind == TargetKind::Library);

    // Procedural macros are no part of an app.
    let Some(library) = package.library() else { return 0 };
    let relative = library.root.strip_prefix(&root).expect("it is in the package");
    let edition = package.edition.as_deref().expect("cargo knows it");
    let enabled: Vec<&str> = package.features.iter().flatten().map(String::as_str).collect();
    let traced = rustc::traced(&root, relative, &library.crate_name, edition, &enabled, attribute, real.known);
    let mut sources = Sources::new();
    let found = find(&package, &cfg, &mut sources);
    let mut seen: BTreeSet<String> = found.tasks.iter().map(|task| rustc::line(task, &root)).collect();
    // What can't be judged counts as present.
    if found.problems.iter().any(|problem| problem.rule.id == "BG0805") {
        seen.retain(|line| traced.contains(line));
    }
    // What is in a file that a macro names is told there.
    let told: BTreeSet<_> = found
        .problems
        .iter()
        .filter(|problem| problem.message.contains("this file is in no module that was seen"))
        .filter_map(|problem| {
            Some(sources.path(problem.place.as_ref()?.file).strip_prefix(&root).ok()?.display().to_string())
        })
        .collect();
    let is_told = |line: &&String| line.rsplit([' ', ':']).nth(1).is_some_and(|file| told.contains(file));
    let missed: Vec<_> = traced.difference(&seen).filter(|line| !is_told(line)).collect();
    assert!(missed.is_empty(), "{}: {missed:#?}", real.folder.display());
    let invented: Vec<_> = seen.difference(&traced).collect();
    assert!(invented.is_empty(), "{}: {invented:#?}", real.folder.display());
    assert!(found.problems.iter().all(|problem| problem.rule.id != "BG0806"), "{:?}", found.problems);
    seen.len()
}

#[test]
fn what_is_strewn_over_small_crates_is_found() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let attribute = rustc::attribute(folder.path());
    let crates = small();
    let total: usize = crates.iter().map(|real| compare(real, &attribute)).sum();
    println!("{total} items strewn over {} crates were found", crates.len());
    assert!(crates.is_empty() || total > 100, "{total}");
}

#[test]
fn what_is_strewn_over_large_crates_is_found() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let attribute = rustc::attribute(folder.path());
    let crates = large();
    let mut total = 0;
    for real in &crates {
        let found = compare(real, &attribute);
        let name = real.folder.file_name().unwrap_or_default().display();
        println!("{name}: {found} strewn items found");
        assert!(found > 0, "{name}");
        total += found;
    }
    assert!(total >= 20 * crates.len(), "{total}");
}

/// The largest crate that is tried where all are, in bytes of its files.
const LARGEST: u64 = 4 << 20;

fn size(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(
            |entry| {
                if entry.path().is_dir() { size(&entry.path()) } else { entry.metadata().map_or(0, |one| one.len()) }
            },
        )
        .sum()
}

#[test]
fn what_is_strewn_over_all_crates_is_found() {
    if std::env::var_os("BGTASK_CRATES").is_none_or(|wanted| wanted != "all") {
        println!("skipped: BGTASK_CRATES does not ask for all crates");
        return;
    }
    let folder = tempfile::TempDir::new().expect("a folder");
    let attribute = rustc::attribute(folder.path());
    let mut total = 0;
    for folder in unpacked::unpacked().into_iter().filter(|folder| size(folder) < LARGEST) {
        let name = folder.file_name().unwrap_or_default().display().to_string();
        let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap_or_default();
        let has_default = manifest.lines().any(|line| line.starts_with("default = "));
        let features = has_default.then(|| String::from("default")).into_iter().collect();
        let found = compare(&Real { folder, features, parts: Vec::new(), known: Known::ItselfAlone }, &attribute);
        println!("{name}: {found} strewn items found");
        total += found;
    }
    println!("{total} items strewn over all crates were found");
}
