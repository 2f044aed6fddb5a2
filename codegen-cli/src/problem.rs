//! A broken rule at a place in a file: what every part of the tools reports.

use bgtask_core::rules::{Finding, Rule, Severity};

use crate::source::Place;

/// A broken rule, with its place and words.
#[derive(Clone, Debug)]
pub struct Problem {
    /// The rule.
    pub rule: &'static Rule,
    /// How bad it is: the rule's own severity, or an error under `strict`.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// What to do about it; empty when there is nothing to say.
    pub help: String,
    /// Where; `None` for what has no place, such as a missing file.
    pub place: Option<Place>,
    /// Other places that belong to it, each with what it has to do with it.
    pub related: Vec<(Place, String)>,
    /// Whether the compiler, or a macro in it, says the same of code that is compiled.
    pub is_told_by_compiler: bool,
}

impl Problem {
    /// A problem.
    pub fn new(rule: &'static Rule, place: Option<Place>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            rule,
            severity: rule.severity,
            message: message.into(),
            help: help.into(),
            place,
            related: Vec::new(),
            is_told_by_compiler: false,
        }
    }

    /// What a check of core found, at its place.
    pub fn from_finding(finding: &Finding, place: Option<Place>) -> Self {
        Self::new(finding.rule, place, finding.message.as_str(), finding.help.as_str())
    }

    /// The same, with another place that belongs to it.
    pub fn with_related(mut self, place: Place, label: impl Into<String>) -> Self {
        self.related.push((place, label.into()));
        self
    }

    /// The same, as one that the compiler tells too.
    pub fn told_by_compiler(mut self) -> Self {
        self.is_told_by_compiler = true;
        self
    }

    /// Whether it is an error.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}
