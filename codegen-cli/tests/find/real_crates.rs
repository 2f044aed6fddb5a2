//! Real crates: annotated items are strewn over their files, and all that rustc compiles have to be found, at their lines.
//!
//! The crates are those that this workspace's own dependencies bring, where cargo keeps them unpacked: some that need no
//! other crate to be expanded.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use bgtask_codegen::find::{Cfg, FeatureOptions, TargetKind, cargo, find};
use bgtask_codegen::source::Sources;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use crate::rustc;

/// The crates, by the beginnings of their folders' names.
const CRATES: &[&str] = &["winnow-", "memchr-", "bitflags-", "semver-", "camino-", "glob-", "hashbrown-", "clap_lex-"];

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

fn unpacked() -> Vec<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    let registries = home.and_then(|home| fs::read_dir(home.join("registry").join("src")).ok());
    let packages = registries.into_iter().flatten().flatten().flat_map(|registry| fs::read_dir(registry.path()));
    let mut folders: Vec<_> = packages.flatten().flatten().map(|package| package.path()).collect();
    folders.retain(|folder| {
        let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        CRATES
            .iter()
            .any(|wanted| name.strip_prefix(wanted).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())))
    });
    folders.sort();
    folders
}

/// Copies a folder, with every seventh item of each Rust file preceded by an annotated one on the same line.
fn strew(from: &Path, to: &Path, count: &mut usize) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let (path, copy) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            strew(&path, &copy, count);
            continue;
        }
        let text = fs::read(&path).expect("a file");
        let strewn = String::from_utf8(text.clone()).ok().filter(|_| path.extension().is_some_and(|end| end == "rs"));
        let strewn = strewn.and_then(|text| strewn_over(&text, count));
        fs::write(copy, strewn.map_or(text, String::into_bytes)).expect("a file");
    }
}

fn strewn_over(text: &str, count: &mut usize) -> Option<String> {
    let mut starts = Starts(Vec::new());
    starts.visit_file(&syn::parse_file(text).ok().filter(|file| file.shebang.is_none())?);
    starts.0.sort_unstable();
    starts.0.dedup();
    let (mut strewn, mut last) = (String::new(), 0);
    for start in starts.0 {
        *count += 1;
        if (*count).is_multiple_of(7) {
            strewn.push_str(&text[last..start]);
            strewn.push_str("#[::bgtask::background_task(trigger = \"time:15\")] struct Strewn");
            strewn.push_str(&count.to_string());
            strewn.push_str("; ");
            last = start;
        }
    }
    strewn.push_str(&text[last..]);
    Some(strewn)
}

#[test]
fn what_is_strewn_over_real_crates_is_found() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let attribute = rustc::attribute(folder.path());
    let cfg = Cfg::target(&rustc::host()).expect("rustc has it").with_debug_assertions(true);
    let crates = unpacked();
    let mut total = 0;
    for package in &crates {
        let copy = tempfile::TempDir::new().expect("a folder");
        let root = copy.path().canonicalize().expect("it is there").join("package");
        strew(package, &root, &mut 0);
        let manifest = root.join("Cargo.toml");
        let text = fs::read_to_string(&manifest).expect("a manifest");
        fs::write(&manifest, format!("{text}\n[workspace]\n")).expect("a manifest");
        let metadata = cargo_metadata::MetadataCommand::new().manifest_path(&manifest).no_deps().exec();
        let metadata = metadata.expect("cargo takes a published package");
        let plain = FeatureOptions { no_default_features: true, ..FeatureOptions::default() };
        let mut packages = cargo::packages(&metadata, &metadata.packages, &plain, false).expect("the package");
        let mut package = packages.remove(0);
        package.targets.retain(|target| target.kind == TargetKind::Library);

        let library = package.library().expect("a library");
        let relative = library.root.strip_prefix(&root).expect("it is in the package");
        let edition = package.edition.as_deref().expect("cargo knows it");
        let traced = rustc::traced(&root, relative, &library.crate_name, edition, &[], &attribute);
        let found = find(&package, &cfg, &mut Sources::new());
        let line = |task: &bgtask_codegen::find::FoundTask| {
            let file = task.file.strip_prefix(&root).unwrap_or(&task.file).display().to_string();
            format!("{}::{} {file}:{}", task.module, task.type_name, task.line)
        };
        let mut seen: BTreeSet<String> = found.tasks.iter().map(line).collect();
        // What can't be judged counts as present.
        if found.problems.iter().any(|problem| problem.rule.id == "BG0805") {
            seen.retain(|line| traced.contains(line));
        }
        assert_eq!(seen, traced, "{}", root.display());
        assert!(found.problems.iter().all(|problem| problem.rule.id != "BG0806"), "{:?}", found.problems);
        total += traced.len();
    }
    println!("{total} items strewn over {} crates were found", crates.len());
    assert!(crates.is_empty() || total > 100, "{total}");
}
