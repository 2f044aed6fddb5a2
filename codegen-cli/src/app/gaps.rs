//! Entries of a list that name a task on some platforms only, where the entry itself says nothing of that: compiled for the
//! others, the list does not compile.

use bgtask_core::model::Platforms;
use bgtask_core::rules::project::{NOT_JUDGED, UNREADABLE_SOURCE, UNRESOLVED_TASK};

use super::App;
use super::list::{Tasks, knows};
use crate::find::{Found, FoundApp, FoundTask, Import, ListedTask};
use crate::problem::Problem;
use crate::source::Place;

/// An entry that names nothing on some platforms.
#[derive(Clone, Debug)]
pub(super) struct Gap {
    written: String,
    listed: Place,
    task: Place,
    /// Those platforms.
    on: Platforms,
}

/// The gaps in an app's list. Where anything could not be read or judged, there may be more than is seen.
pub(super) fn of(app: &FoundApp, found: &Found, tasks: &Tasks<'_>) -> Vec<Gap> {
    let is_hidden = |problem: &Problem| problem.rule == NOT_JUDGED || problem.rule == UNREADABLE_SOURCE;
    if found.families.len() < 2 || found.problems.iter().any(is_hidden) {
        return Vec::new();
    }
    let entries = app.tasks.iter().flatten().filter(|listed| !listed.may_be_absent);
    entries.filter_map(|listed| gap(listed, app, found, tasks)).collect()
}

fn gap(listed: &ListedTask, app: &FoundApp, found: &Found, tasks: &Tasks<'_>) -> Option<Gap> {
    let meant = tasks.meant(&listed.path, app);
    let first = meant.first()?;
    let families = |targets: &mut dyn Iterator<Item = &usize>| {
        let families = targets.filter_map(|target| found.families.get(*target));
        families.fold(Platforms::NONE, |all, one| Platforms {
            windows: all.windows || one.windows,
            apple: all.apple || one.apple,
        })
    };
    let there = families(&mut meant.iter().flat_map(|task| &task.targets));
    let wanted = families(&mut listed.targets.iter().filter(|target| app.targets.contains(target)));
    let on = Platforms { windows: wanted.windows && !there.windows, apple: wanted.apple && !there.apple };
    // Listed for a platform where no task is: told as a task that was not found, when only that is looked at.
    let is_gap = on != Platforms::NONE && there != Platforms::NONE && !may_be_another(listed, app, found, &meant);
    is_gap.then(|| Gap { written: listed.path.join("::"), listed: listed.place.clone(), task: first.place.clone(), on })
}

/// Whether the path may lead to another task elsewhere: one of the same name, or by another import of a name in it.
fn may_be_another(listed: &ListedTask, app: &FoundApp, found: &Found, meant: &[&FoundTask]) -> bool {
    let is_meant = |task: &FoundTask| meant.iter().any(|meant| meant.place == task.place);
    let named = |task: &&FoundTask| meant.iter().any(|meant| meant.type_name == task.type_name);
    if found.tasks.iter().filter(named).any(|task| knows(app, task) && !is_meant(task)) {
        return true;
    }
    let of_modules = found.reexports.iter().chain(&found.linked_reexports);
    let brought_in = of_modules.flat_map(|module| module.imports.iter().map(|(_, import)| &**import));
    let all: Vec<&Import> = app.imports.iter().map(|import| &**import).chain(brought_in).collect();
    listed.path.iter().any(|part| {
        let mut of_name = all.iter().filter(|import| import.name.as_ref() == Some(part));
        of_name.next().is_some_and(|first| of_name.any(|other| other.path != first.path))
    })
}

impl App {
    /// The entries that name no task on platforms for which the app is made and, as `has_files` says, the project has files.
    pub fn check_gaps(&self, has_files: Platforms) -> Vec<Problem> {
        let made_for = self.spec().made_for();
        let mut problems = Vec::new();
        for gap in &self.gaps {
            let windows = gap.on.windows && made_for.windows && has_files.windows;
            let apple = gap.on.apple && made_for.apple && has_files.apple;
            for (_, platform) in [(windows, "Windows"), (apple, "Apple systems")].iter().filter(|(is_so, _)| *is_so) {
                let message = format!("no task `{}` is there when compiled for {platform}", gap.written);
                let help = "write the `#[cfg(…)]` that it stands under before the entry as well: `tasks(#[cfg(…)] …)`";
                let problem = Problem::new(UNRESOLVED_TASK, Some(gap.listed.clone()), message, help);
                problems.push(problem.with_related(gap.task.clone(), "this one is for other systems"));
            }
        }
        problems
    }
}
