//! What finding has to say, each thing once.

use std::collections::HashSet;

use bgtask_core::rules::project;

use crate::problem::Problem;
use crate::source::Place;

/// Problems, in the order in which they were met.
#[derive(Debug, Default)]
pub(super) struct Problems {
    problems: Vec<Problem>,
    told: Told,
}

impl Problems {
    /// Adds a problem, unless the same was told of the same place.
    pub fn add(&mut self, problem: Problem) {
        if self.told.is_new(&problem) {
            self.problems.push(problem);
        }
    }

    /// A source file, or a part of it, can't be read.
    pub fn unreadable(&mut self, place: Option<Place>, message: impl Into<String>, help: impl Into<String>) {
        self.add(Problem::new(project::UNREADABLE_SOURCE, place, message, help));
    }

    /// The same, of what the compiler refuses as well.
    pub fn refused(&mut self, place: Option<Place>, message: impl Into<String>, help: impl Into<String>) {
        self.add(Problem::new(project::UNREADABLE_SOURCE, place, message, help).told_by_compiler());
    }

    /// What decides whether a task is there can't be judged.
    pub fn not_judged(&mut self, place: Place, message: impl Into<String>, help: impl Into<String>) {
        self.add(Problem::new(project::NOT_JUDGED, Some(place), message, help));
    }

    /// The problems.
    pub fn into_vec(self) -> Vec<Problem> {
        self.problems
    }
}

/// What was told already: the rule, the place and the words of each problem.
#[derive(Debug, Default)]
pub(crate) struct Told {
    told: HashSet<(&'static str, Option<Place>, String)>,
    /// The places of errors.
    wrong: HashSet<Place>,
}

impl Told {
    /// What these problems tell.
    pub fn of(problems: &[Problem]) -> Self {
        let mut told = Self::default();
        for problem in problems {
            told.is_new(problem);
        }
        told
    }

    /// Whether a problem says what was not yet told. From then on it is. A warning about the very words of an error says
    /// nothing: they are going to change.
    pub fn is_new(&mut self, problem: &Problem) -> bool {
        if problem.is_error() {
            self.wrong.extend(problem.place.clone());
        } else if problem.place.as_ref().is_some_and(|place| self.wrong.contains(place)) {
            return false;
        }
        self.told.insert((problem.rule.id, problem.place.clone(), problem.message.clone()))
    }
}
