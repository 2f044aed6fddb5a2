//! The JSON form: an object per line, each with `reason` and `version`.

use serde::Serialize;

use super::{Count, Diagnostic, Failure};

/// One line.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "reason", rename_all = "kebab-case")]
pub enum Line {
    /// A broken rule.
    Diagnostic(Diagnostic),
    /// A change to a file.
    Edit(Edit),
    /// What became of a file.
    File(FileReport),
    /// What an error or a rule means.
    Explanation(Explanation),
    /// Why the command line, a file or the project could not be used.
    Error(Failure),
    /// The end, when there was one.
    Finished(Finished),
}

/// A change to a file: one that `sync` makes, or that `check` misses.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Edit {
    /// The version of this form.
    pub version: u32,
    /// The file.
    pub file: String,
    /// The line in the file as it is, from 1; null in a binary file.
    pub line: Option<usize>,
    /// The column in the file as it is, from 1, in characters; null in a binary file.
    pub column: Option<usize>,
    /// The line in the file as it will be; null in a binary file.
    pub new_line: Option<usize>,
    /// The text that is put in.
    pub added: String,
    /// The text that is taken out.
    pub removed: String,
    /// What is done.
    pub what: String,
    /// Why.
    pub why: String,
    /// The names of the tasks that it is done for; empty when none is behind it any more.
    pub tasks: Vec<String>,
}

/// What became of a file.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FileReport {
    /// The version of this form.
    pub version: u32,
    /// The file.
    pub file: String,
    /// What became of it.
    pub status: FileStatus,
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum FileStatus {
    /// It matches the code: there was nothing to do.
    UpToDate,
    /// It does not match the code, and was not to be written.
    OutOfStep,
    /// It was written.
    Written,
    /// It was not written, as the code has errors.
    HeldBack,
}

/// What an error or a rule means.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Explanation {
    /// The version of this form.
    pub version: u32,
    /// The rule's number or the error's code.
    pub code: String,
    /// The error's symbolic name.
    pub name: Option<&'static str>,
    /// Of a rule its severity, of an error who gives it.
    pub kind: &'static str,
    /// The platforms that it is about: `windows`, `apple`.
    pub platforms: Vec<&'static str>,
    /// What it says, in a line.
    pub title: String,
    /// At length: a rule's explanation, or an error's likely causes.
    pub why: Vec<String>,
    /// What helps against an error, in the order of the causes.
    pub cures: Vec<String>,
    /// The public pages that say so.
    pub sources: Vec<&'static str>,
}

/// The end.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Finished {
    /// The version of this form.
    pub version: u32,
    /// Whether the exit status is 0.
    pub success: bool,
    /// How many errors there were, those without a rule among them.
    pub errors: usize,
    /// How many warnings.
    pub warnings: usize,
}

impl Finished {
    /// The end of a run with these problems, in which so many things could not be used.
    pub fn new(success: bool, count: Count, failures: usize) -> Self {
        Self { version: VERSION, success, errors: count.errors + failures, warnings: count.warnings }
    }
}

/// The version of the forms in this module. It goes up when a field changes its meaning or goes away; fields and
/// reasons may come without it.
pub const VERSION: u32 = 1;

/// A value in one line. What can't be written, which no value of ours is, is said in the same form.
pub fn text(value: &impl Serialize) -> String {
    serde_json::to_string(value)
        .unwrap_or_else(|error| format!("{{\"reason\":\"bug\",\"message\":{:?}}}", error.to_string()))
}
