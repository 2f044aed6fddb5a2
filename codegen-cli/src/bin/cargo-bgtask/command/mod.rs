//! The commands.

mod explain;

use std::process::ExitCode;

use crate::options::{Command, Options};
use crate::output::Output;

/// What became of a command that could do its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Done, or in order.
    Success,
    /// There are errors, or a file is out of step.
    Failure,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Success => Self::SUCCESS,
            Outcome::Failure => Self::from(1),
        }
    }
}

/// Runs a command.
///
/// # Errors
///
/// When the command line, a file or the project could not be used.
pub fn run(options: &Options, output: &mut Output) -> anyhow::Result<Outcome> {
    match &options.command {
        Command::Explain(explain) => explain::run(explain, options.display.message_format, output),
        _ => anyhow::bail!("not yet"),
    }
}
