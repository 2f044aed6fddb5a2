//! From what was found to an app: which one, and which tasks its list means.

use std::collections::HashSet;

use bgtask_core::grammar::closest;
use bgtask_core::model::Platforms;
use bgtask_core::resolve::default_entry_point;
use bgtask_core::rules::project;

use super::gaps;
use super::list::{Tasks, knows};
use super::name::{self, Unnamed};
use super::{App, Entry};
use crate::find::{Found, FoundApp, FoundTask, ListedTask, Presence, Reach};
use crate::problem::Problem;

/// The app, and what is wrong with the list.
pub(super) fn resolve(found: &Found, which: Option<&str>) -> (Option<App>, Vec<Problem>) {
    let mut problems = Vec::new();
    let tasks = Tasks::new(found);
    let app = choose(found, which, &mut problems);
    let unlisted = unlisted(found, &tasks);
    let app = app.map(|app| {
        let entries = entries(app, found, &tasks, &mut problems);
        let left = unlisted.iter().filter(|task| knows(app, task));
        let left = left.map(|task| entry(entries.len(), task, app, &task.targets, found)).collect();
        App { unlisted: left, gaps: gaps::of(app, found, &tasks), ..App::new(app, entries, found) }
    });
    problems.extend(in_no_app(&unlisted, found));
    (app, problems)
}

/// Every app of the package itself. The same path twice is one app under several `cfg`s.
pub(super) fn every(found: &Found) -> (Vec<App>, Vec<Problem>) {
    let mut problems = Vec::new();
    let tasks = Tasks::new(found);
    let mut apps: Vec<App> = Vec::new();
    for app in found.apps.iter().filter(|app| app.is_own) {
        if !apps.iter().any(|known| known.found.type_path == app.type_path) {
            apps.push(App::new(app, entries(app, found, &tasks, &mut problems), found));
        }
    }
    problems.extend(of_one_name(&apps));
    problems.extend(in_no_app(&unlisted(found, &tasks), found));
    (apps, problems)
}

/// Apps without a list that no list can tell apart.
fn of_one_name(apps: &[App]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let without: Vec<_> = apps.iter().filter(|app| app.has_no_list()).collect();
    for (at, app) in without.iter().enumerate() {
        let Some(first) = without[..at].iter().find(|other| other.type_name() == app.type_name()) else { continue };
        let name = app.type_name();
        let message =
            format!("two apps of the package are called `{name}`, and both leave their list to the build script");
        let help = "give one of them another name, or list its tasks with `tasks(…)`";
        let problem = Problem::new(project::APPS_OF_ONE_NAME, Some(app.found.place.clone()), message, help);
        problems.push(problem.with_related(first.found.place.clone(), "the other one"));
    }
    problems
}

/// The app that is meant: of the package itself, or, where it has none, of what it links.
fn choose<'f>(found: &'f Found, which: Option<&str>, problems: &mut Vec<Problem>) -> Option<&'f FoundApp> {
    let has_own = found.apps.iter().any(|app| app.is_own);
    let mut apps: Vec<_> = found.apps.iter().filter(|app| app.is_own == has_own).collect();
    let names = |apps: &[&FoundApp]| {
        let mut names: Vec<_> = apps.iter().map(|app| format!("`{}`", app.type_path)).collect();
        names.dedup();
        names.join(", ")
    };
    if let Some(which) = which {
        let all = apps.clone();
        apps.retain(|app| {
            let before = app.type_path.strip_suffix(which);
            before.is_some_and(|before| before.is_empty() || before.ends_with("::"))
        });
        if apps.is_empty() {
            let help = match closest(which, all.iter().map(|app| app.type_name())) {
                Some(near) => format!("did you mean `{near}`?"),
                None if all.is_empty() => String::from("annotate a struct without fields with `#[background_app]`"),
                None => format!("the apps are {}", names(&all)),
            };
            problems.push(Problem::new(project::AMBIGUOUS_APP, None, format!("no app is called `{which}`"), help));
            return None;
        }
    }
    let first = apps.first().copied()?;
    // The same path twice is one app under several `cfg`s.
    if apps.iter().all(|app| app.type_path == first.type_path) {
        return Some(first);
    }
    let message = format!("the package has several apps: {}", names(&apps));
    let help = format!("say which with `--app {}`", first.type_name());
    let problem = Problem::new(project::AMBIGUOUS_APP, Some(first.place.clone()), message, help);
    let others = apps.iter().filter(|app| app.type_path != first.type_path);
    problems.push(others.fold(problem, |problem, other| problem.with_related(other.place.clone(), "another one")));
    None
}

