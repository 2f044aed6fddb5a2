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

    /// The index of the task with this name.
    fn named(&self, name: &str) -> Option<usize> {
        self.tasks.iter().position(|task| task.spec.name == name)
    }
}
