//! Why a command could not do its work, where that is no broken rule.

use serde::Serialize;

use super::VERSION;
use super::diagnostic::Location;
use crate::document::Unusable;

/// Why the command line, a file or the project could not be used: the exit status is 2.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Failure {
    /// The version of this form.
    pub version: u32,
    /// What is wrong; its causes follow in lines of their own, and where the command line has to change, what helps.
    pub message: String,
    /// What to do about a file that can't be used.
    pub help: Option<String>,
    /// Where; null where it is no place in a file.
    pub location: Option<Location>,
}

impl Failure {
    /// The error as data.
    pub(super) fn new(error: &anyhow::Error) -> Self {
        match error.downcast_ref::<Unusable>() {
            Some(unusable) => Self {
                version: VERSION,
                message: unusable.message().to_owned(),
                help: unusable.help().map(str::to_owned),
                location: unusable.place().map(|(path, position)| Location::at(path, position)),
            },
            None => Self { version: VERSION, message: text(error), help: None, location: None },
        }
    }
}

/// The error in a line, and its causes below it.
pub fn text(error: &anyhow::Error) -> String {
    let mut text = error.to_string();
    let mut told = text.clone();
    for cause in error.chain().skip(1) {
        let cause = cause.to_string();
        // An error that already speaks for its cause is not repeated.
        if !told.contains(&cause) {
            text.extend(["\n  ", &cause.replace('\n', "\n  ")]);
        }
        told = cause;
    }
    text
}