/// The tasks of an app.
fn entries(app: &FoundApp, found: &Found, tasks: &Tasks<'_>, problems: &mut Vec<Problem>) -> Vec<Entry> {
    let mut entries = Vec::new();
    let Some(listed) = &app.tasks else {
        for task in found.tasks.iter().filter(|task| is_taken(task, app)) {
            let path = match name::path(task, app, found) {
                Ok(path) => path,
                Err(_) if is_for_library(task, app, found, tasks) => continue,
                // Of a package that is linked, the imports are not known. Its own list is told where it is looked at.
                Err(_) if !app.is_own => {
                    entries.push(entry(entries.len(), task, app, &task.targets, found));
                    continue;
                }
                Err(why) => {
                    problems.push(unreachable(task, app, &why));
                    continue;
                }
            };
            let mut entry = entry(entries.len(), task, app, &task.targets, found);
            entry.path = Some(path);
            entries.push(entry);
        }
        return entries;
    };
    for (index, listed) in listed.iter().enumerate() {
        if listed.targets.is_empty() {
            continue;
        }
        for task in meant(listed, app, found, tasks, problems) {
            let mut entry = entry(index, task, app, &listed.targets, found);
            entry.listed = Some(listed.place.clone());
            entry.may_be_absent |= listed.may_be_absent;
            entries.push(entry);
        }
    }
    entries
}

/// Whether an app without a list takes a task, as the build script's list does: it can name what is in its own crate or
/// in its package's library, and in no function.
fn is_taken(task: &FoundTask, app: &FoundApp) -> bool {
    task.package == app.package
        && knows(app, task)
        && task.reach != Reach::Function
        && shares(&task.targets, &app.targets)
}

/// Whether a task that an executable's app can't name belongs to an app of the library.
fn is_for_library(task: &FoundTask, app: &FoundApp, found: &Found, tasks: &Tasks<'_>) -> bool {
    let takes = |other: &FoundApp| match &other.tasks {
        None => name::path(task, other, found).is_ok(),
        Some(listed) => {
            listed.iter().any(|listed| tasks.meant(&listed.path, other).iter().any(|meant| meant.place == task.place))
        }
    };
    !app.is_in_library && found.apps.iter().any(|other| other.is_own && other.is_in_library && takes(other))
}

/// A task that the list of an app can't name.
fn unreachable(task: &FoundTask, app: &FoundApp, why: &Unnamed) -> Problem {
    let (name, app_name) = (&task.type_name, app.type_name());
    let is_beside = app.crates.iter().all(|one| task.crates.contains(one));
    let public = if is_beside { "pub(crate)" } else { "pub" };
    let (message, help) = match why {
        Unnamed::Item => {
            (format!("`{name}` is private, and the list of `{app_name}` can't name it"), format!("make it `{public}`"))
        }
        Unnamed::Module(module) => (
            format!("`{name}` is in the private module `{module}`, and the list of `{app_name}` can't name it"),
            format!("make the module `{public}`, or bring the task in where it can be named: `{public} use …`"),
        ),
        Unnamed::Crates => (
            format!("`{app_name}` is in several crates of the package, and `{name}` is not in all of them"),
            String::from("declare the app's module in one of them, or list the tasks with `tasks(…)`"),
        ),
    };
    let problem = Problem::new(project::UNREACHABLE_TASK, Some(task.place.clone()), message, help);
    problem.with_related(app.place.clone(), "this app has no list of its own")
}

