//! When there is color.

use std::ffi::OsString;

use anstream::ColorChoice;
use clap::ValueEnum;

/// When there is color.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Color {
    /// What the option says, else what cargo was told by `CARGO_TERM_COLOR`.
    pub fn of(option: Option<Self>) -> Self {
        let told = || std::env::var("CARGO_TERM_COLOR").ok().and_then(|told| Self::from_str(&told, true).ok());
        option.or_else(told).unwrap_or_default()
    }

    /// What `--color` says on a command line that was not read yet: for the help, and for what is wrong with that line.
    pub(super) fn before_reading(arguments: &[OsString]) -> Self {
        Self::of(super::unread::value(arguments, "--color"))
    }

    /// The same for the streams, which for `auto` look at `NO_COLOR`, `CLICOLOR`, `CLICOLOR_FORCE` and the terminal.
    pub fn choice(self) -> ColorChoice {
        match self {
            Self::Auto => ColorChoice::Auto,
            Self::Always => ColorChoice::Always,
            Self::Never => ColorChoice::Never,
        }
    }
}
