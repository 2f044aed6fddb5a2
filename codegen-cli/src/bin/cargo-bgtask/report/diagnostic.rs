//! A problem as data, for the machine-readable forms.

use std::path::Path;

use bgtask_codegen::problem::Problem;
use bgtask_codegen::source::{Place, Sources};
use bgtask_codegen::xml::Position;
use serde::Serialize;

/// A broken rule.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Diagnostic {
    /// The version of this form.
    pub version: u32,
    /// The rule's number, `BG0101`.
    pub rule: &'static str,
    /// `error` or `warning`.
    pub severity: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// What the rule asks, in a line.
    pub title: &'static str,
    /// The public page that says so.
    pub source: &'static str,
    /// Where; null for what has no place, such as a missing file.
    pub location: Option<Location>,
    /// Other places that belong to it.
    pub related: Vec<Related>,
    /// The whole as it is shown to people, without color.
    pub rendered: String,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Location {
    /// The file, as a path from the current directory on, or absolute.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// The line of the end.
    pub end_line: usize,
    /// The column behind the end.
    pub end_column: usize,
}

/// A place that belongs to a diagnostic.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Related {
    /// The place.
    pub location: Location,
    /// What it has to do with it.
    pub label: String,
}

impl Location {
    /// The location of a place.
    pub fn new(place: &Place, sources: &Sources) -> Self {
        let (line, column) = sources.line_column(place);
        let end = Place { file: place.file, range: place.range.end..place.range.end };
        let (end_line, end_column) = sources.line_column(&end);
        Self { file: shown(sources.path(place.file)), line, column, end_line, end_column }
    }

    /// The location of a position, which has no length.
    pub fn at(path: &Path, Position { line, column, .. }: Position) -> Self {
        Self { file: shown(path), line, column, end_line: line, end_column: column }
    }
}

impl Diagnostic {
    /// The version of this form.
    pub const VERSION: u32 = 1;

    /// The problem as data.
    pub fn new(problem: &Problem, sources: &Sources) -> Self {
        Self {
            version: Self::VERSION,
            rule: problem.rule.id,
            severity: problem.severity.name(),
            message: problem.message.clone(),
            help: (!problem.help.is_empty()).then(|| problem.help.clone()),
            title: problem.rule.title,
            source: problem.rule.source,
            location: problem.place.as_ref().map(|place| Location::new(place, sources)),
            related: problem
                .related
                .iter()
                .map(|(place, label)| Related { location: Location::new(place, sources), label: label.clone() })
                .collect(),
            rendered: anstream::adapter::strip_str(&super::human::text(problem, sources)).to_string(),
        }
    }
}

/// A path as messages and data show it.
pub fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
