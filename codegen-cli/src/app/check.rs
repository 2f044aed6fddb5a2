//! The rules of the whole app, with their findings at their places.

use bgtask_core::rules::{self, Findings, Severity};

use super::App;
use crate::find::Told;
use crate::problem::Problem;
use crate::source::Place;

/// Checks an app, its tasks, and each against the other: for each target the tasks that are compiled for it, so that what
/// has one name on one platform and the same on another does not clash. The compiler knows of one target at a time, and judges
/// a task for each platform that it is meant for, though a `cfg` may keep it from there: so does this.
pub(super) fn check(app: &App) -> Vec<Problem> {
    let spec = app.spec();
    let mut checked = Checked { told: Told::of(&app.told), is_strict: app.is_strict(), problems: Vec::new() };
    let at_app = |site| app.place_of(site);
    checked.add(&rules::check_app(&spec), at_app, None);
    for target in 0..app.targets {
        let tasks: Vec<_> = app.compiled_for(target).into_iter().map(|compiled| compiled.task).collect();
        let there = app.registrations().filter(|(entry, _)| entry.is_on(target));
        checked.add(&rules::check_with_tasks(&spec, &tasks), at_app, None);
        let stand_apart = rules::stand_apart(&tasks);
        for (index, (task, (entry, registration))) in tasks.iter().zip(there).enumerate() {
            let place = |site| registration.place_of(site);
            checked.add(&rules::check_own_words(task), place, None);
            checked.add(&rules::check_in_app(&spec, task), place, entry.listed.as_ref());
            if !stand_apart {
                checked.add(&rules::check_among(&tasks, index), place, entry.listed.as_ref());
            }
        }
    }
    checked.problems
}

struct Checked {
    told: Told,
    is_strict: bool,
    problems: Vec<Problem>,
}

impl Checked {
    /// Adds what was not yet told. What only the app makes wrong is told at the task, and shows where the app lists it.
    fn add(&mut self, findings: &Findings, place: impl Fn(rules::Site) -> Place, listed: Option<&Place>) {
        for finding in findings.iter() {
            let mut problem = Problem::from_finding(finding, Some(place(finding.site)));
            if !self.told.is_new(&problem) {
                continue;
            }
            problem.is_told_by_compiler = problem.is_error();
            if self.is_strict {
                problem.severity = Severity::Error;
            }
            problem.related.extend(listed.map(|listed| (listed.clone(), String::from("it is listed here"))));
            self.problems.push(problem);
        }
    }
}
