//! Annotated items that were seen, read: on several threads where there are many.

use std::sync::Arc;

use super::super::cfg::{Cfg, Environment, Truth};
use super::super::item::{self, ReadEntry};
use super::super::package::{Package, TargetKind};
use super::super::problems::Problems;
use super::super::threads;
use super::super::walk::Sighting;
use super::super::words::Meaning;
use super::super::{FoundApp, FoundTask, ListedTask, Presence, Reach};
use super::{Seen, environment};
use crate::problem::Problem;
use crate::source::{Place, Sources};

/// How many items are read one after the other.
const TOGETHER: usize = 16;

/// How many times as many are worth a thread.
const WORTH_A_THREAD: usize = 3;

/// What became of some of the items.
#[derive(Default)]
pub(super) struct Read {
    pub tasks: Vec<FoundTask>,
    pub apps: Vec<FoundApp>,
    pub problems: Vec<Problem>,
}

/// Reads the items, in the order in which they were seen. `rest` is what the walk leaves behind: where files are many, to
/// clear it away takes as long as reading some items, which goes on meanwhile.
pub(super) fn read(all: &[Seen], packages: &[&Package], cfg: &Cfg, sources: &Sources, rest: impl Send) -> Vec<Read> {
    let parts: Vec<_> = all.chunks(TOGETHER).collect();
    let read = |at: usize| of_some(parts.get(at).copied().unwrap_or_default(), packages, cfg, sources);
    threads::share_out(parts.len(), WORTH_A_THREAD, || drop(rest), read)
}

fn of_some(all: &[Seen], packages: &[&Package], cfg: &Cfg, sources: &Sources) -> Read {
    let (mut read, mut problems) = (Read::default(), Problems::default());
    for seen in all {
        let Some(package) = packages.get(seen.package) else { continue };
        // What the compiler is left to judge is not in doubt.
        let unknown = if cfg.keeps_guards() { &[][..] } else { &seen.sighting.unknown };
        for place in unknown {
            let message = "whether this holds can't be judged without compiling; what it decides on counts as present";
            problems.not_judged(place.clone(), message, "");
        }
        read.tasks.extend(task(seen, package, sources, &mut problems));
        read.apps.extend(app(seen, package, cfg, sources, &mut problems));
    }
    read.problems = problems.into_vec();
    read
}

fn task(seen: &Seen, package: &Package, sources: &Sources, problems: &mut Problems) -> Option<FoundTask> {
    let sighting = &seen.sighting;
    let read = item::task(sighting, sources, problems)?;
    let (place, (line, column)) = place(sighting, Meaning::Task, sources)?;
    Some(FoundTask {
        type_path: path(&sighting.scope, &read.type_name),
        module: sighting.module.join("::"),
        type_name: read.type_name,
        is_function: read.is_function,
        package: package.name.clone(),
        is_own: seen.package == 0,
        file: sources.path(sighting.file).to_path_buf(),
        place,
        line,
        column,
        registrations: read.registrations,
        reach: reach(sighting),
        reaches: sighting.reaches.clone(),
        guards: guards(sighting),
        is_in_library: seen.crates.iter().any(|index| is_library(package, *index)),
        crates: seen.crates.clone(),
        targets: seen.targets.clone(),
        presence: if sighting.unknown.is_empty() { Presence::Sure } else { Presence::NotJudged },
    })
}

fn app(seen: &Seen, package: &Package, cfg: &Cfg, sources: &Sources, problems: &mut Problems) -> Option<FoundApp> {
    let sighting = &seen.sighting;
    let read = item::app(sighting, sources, problems)?;
    let (place, (line, column)) = place(sighting, Meaning::App, sources)?;
    let environments: Vec<_> = seen.targets.iter().filter_map(|target| environment(cfg, package, *target)).collect();
    let tasks = read.tasks.map(|tasks| tasks.into_iter().map(|task| listed(task, &environments, problems)).collect());
    Some(FoundApp {
        type_path: path(&sighting.scope, read.declaration.type_name()),
        module: sighting.module.join("::"),
        package: package.name.clone(),
        is_own: seen.package == 0,
        file: sources.path(sighting.file).to_path_buf(),
        place,
        line,
        column,
        tasks,
        declaration: read.declaration,
        imports: Arc::clone(&sighting.imports),
        externs: externs(package),
        is_in_library: seen.crates.iter().any(|index| is_library(package, *index)),
        crates: seen.crates.clone(),
        targets: seen.targets.clone(),
    })
}

/// The place of an item's first annotation of a kind, with its line and its column.
fn place(sighting: &Sighting, meaning: Meaning, sources: &Sources) -> Option<(Place, (usize, usize))> {
    let mark = sighting.marks.iter().find(|mark| mark.meaning == meaning)?;
    let place = Place { file: sighting.file, range: mark.range.clone() };
    let position = sources.line_column(&place);
    Some((place, position))
}

fn is_library(package: &Package, index: usize) -> bool {
    package.targets.get(index).is_some_and(|target| target.kind == TargetKind::Library)
}

/// The names that code has for other crates, and what they are called themselves. An executable knows its package's library.
fn externs(package: &Package) -> Vec<(String, String)> {
    let linked = package
        .dependencies
        .iter()
        .filter_map(|dependency| Some((dependency.name.clone(), dependency.package.library()?.crate_name.clone())));
    let own = package.library().map(|library| (library.crate_name.clone(), library.crate_name.clone()));
    linked.chain(own).collect()
}

/// Judges the `cfg`s of an entry on each target.
fn listed(task: ReadEntry, environments: &[(usize, Environment<'_>)], problems: &mut Problems) -> ListedTask {
    let (mut targets, mut may_be_absent) = (Vec::new(), false);
    for (target, environment) in environments {
        let mut truth = Truth::Yes;
        for (predicate, place) in &task.cfgs {
            let own = environment.judge(predicate);
            if own == Truth::Unknown {
                may_be_absent = true;
                let message = "whether this holds can't be judged without compiling; the task counts as listed";
                problems.not_judged(place.clone(), message, "");
            }
            truth = truth.min(own);
        }
        if truth != Truth::No {
            targets.push(*target);
        }
    }
    ListedTask { path: task.path, place: task.place, targets, may_be_absent }
}

fn path(scope: &[String], name: &str) -> String {
    let mut path = scope.join("::");
    path.push_str("::");
    path.push_str(name);
    path
}

/// Each condition once, in the order of the path.
fn guards(sighting: &Sighting) -> Vec<String> {
    let mut guards: Vec<String> = Vec::new();
    for guard in &sighting.guards {
        if !guards.contains(guard) {
            guards.push(guard.clone());
        }
    }
    guards
}

fn reach(sighting: &Sighting) -> Reach {
    if sighting.scope.len() != sighting.module.len() {
        return Reach::Function;
    }
    match sighting.module.get(..sighting.within) {
        Some([]) | None => Reach::Public,
        Some(module) => Reach::Module(module.join("::")),
    }
}