fn shares(one: &[usize], other: &[usize]) -> bool {
    one.iter().any(|target| other.contains(target))
}

/// The tasks that an entry means: one, or one under several `cfg`s.
fn meant<'f>(
    listed: &ListedTask,
    app: &FoundApp,
    found: &Found,
    tasks: &Tasks<'f>,
    problems: &mut Vec<Problem>,
) -> Vec<&'f FoundTask> {
    let mut meant = tasks.meant(&listed.path, app);
    meant.retain(|task| shares(&task.targets, &listed.targets));
    let written = listed.path.join("::");
    let Some(first) = meant.first() else {
        let annotate = "annotate it with `#[background_task(trigger = \"…\")]`";
        let help = match misspelt(listed, app, found, tasks) {
            Some(Slip::Near(task)) => {
                let before = &listed.path[..listed.path.len().saturating_sub(1)];
                let meant: Vec<_> = before.iter().chain([&task.type_name]).map(String::as_str).collect();
                format!("did you mean `{}`?", meant.join("::"))
            }
            Some(Slip::Renamed(task)) => {
                format!("did you mean `{}`, which no app lists? else {annotate}", task.type_name)
            }
            None => {
                format!(
                    "{annotate}; what stands in no module of the crate, is not compiled with these features, or is written by \
                     another macro, is not seen"
                )
            }
        };
        let message = format!("no task `{written}` was found");
        problems.push(Problem::new(project::UNRESOLVED_TASK, Some(listed.place.clone()), message, help));
        return Vec::new();
    };
    if meant.iter().any(|task| task.type_path != first.type_path) {
        let message = format!("`{written}` may be any of {} tasks", meant.len());
        let help = format!("write more of the path, such as `{}`", first.type_path);
        let problem = Problem::new(project::AMBIGUOUS_TASK, Some(listed.place.clone()), message, help);
        let related = |problem: Problem, task: &&FoundTask| {
            problem.with_related(task.place.clone(), format!("`{}`", task.type_path))
        };
        problems.push(meant.iter().fold(problem, related));
        return Vec::new();
    }
    meant
}

/// What an entry without a task most likely means.
enum Slip<'f> {
    /// The task of the nearest name.
    Near(&'f FoundTask),
    /// The only one that nothing lists.
    Renamed(&'f FoundTask),
}

impl<'f> Slip<'f> {
    fn task(self) -> &'f FoundTask {
        match self {
            Self::Near(task) | Self::Renamed(task) => task,
        }
    }
}

fn misspelt<'f>(listed: &ListedTask, app: &FoundApp, found: &'f Found, tasks: &Tasks<'f>) -> Option<Slip<'f>> {
    let name = listed.path.last()?;
    let known = || found.tasks.iter().filter(|task| knows(app, task));
    let near = closest(name, known().map(|task| task.type_name.as_str())).filter(|near| near != name);
    if let Some(near) = near {
        return known().find(|task| task.type_name == near).map(Slip::Near);
    }
    let entries = || app.tasks.iter().flatten();
    let is_compiled = |entry: &&ListedTask| !entry.targets.is_empty();
    let mut without = entries().filter(is_compiled).filter(|entry| tasks.meant(&entry.path, app).is_empty());
    let is_listed = |task: &&FoundTask| {
        entries().any(|entry| tasks.meant(&entry.path, app).iter().any(|meant| meant.place == task.place))
    };
    let mut unlisted = known().filter(|task| task.is_own && !is_listed(task));
    match (without.next(), without.next(), unlisted.next(), unlisted.next()) {
        (Some(_), None, Some(only), None) => Some(Slip::Renamed(only)),
        _ => None,
    }
}

