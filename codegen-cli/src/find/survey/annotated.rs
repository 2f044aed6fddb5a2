//! Annotated items that were seen, read: on several threads where there are many.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::super::cfg::{Cfg, Environment, Truth};
use super::super::item::{self, ReadEntry};
use super::super::package::{Package, TargetKind};
use super::super::problems::Problems;
use super::super::walk::Sighting;
use super::super::words::Meaning;
use super::super::{FoundApp, FoundTask, ListedTask, Presence, Reach, STACK};
use super::{Seen, environment};
use crate::problem::Problem;
use crate::source::Sources;

/// How many items are read one after the other.
const TOGETHER: usize = 16;

/// How many items are worth a thread.
const WORTH_A_THREAD: usize = 48;

/// The most threads.
const MOST_THREADS: usize = 8;

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
    let threads = match all.len() / WORTH_A_THREAD {
        // To ask how many there may be takes longer than to read a few items.
        0 => 1,
        worth => thread::available_parallelism().map_or(1, usize::from).min(worth + 1).min(MOST_THREADS),
    };
    let next = AtomicUsize::new(0);
    let read = || {
        let mut read = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(some) = all.chunks(TOGETHER).nth(at) else { return read };
            read.push((at, of_some(some, packages, cfg, sources)));
        }
    };
    let mut found = thread::scope(|scope| {
        let start =
            || thread::Builder::new().name(String::from("items")).stack_size(STACK).spawn_scoped(scope, read).ok();
        // Without others, this thread reads all.
        let others: Vec<_> = (1..threads).filter_map(|_| start()).collect();
        drop(rest);
        let mut found = read();
        for other in others {
            found.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        found
    });
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, read)| read).collect()
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
    let mark = sighting.marks.iter().find(|mark| mark.meaning == Meaning::Task)?;
    let place = crate::source::Place { file: sighting.file, range: mark.range.clone() };
    let (line, column) = sources.line_column(&place);
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
    let mark = sighting.marks.iter().find(|mark| mark.meaning == Meaning::App)?;
    let place = crate::source::Place { file: sighting.file, range: mark.range.clone() };
    let (line, column) = sources.line_column(&place);
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
