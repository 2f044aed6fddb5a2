//! The commands.

mod check;
mod explain;
mod in_process;
mod list;
mod one_file;
mod planning;
mod sync;

use std::process::ExitCode;

use crate::examine::Examined;
use crate::options::{Command, Options};
use crate::output::Output;

/// What became of a command that could do its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Done, or in order.
    Success,
    /// There are errors, or a file is out of step.
    Failure,
    /// A file could not be used, and that was told.
    Unusable,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Success => Self::SUCCESS,
            Outcome::Failure => Self::from(1),
            Outcome::Unusable => Self::from(crate::UNUSABLE),
        }
    }
}

/// Runs a command.
///
/// # Errors
///
/// When the command line, a file or the project could not be used.
pub fn run(options: &Options, output: &mut Output) -> anyhow::Result<Outcome> {
    let display = &options.display;
    match &options.command {
        Command::List(list) => list::run(list, display, output),
        Command::Check(check) => check::run(check, display, output),
        Command::Sync(sync) => sync::run(sync, display, output),
        Command::Manifest(file) => one_file::run(file, one_file::Kind::Manifest, display, output),
        Command::Plist(file) => one_file::run(file, one_file::Kind::Plist, display, output),
        Command::Explain(explain) => explain::run(explain, display.message_format, output),
    }
}

/// What to say when all is in order.
fn nothing_to_do(packages: &[Examined], files: &[String]) -> String {
    match files {
        [] if packages.iter().all(|package| package.app.is_none()) => {
            String::from("nothing to do: no #[background_app] was found")
        }
        [] => String::from("nothing to do: no file has to declare a task"),
        [only] => format!("nothing to do: {only} matches the code"),
        several => format!("nothing to do: {} match the code", several.join(" and ")),
    }
}
