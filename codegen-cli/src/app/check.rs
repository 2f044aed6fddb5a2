//! The rules of the whole app, with their findings at their places.

use bgtask_core::rules::{self, Finding, Severity, Site};

use super::App;
use crate::find::is_same;
use crate::problem::Problem;
use crate::source::Place;

/// Checks an app, its tasks, and each against the other.
pub(super) fn check(app: &App) -> Vec<Problem> {
    let (spec, tasks) = (app.spec(), app.tasks());
    let of_app = |site: Site| app.declaration().place_of(site);
    let at_app = |finding: &Finding| Problem::from_finding(finding, Some(of_app(finding.site)));
    let mut problems: Vec<_> = rules::check_app(&spec).iter().map(at_app).collect();
    problems.extend(rules::check_with_tasks(&spec, &tasks).iter().map(at_app));
    for (index, (entry, registration)) in app.registrations().enumerate().take(tasks.len()) {
        for finding in rules::check_entry(&spec, &tasks, index).iter() {
            let problem = Problem::from_finding(finding, Some(registration.place_of(finding.site)));
            problems.push(with_entry(problem, entry.listed.as_ref()));
        }
    }
    let mut kept: Vec<Problem> = Vec::new();
    for mut problem in problems {
        if app.told.iter().chain(&kept).any(|told| is_same(told, &problem)) {
            continue;
        }
        if app.is_strict() {
            problem.severity = Severity::Error;
        }
        kept.push(problem);
    }
    kept
}

/// What only the app as a whole makes wrong is told at the task, and shows where the app lists it.
fn with_entry(problem: Problem, listed: Option<&Place>) -> Problem {
    match listed {
        Some(place) => problem.with_related(place.clone(), "it is listed here"),
        None => problem,
    }
}