fn entry(index: usize, task: &FoundTask, app: &FoundApp, listed: &[usize], found: &Found) -> Entry {
    let is_there = |target: &usize| listed.contains(target) && app.targets.contains(target);
    let targets: Vec<_> = task.targets.iter().copied().filter(is_there).collect();
    // What was not looked at is not judged.
    let compiled = |family: fn(&Platforms) -> bool| {
        let mut there = targets.iter().filter_map(|target| found.families.get(*target));
        !found.families.iter().any(family) || there.any(family)
    };
    Entry {
        index: u16::try_from(index).unwrap_or(u16::MAX),
        listed: None,
        path: None,
        file: task.file.display().to_string(),
        class: default_entry_point(app.declaration.namespace(), &task.type_name),
        may_be_absent: task.presence == Presence::NotJudged,
        task: task.clone(),
        compiled: Platforms { windows: compiled(|family| family.windows), apple: compiled(|family| family.apple) },
        targets,
    }
}

/// The tasks that none of the apps lists or takes, those of packages that are linked too.
fn unlisted<'f>(found: &'f Found, tasks: &Tasks<'f>) -> Vec<&'f FoundTask> {
    let apps = &found.apps;
    let mut listed = HashSet::new();
    for app in apps {
        for entry in app.tasks.iter().flatten() {
            let meant = tasks.meant(&entry.path, app);
            // What is taken for a slip is told as one, and not again as a task in no list. Of an entry that is compiled nowhere
            // nothing is told.
            let is_told = meant.is_empty() && !entry.targets.is_empty();
            let slip = if is_told { misspelt(entry, app, found, tasks) } else { None };
            listed.extend(meant.into_iter().chain(slip.map(Slip::task)).map(|task| (&task.type_path, &task.place)));
        }
    }
    let takers: Vec<_> = takers(found).collect();
    let is_listed = |task: &FoundTask| {
        listed.contains(&(&task.type_path, &task.place)) || takers.iter().any(|app| is_taken(task, app))
    };
    found.tasks.iter().filter(|task| !is_listed(task)).collect()
}

/// The apps that take what tasks there are.
fn takers(found: &Found) -> impl Iterator<Item = &FoundApp> {
    found.apps.iter().filter(|app| app.tasks.is_none())
}

/// What is told of the package's own tasks that no app lists. Where it has no app, its tasks may be for a package that links
/// it, unless nothing can.
fn in_no_app(unlisted: &[&FoundTask], found: &Found) -> Vec<Problem> {
    if found.apps.is_empty() && !found.is_final {
        return Vec::new();
    }
    let takers: Vec<_> = takers(found).collect();
    let own = unlisted.iter().filter(|task| task.is_own);
    own.map(|task| {
        let message = format!("`{}` is in no app's list, so it is never registered", task.type_name);
        let help = how_to_list(task, &found.apps, &takers);
        Problem::new(project::TASK_IN_NO_APP, Some(task.place.clone()), message, help)
    })
    .collect()
}

/// What to do about a task that no app lists, of which some, the `takers`, take what tasks there are.
fn how_to_list(task: &FoundTask, apps: &[FoundApp], takers: &[&FoundApp]) -> String {
    let in_function = task.reach == Reach::Function;
    match (apps.iter().find(|app| app.tasks.is_some()), takers.first()) {
        // Written into a list, the others would no longer be taken.
        (_, Some(taker)) if in_function && taker.package == task.package => String::from("move it out of the function"),
        (Some(app), _) if in_function => {
            format!("move it out of the function, and list it in `tasks(…)` of `{}`", app.type_name())
        }
        (Some(app), _) => format!("add it to `tasks(…)` of `{}`", app.type_name()),
        (None, Some(taker)) => {
            let name = taker.type_name();
            if taker.package != task.package {
                format!("`{name}` takes only tasks of its own package: move it there")
            } else if knows(taker, task) {
                format!("it is not compiled for what `{name}` is compiled for: look at their `cfg`s")
            } else {
                format!("move it to where `{name}` can name it: beside `{name}`, or into the library")
            }
        }
        (None, None) => String::from("annotate a struct without fields with `#[background_app(tasks(…))]`"),
    }
}
