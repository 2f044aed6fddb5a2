//! `cargo bgtask`: keeps Package.appxmanifest and Info.plist in step with the background tasks declared in code.

#![forbid(unsafe_code)]

mod command;
mod document;
mod examine;
mod options;
mod output;
mod project;
mod report;

use std::ffi::OsString;
use std::process::ExitCode;

use anstream::ColorChoice;
use options::{Color, Options};
use output::Output;
use report::Stream;

/// The exit status when the command line, a file or the project could not be used.
const UNUSABLE: u8 = 2;

fn main() -> ExitCode {
    #[cfg(feature = "failpoints")]
    let _steps_that_fail = fail::FailScenario::setup();
    let arguments: Vec<_> = std::env::args_os().collect();
    let options = match Options::read(arguments.clone()) {
        Ok(options) => options,
        Err(error) => return refuse(&error, &arguments),
    };
    let mut output = Output::new(Color::of(options.display.color).choice());
    let mut status = match command::run(&options, &mut output) {
        Ok(outcome) => outcome.into(),
        Err(error) => {
            report::write_failure(error, options.display.message_format, command::stream(&options), &mut output);
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

/// Shows the help that was asked for, or what is wrong with the command line.
fn refuse(error: &clap::Error, arguments: &[OsString]) -> ExitCode {
    // Where telling fails, nobody is left to be told.
    match options::form_of_refusal(arguments).filter(|_| error.use_stderr()) {
        Some(format) => {
            let text = error.to_string();
            let said = text.strip_prefix("error: ").unwrap_or(&text).trim_end().to_owned();
            let mut output = Output::new(ColorChoice::Never);
            report::write_failure(anyhow::Error::msg(said), format, Stream::Result, &mut output);
            let _ = output.finish();
        }
        None => {
            let _ = error.print();
        }
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(UNUSABLE))
}
