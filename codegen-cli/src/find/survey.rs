//! A run of the finder: walks for each target, then each annotated item read once.

mod annotated;

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::cfg::{Cfg, Environment};
use super::files::Files;
use super::package::{Package, Target, TargetKind};
use super::problems::Problems;
use super::targets::Targets;
use super::threads::Starter;
use super::walk::{Missing, Reexports, Sighting, Walk};
use super::words::{Meaning, Words};
use super::{Found, orphans};
use crate::source::Sources;

/// How often names that imports give to the attributes are followed: `a as b` in one module, `b as c` in another.
const MOST_ROUNDS: usize = 8;

/// Finds everything.
pub(super) fn run(package: &Package, cfg: &Cfg, sources: &mut Sources, starter: Starter) -> Found {
    let mut files = Files::new(sources, starter);
    let packages = linked(package);
    files.is_free = !package.is_confined;
    for package in &packages {
        files.allow(&package.root);
        files.allow(&package.workspace_root);
        // Where Cargo.toml says that a target's code begins, code may be read.
        for target in &package.targets {
            files.allow(target.root.parent().unwrap_or(Path::new("")));
        }
    }
    let mut words = Words::new();
    let mut survey = Survey::default();
    for _ in 0..MOST_ROUNDS {
        survey = Survey::default();
        survey.walk(&packages, cfg, &mut files, &words);
        let aliases = survey.aliases.iter().filter(|(name, meaning)| words.add(name, *meaning));
        let new: Vec<String> = aliases.map(|(name, _)| name.clone()).collect();
        if new.is_empty() {
            break;
        }
        files.add_words(&words, &new);
    }
    survey.read(&packages, cfg, files)
}

/// A package and all that it links, each once, the package itself first.
fn linked(package: &Package) -> Vec<&Package> {
    let mut packages = vec![package];
    let mut next = 0;
    while let Some(package) = packages.get(next).copied() {
        next += 1;
        for dependency in &package.dependencies {
            if !packages.iter().any(|known| known.manifest_path == dependency.package.manifest_path) {
                packages.push(&dependency.package);
            }
        }
    }
    packages
}

/// What the walks saw.
#[derive(Default)]
struct Survey {
    seen: Vec<Seen>,
    /// The indexes of `seen` by file, place and path.
    index: BTreeMap<Key, Vec<usize>>,
    aliases: Vec<(String, Meaning)>,
    absent: BTreeSet<OsString>,
    reexports: Vec<Reexports>,
    linked_reexports: Vec<Reexports>,
    missing: Vec<Missing>,
    problems: Problems,
}

/// What makes an item the same on two targets: the package, the file and the place in it, and the path without the crate's
/// name, as a package's library and its executables may share modules.
type Key = (usize, crate::source::FileId, usize, Vec<String>);

/// An item and where it was seen.
struct Seen {
    package: usize,
    sighting: Sighting,
    targets: Vec<usize>,
    /// The library and the executables of the package that it is in, as indexes.
    crates: Vec<usize>,
}

impl Survey {
    fn walk(&mut self, packages: &[&Package], cfg: &Cfg, files: &mut Files<'_>, words: &Words) {
        let all = packages.iter().enumerate().flat_map(|(at, package)| roots(at, package));
        files.expect_roots(all.map(|(_, root)| root.root.as_path()));
        let used: Vec<_> = (0..cfg.len()).map(|target| used(packages, cfg, target)).collect();
        // Guards may differ where all else agrees.
        let most = if cfg.keeps_guards() { 1 } else { Targets::MOST };
        for (at, package) in packages.iter().enumerate() {
            let on = |target: &usize| used.get(*target).is_some_and(|used| used.contains(&at));
            let environments: Vec<_> =
                (0..cfg.len()).filter(on).filter_map(|on| environment(cfg, package, on)).collect();
            for environments in environments.chunks(most) {
                for (index, root) in roots(at, package) {
                    let known = environments.iter().map(|(_, environment)| *environment).collect();
                    let mut walk = Walk::new(files, words, known, package, &mut self.problems);
                    walk.of_crate = index;
                    let next = packages.get(at + 1).and_then(|package| roots(at + 1, package).next());
                    let next = roots(at, package).find(|(other, _)| *other > index).or(next);
                    walk.next_root = next.map(|(_, root)| root.root.as_path());
                    walk.root(&root.crate_name, &root.root);
                    let Walk { sightings, aliases, absent, reexports, missing, .. } = walk;
                    self.aliases.extend(aliases);
                    self.missing.extend(missing);
                    // What lies beside the code is looked for in the package itself.
                    if at == 0 {
                        self.absent.extend(absent.into_iter().map(PathBuf::into_os_string));
                        self.reexports.extend(reexports);
                    } else {
                        self.linked_reexports.extend(reexports);
                    }
                    for sighting in sightings {
                        let seen_on = sighting.targets.iter().filter_map(|on| Some(environments.get(on)?.0)).collect();
                        self.see(at, seen_on, index, sighting);
                    }
                }
            }
        }
    }

