//! What a run has to say, in the form that was asked for.

mod diagnostic;
mod diff;
mod failure;
mod human;
mod json;
mod sarif;
#[cfg(test)]
mod schema;
mod short;
mod table;
mod task;

use std::collections::HashMap;
use std::path::Path;

use bgtask_codegen::problem::Problem;
use bgtask_codegen::source::{FileId, Sources};
use bgtask_core::rules::Severity;

pub use diagnostic::{Diagnostic, shown};
pub use diff::unified;
pub use failure::{Failure, text as failure_text};
pub use json::{Edit, Explanation, FileReport, FileStatus, Finished, Line, VERSION, text as json_text};
pub use table::lines as table_lines;
pub use task::{Task, TaskOnApple, TaskOnWindows, TaskTrigger};

use crate::options::MessageFormat;
use crate::output::Output;

/// Where the machine-readable forms go. People read problems on standard error in any case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// The report is the result: standard output.
    Result,
    /// Standard output is taken by another result: standard error.
    BesideResult,
}

/// How many problems of each kind there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Errors, and warnings that are to be taken for errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
}

impl Count {
    /// Counts.
    pub fn of(problems: &[Problem]) -> Self {
        let errors = problems.iter().filter(|problem| problem.is_error()).count();
        Self { errors, warnings: problems.len() - errors }
    }
}

impl std::fmt::Display for Count {
    /// `2 errors and 1 warning`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let of = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
        match (self.errors, self.warnings) {
            (errors, 0) => f.write_str(&of(errors, "error")),
            (0, warnings) => f.write_str(&of(warnings, "warning")),
            (errors, warnings) => write!(f, "{} and {}", of(errors, "error"), of(warnings, "warning")),
        }
    }
}

/// Puts problems in the order in which a reader meets them, each once. What was found for two platforms is found twice.
pub fn in_order(problems: &mut Vec<Problem>, sources: &Sources) {
    // A file that several packages share is read for each.
    let mut first: HashMap<&Path, FileId> = HashMap::new();
    for (id, file) in sources.iter() {
        first.entry(&file.path).or_insert(id);
    }
    let place = |problem: &Problem| {
        let place = problem.place.as_ref()?;
        Some((first.get(sources.path(place.file)).copied(), place.range.start, place.range.end))
    };
    // Those without a place come last.
    problems.sort_by_key(|problem| (problem.place.is_none(), place(problem)));
    let mut kept: Vec<Problem> = Vec::new();
    for problem in problems.drain(..) {
        let is_known = kept
            .iter()
            .rev()
            .take_while(|earlier| place(earlier) == place(&problem))
            .any(|earlier| earlier.rule.id == problem.rule.id && earlier.message == problem.message);
        if !is_known {
            kept.push(problem);
        }
    }
    *problems = kept;
}

/// Takes warnings for errors.
pub fn make_strict(problems: &mut [Problem]) {
    for problem in problems {
        problem.severity = Severity::Error;
    }
}

/// Shows problems, why something could not be used, and what else there is to say in a machine's form.
///
/// `lines` are what the JSON form has besides. Why something could not be used stands on standard error for people in any
/// case, unless a machine reads that.
pub fn write(
    problems: &[Problem],
    sources: &Sources,
    failures: &[anyhow::Error],
    lines: &[Line],
    format: MessageFormat,
    stream: Stream,
    output: &mut Output,
) {
    match format {
        MessageFormat::Human => human::write(problems, sources, output),
        MessageFormat::Short => short::write(problems, sources, output),
        MessageFormat::Json => {
            for problem in problems {
                let line = Line::Diagnostic(Diagnostic::new(problem, sources));
                to(stream, output, json::text(&line));
            }
            for error in failures {
                to(stream, output, json::text(&Line::Error(Failure::new(error))));
            }
            for line in lines {
                to(stream, output, json::text(line));
            }
        }
        MessageFormat::Sarif => to(stream, output, sarif::text(problems, sources, failures)),
    }
    if format.is_for_people() || stream == Stream::Result {
        for error in failures {
            output.fail(error);
        }
    }
}

/// Shows why a command did nothing.
pub fn write_failure(error: anyhow::Error, format: MessageFormat, stream: Stream, output: &mut Output) {
    let finished = Line::Finished(Finished::new(false, Count::default(), 1));
    write(&[], &Sources::new(), &[error], &[finished], format, stream, output);
}

fn to(stream: Stream, output: &mut Output, text: impl std::fmt::Display) {
    match stream {
        Stream::Result => output.result(text),
        Stream::BesideResult => output.message(text),
    }
}
