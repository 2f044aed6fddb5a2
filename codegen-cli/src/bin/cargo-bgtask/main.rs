//! `cargo bgtask`: keeps Package.appxmanifest and Info.plist in step with the background tasks declared in code.

#![forbid(unsafe_code)]

mod command;
mod document;
mod examine;
mod options;
mod output;
mod project;
mod report;

use std::process::ExitCode;

use options::{Color, Options};
use output::Output;

/// The exit status when the command line, a file or the project could not be used.
const UNUSABLE: u8 = 2;

fn main() -> ExitCode {
    #[cfg(feature = "failpoints")]
    let _steps_that_fail = fail::FailScenario::setup();
    let options = match Options::read(std::env::args_os()) {
        Ok(options) => options,
        Err(error) => {
            // Nobody is left to be told that nothing could be told.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(UNUSABLE));
        }
    };
    let mut output = Output::new(Color::of(options.display.color).choice());
    let mut status = match command::run(&options, &mut output) {
        Ok(outcome) => outcome.into(),
        Err(error) => {
            output.fail(&error);
            ExitCode::from(UNUSABLE)
        }
    };
    if let Err(error) = output.finish() {
        Output::new(Color::of(options.display.color).choice())
            .fail(&anyhow::Error::new(error).context("can't write to standard output"));
        status = ExitCode::from(UNUSABLE);
    }
    status
}