    fn see(&mut self, package: usize, targets: Vec<usize>, of_crate: usize, sighting: Sighting) {
        let path = sighting.scope.get(1..).unwrap_or_default().to_vec();
        let same = self.index.entry((package, sighting.file, sighting.item.start, path)).or_default();
        let known = same
            .iter()
            .copied()
            .find(|at| self.seen.get(*at).is_some_and(|seen| seen.sighting.marks == sighting.marks));
        match known.and_then(|at| self.seen.get_mut(at)) {
            Some(seen) => {
                for target in targets {
                    if !seen.targets.contains(&target) {
                        seen.targets.push(target);
                    }
                }
                if !seen.crates.contains(&of_crate) {
                    seen.crates.push(of_crate);
                }
            }
            None => {
                same.push(self.seen.len());
                self.seen.push(Seen { package, sighting, targets, crates: vec![of_crate] });
            }
        }
    }

    /// Hands what was seen to the grammar.
    fn read(mut self, packages: &[&Package], cfg: &Cfg, mut files: Files<'_>) -> Found {
        files.end_reading_ahead();
        let mut files_searched = Vec::new();
        if let Some(package) = packages.first() {
            files_searched = orphans::report(package, &self.absent, &mut files, &mut self.problems);
        }
        let is_final = |package: &&Package| package.targets.iter().any(|target| target.is_final);
        let mut found = Found {
            is_final: packages.first().is_some_and(is_final),
            families: (0..cfg.len()).map(|target| cfg.family(target)).collect(),
            files_searched,
            reexports: self.reexports,
            linked_reexports: self.linked_reexports,
            missing: self.missing,
            ..Found::default()
        };
        let (sources, files_read, rest) = files.into_parts();
        found.files_read = files_read;
        for read in annotated::read(&self.seen, packages, cfg, sources, rest) {
            found.tasks.extend(read.tasks);
            found.apps.extend(read.apps);
            for problem in read.problems {
                self.problems.add(problem);
            }
        }
        found.tasks.sort_by(|one, other| one.type_path.cmp(&other.type_path));
        found.apps.sort_by(|one, other| (!one.is_own, &one.type_path).cmp(&(!other.is_own, &other.type_path)));
        found.problems = self.problems.into_vec();
        // What messages show of files that were not kept is read while it is what was seen.
        for problem in &found.problems {
            for place in problem.place.iter().chain(problem.related.iter().map(|(place, _)| place)) {
                sources.get(place.file).text();
            }
        }
        found
    }
}

/// The targets of a package that are walked, with their indexes. Of what is linked, the library is.
fn roots(at: usize, package: &Package) -> impl Iterator<Item = (usize, &Target)> {
    package.targets.iter().enumerate().filter(move |(_, target)| at == 0 || target.kind == TargetKind::Library)
}

/// What is known of a package on a target, with the target.
fn environment<'p>(cfg: &'p Cfg, package: &'p Package, target: usize) -> Option<(usize, Environment<'p>)> {
    Some((target, cfg.environment(target, package.features(target), package.knows_features)?))
}

/// The packages that are linked on a target, by their indexes.
fn used(packages: &[&Package], cfg: &Cfg, target: usize) -> Vec<usize> {
    let mut used: Vec<usize> = packages.first().map(|_| 0).into_iter().collect();
    let mut next = 0;
    while let Some(package) = used.get(next).and_then(|at| packages.get(*at)) {
        next += 1;
        for dependency in &package.dependencies {
            let holds = dependency.platform.as_deref().is_none_or(|platform| cfg.is_platform(target, platform));
            let at = packages.iter().position(|known| known.manifest_path == dependency.package.manifest_path);
            used.extend(at.filter(|at| holds && !used.contains(at)));
        }
    }
    used
}
