//! What stands on a command line that was not read yet, or can't be.

use std::ffi::OsString;

use clap::{CommandFactory, ValueEnum};

use super::{MessageFormat, Options};

/// The last value of an option.
pub(super) fn value<T: ValueEnum>(arguments: &[OsString], option: &str) -> Option<T> {
    let mut told = None;
    for (at, argument) in arguments.iter().enumerate() {
        let value = match argument.to_str().and_then(|argument| argument.strip_prefix(option)) {
            Some("") => arguments.get(at + 1).and_then(|value| value.to_str()),
            Some(rest) => rest.strip_prefix('='),
            None => None,
        };
        told = value.and_then(|value| T::from_str(value, false).ok()).or(told);
    }
    told
}

/// The machine's form in which standard output is to say that the command line is wrong, if any: not where something else
/// than a report is expected there.
pub fn form_of_refusal(arguments: &[OsString]) -> Option<MessageFormat> {
    let format = value(arguments, "--message-format").filter(|format: &MessageFormat| !format.is_for_people())?;
    let commands = Options::command();
    let mut named = arguments.iter().skip(1).filter_map(|argument| commands.find_subcommand(argument));
    match named.next().map(clap::Command::get_name) {
        Some("manifest" | "plist" | "completions") => None,
        Some("list") if format == MessageFormat::Json => None,
        _ => Some(format),
    }
}
