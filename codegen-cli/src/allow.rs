//! Warnings that annotations accept: `allow("BG0526")`.
//!
//! What is told of a task is told in its annotation or at its name; so which annotation's `allow` holds follows from the
//! place. An app's holds for all that is told of the app, its tasks and its files.

use std::collections::BTreeMap;
use std::path::PathBuf;

use bgtask_core::model::{Place as ModelPlace, Platforms};
use bgtask_core::rules::annotation::UNUSED_ALLOW;
use bgtask_core::rules::project::{NEVER_CALLED, NO_DLL_EXPORTS, NOT_BUILT_HERE};
use bgtask_core::rules::{self, Rule, Site};

use crate::app::App;
use crate::find::{FoundTask, Registration};
use crate::problem::Problem;
use crate::source::{Place, Sources};

/// The numbers that annotations allow, and which of them took something out. A number is known by its place, as several
/// packages may read one file.
#[derive(Debug, Default)]
pub struct Allowed {
    numbers: BTreeMap<(PathBuf, usize), Number>,
}

#[derive(Debug)]
struct Number {
    rule: &'static Rule,
    place: Place,
    is_used: bool,
    /// Whether what it is about was looked at.
    is_judged: bool,
    /// Whether it stands at a task, and only the app's would hold.
    is_misplaced: bool,
}

/// What a run has looked at.
#[derive(Clone, Copy, Debug)]
pub struct LookedAt {
    /// The platforms that the code was read for.
    pub platforms: Platforms,
    /// Whether the package manifest was read.
    pub manifest: bool,
    /// Whether the property list was read.
    pub property_list: bool,
    /// Whether the project's programs and DLLs were looked at.
    pub outputs: bool,
}

impl LookedAt {
    /// Whether all that could break a rule was looked at.
    fn covers(self, rule: &Rule) -> bool {
        let Platforms { windows, apple } = rule.platforms;
        let is_read = match rule.id {
            // The hundreds of the numbers are the subjects.
            id if id.starts_with("BG06") => self.manifest,
            id if id.starts_with("BG07") => self.property_list,
            id if [NOT_BUILT_HERE, NO_DLL_EXPORTS, NEVER_CALLED].iter().any(|rule| rule.id == id) => self.outputs,
            _ => true,
        };
        is_read && (!windows || self.platforms.windows) && (!apple || self.platforms.apple)
    }
}

impl Allowed {
    /// Takes the warnings out of a package's problems that its app or the task that they are about allows.
    pub fn take_out(
        &mut self,
        problems: &mut Vec<Problem>,
        app: Option<&App>,
        tasks: &[FoundTask],
        looked_at: LookedAt,
        sources: &Sources,
    ) {
        let mut words: Vec<(&'static Rule, Place, Option<&Registration>)> = Vec::new();
        if let Some(app) = app {
            words.extend(numbers(app.spec().allow, |site| app.place_of(site)).map(|(rule, place)| (rule, place, None)));
        }
        for registration in tasks.iter().flat_map(|task| &task.registrations) {
            let spec = registration.spec(ModelPlace::UNKNOWN);
            let of_task = numbers(spec.allow, |site| registration.place_of(site));
            words.extend(of_task.map(|(rule, place)| (rule, place, Some(registration))));
        }
        let mut used = vec![false; words.len()];
        problems.retain(|problem| {
            let mut is_told = true;
            for ((rule, _, of), used) in words.iter().zip(&mut used) {
                if problem.rule == *rule && of.is_none_or(|registration| is_about(problem, registration)) {
                    *used = true;
                    is_told = false;
                }
            }
            is_told
        });
        for ((rule, place, of), is_used) in words.into_iter().zip(used) {
            let key = (sources.path(place.file).to_owned(), place.range.start);
            let is_misplaced = of.is_some() && rule.is_of_app();
            let number = Number { rule, place, is_used: false, is_judged: false, is_misplaced };
            let known = self.numbers.entry(key).or_insert(number);
            known.is_used |= is_used;
            known.is_judged |= looked_at.covers(rule);
        }
    }

    /// The numbers that took nothing out.
    pub fn unused(&self) -> Vec<Problem> {
        let unused = self.numbers.values().filter(|number| number.is_judged && !number.is_used);
        let told = unused.map(|Number { rule, place, is_misplaced, .. }| {
            let (message, help) = if *is_misplaced {
                let message = format!("{} is told of the app, and a task's `allow` does not hold for it", rule.id);
                (message, "write it in the app's annotation, if anywhere")
            } else {
                (format!("{} is allowed here, and would not be told", rule.id), "take it out")
            };
            Problem::new(UNUSED_ALLOW, Some(place.clone()), message, help)
        });
        told.collect()
    }
}

/// The warnings of these numbers, with their places.
fn numbers(allow: &[&str], place: impl Fn(Site) -> Place) -> impl Iterator<Item = (&'static Rule, Place)> {
    allow.iter().enumerate().filter_map(move |(at, number)| Some((rules::find(number)?, place(Site::Allow(at)))))
}

/// Whether a problem is told in a registration's annotation, or at the name of its item.
pub(crate) fn is_about(problem: &Problem, registration: &Registration) -> bool {
    let Some(place) = &problem.place else { return false };
    let inside = |outer: &Place| {
        outer.file == place.file && outer.range.start <= place.range.start && place.range.end <= outer.range.end
    };
    inside(&registration.place) || *place == registration.place_of(Site::Item)
}
