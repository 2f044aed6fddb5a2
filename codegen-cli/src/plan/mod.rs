//! From what the code declares to what its files must declare.
//!
//! [`manifest`] and [`plist`] each say what a file is to have, what is wrong between the code and the file as it is, and
//! whether the two are in step: a [`Planned`] file. The edits themselves are made by [`crate::manifest`] and
//! [`crate::plist`]; the command line and the build script show and write them.

mod companions;
mod difference;
mod left;
pub mod manifest;
pub mod missing;
mod planned;
pub mod plist;

pub use companions::Beside;
#[cfg(feature = "cli")]
pub(crate) use difference::listed;
pub use planned::{Change, Findings, Planned, Request};

use bgtask_core::model::{AppSpec, ResolvedTask};
use bgtask_core::rules::{Finding, Site};

use crate::app::Unlisted;
use crate::problem::Problem;
use crate::source::Place;

/// What code declares for one app, on one platform.
pub struct Declared<'a> {
    /// The app.
    pub app: AppSpec<'a>,
    /// Where the app's annotation stands.
    pub app_place: Option<Place>,
    /// Its tasks, resolved.
    pub tasks: &'a [ResolvedTask<'a>],
    /// Where something of the task with this index stands.
    pub place: &'a dyn Fn(usize, Site) -> Option<Place>,
    /// The tasks that no app lists, and this one could.
    pub unlisted: &'a [Unlisted],
    /// Whether the app has a list of its own.
    pub has_list: bool,
}

impl Declared<'_> {
    /// Where something of a task stands.
    fn place(&self, task: usize, site: Site) -> Option<Place> {
        (self.place)(task, site)
    }

    /// What a check found about a task, at its place.
    fn problem(&self, task: usize, finding: &Finding) -> Problem {
        Problem::from_finding(finding, self.place(task, finding.site))
    }

    /// What to do about an entry that no task of the app has any more: a task may only be missing in the list.
    fn stale(&self, would_have_it: impl Fn(&Unlisted) -> bool) -> String {
        const PRUNE: &str = "`cargo bgtask sync --prune` takes it out";
        let app = self.app.type_name;
        let Some(Unlisted { path, .. }) = self.unlisted.iter().find(|task| would_have_it(task)) else {
            return String::from(PRUNE);
        };
        if self.has_list {
            format!("`{path}` would have it, and `{app}` does not list it: add it to its `tasks(…)`; else {PRUNE}")
        } else {
            format!("`{path}` would have it, and `{app}` does not take it; where that is meant so, {PRUNE}")
        }
    }

    /// The index of the task with this name.
    fn named(&self, name: &str) -> Option<usize> {
        self.tasks.iter().position(|task| task.spec.name == name)
    }
}
