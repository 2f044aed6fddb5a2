//! What finding has to say, each thing once.

use bgtask_core::rules::project;

use crate::problem::Problem;
use crate::source::Place;

/// Problems, in the order in which they were met.
#[derive(Debug, Default)]
pub(super) struct Problems(Vec<Problem>);

impl Problems {
    /// Adds a problem, unless the same was told of the same place.
    pub fn add(&mut self, problem: Problem) {
        if !self.0.iter().any(|told| is_same(told, &problem)) {
            self.0.push(problem);
        }
    }

    /// A source file, or a part of it, can't be read.
    pub fn unreadable(&mut self, place: Option<Place>, message: impl Into<String>, help: impl Into<String>) {
        self.add(Problem::new(project::UNREADABLE_SOURCE, place, message, help));
    }

    /// What decides whether a task is there can't be judged.
    pub fn not_judged(&mut self, place: Place, message: impl Into<String>, help: impl Into<String>) {
        self.add(Problem::new(project::NOT_JUDGED, Some(place), message, help));
    }

    /// The problems.
    pub fn into_vec(self) -> Vec<Problem> {
        self.0
    }
}

/// Whether two problems say the same of the same place.
pub(crate) fn is_same(one: &Problem, other: &Problem) -> bool {
    one.rule == other.rule && one.place == other.place && one.message == other.message
}
