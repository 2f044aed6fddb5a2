//! The command line: commands, options, help.

mod color;
mod help;
mod scope;
mod unread;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{ArgAction, Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

pub use color::Color;
pub use scope::Scope;
pub use unread::form_of_refusal;

/// Keeps Package.appxmanifest and Info.plist in step with the background tasks declared in code.
#[derive(Debug, Parser)]
#[command(
    name = "cargo bgtask",
    bin_name = "cargo bgtask",
    version,
    styles = clap_cargo::style::CLAP_STYLING,
    about,
    long_about = help::ABOUT,
    after_long_help = help::AFTER,
    after_help = help::AFTER_SHORT,
    subcommand_required = true,
    arg_required_else_help = true,
    disable_help_subcommand = true,
    max_term_width = 100
)]
pub struct Options {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// What is shown, and how.
    #[command(flatten)]
    pub display: Display,
}

/// What is shown, and how.
#[derive(Debug, Args)]
#[command(next_help_heading = "Display options")]
pub struct Display {
    /// Say more: what needs no entry, why a diff is as it is; twice, also which files were read
    #[arg(short, long, action = ArgAction::Count, global = true)]
    pub verbose: u8,
    /// Say nothing but problems and results that were asked for
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Colors: auto, always, never
    ///
    /// Without it CARGO_TERM_COLOR, NO_COLOR, CLICOLOR and CLICOLOR_FORCE are heeded; what is not a terminal gets none.
    #[arg(long, value_name = "WHEN", value_enum, global = true, hide_possible_values = true)]
    pub color: Option<Color>,
    /// The form of what is reported: human, short, json, sarif
    ///
    /// human: as rustc shows it. short: a line each, `file:line:col: error[BG0101]: message`. json: a JSON object per
    /// line, each with `reason` and `version` (of `list`: one array of tasks). sarif: one SARIF 2.1.0 log, as code
    /// scanning services read it. The JSON forms have schemas in docs/schema.
    #[arg(
        long,
        value_name = "FMT",
        value_enum,
        global = true,
        default_value_t,
        hide_possible_values = true,
        hide_default_value = true
    )]
    pub message_format: MessageFormat,
}

/// The form of what is reported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum MessageFormat {
    /// As rustc shows it.
    #[default]
    Human,
    /// A line each.
    Short,
    /// A JSON object per line.
    Json,
    /// One SARIF 2.1.0 log.
    Sarif,
}

impl MessageFormat {
    /// Whether people read it.
    pub fn is_for_people(self) -> bool {
        matches!(self, Self::Human | Self::Short)
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Show the tasks: where they stand, what starts them, where they run
    #[command(long_about = help::LIST, after_long_help = help::LIST_EXAMPLES)]
    List(List),
    /// Check the tasks, and whether manifest and property list match them
    #[command(long_about = help::CHECK, after_long_help = help::CHECK_EXAMPLES)]
    Check(Check),
    /// Bring manifest and property list into line with the tasks
    #[command(long_about = help::SYNC, after_long_help = help::SYNC_EXAMPLES)]
    Sync(Sync),
    /// Write one Package.appxmanifest with the tasks' entries
    #[command(long_about = help::MANIFEST, after_long_help = help::MANIFEST_EXAMPLES)]
    Manifest(OneFile),
    /// Write one Info.plist with the tasks' entries
    #[command(long_about = help::PLIST, after_long_help = help::PLIST_EXAMPLES)]
    Plist(Plist),
    /// Check what is built into a binary against the code, the manifest and the property list
    #[command(long_about = help::VERIFY, after_long_help = help::VERIFY_EXAMPLES)]
    Verify(Verify),
    /// Set a package up: dependency, configuration, and the files that are missing
    #[command(long_about = help::INIT, after_long_help = help::INIT_EXAMPLES)]
    Init(Init),
    /// Explain a rule, or an error that Windows or BGTaskScheduler gave
    #[command(long_about = help::EXPLAIN, after_long_help = help::EXPLAIN_EXAMPLES)]
    Explain(Explain),
    /// Write a script that completes command lines in a shell
    #[command(long_about = help::COMPLETIONS, after_long_help = help::COMPLETIONS_EXAMPLES)]
    Completions(Completions),
}

/// `list`
#[derive(Debug, Args)]
#[command(mut_arg("strict", |strict| strict.help(help::LIST_STRICT)))]
pub struct List {
    /// Of which code.
    #[command(flatten)]
    pub scope: Scope,
}

/// `check`
#[derive(Debug, Args)]
pub struct Check {
    /// Of which code.
    #[command(flatten)]
    pub scope: Scope,
}

/// `sync`
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own on the command line")]
pub struct Sync {
    /// Show the changes as a unified diff
    #[arg(long)]
    pub diff: bool,
    /// Write nothing; say what would be written
    #[arg(long)]
    pub dry_run: bool,
    /// Remove what is ours and no task declares any more
    ///
    /// Ours are the entry points whose class stands in the in-process server of the configured `component`, and the
    /// identifiers under the app's `identifier_prefix`. Nothing else is ever removed.
    #[arg(long)]
    pub prune: bool,
    /// Put in usage descriptions that a background mode needs, to be filled in
    ///
    /// The user and app review read them, so a person has to write them: what is put in says that it is to be filled in,
    /// and `check` tells of it until it is.
    #[arg(long)]
    pub usage_descriptions: bool,
    /// Of which code.
    #[command(flatten)]
    pub scope: Scope,
}

/// `manifest` and `plist`
#[derive(Debug, Args)]
pub struct OneFile {
    /// The file to add to, `-` is standard input; without it, a minimal complete one is made
    #[arg(long, value_name = "FILE")]
    pub input: Option<PathBuf>,
    /// The file to write; `-` is standard output
    #[arg(long, value_name = "FILE", default_value = "-")]
    pub output: PathBuf,
    /// Remove what is ours and no task declares any more
    #[arg(long)]
    pub prune: bool,
    /// Of which code.
    #[command(flatten)]
    pub scope: Scope,
}

/// `plist`
#[derive(Debug, Args)]
pub struct Plist {
    /// What `manifest` has, too.
    #[command(flatten)]
    pub file: OneFile,
    /// Put in usage descriptions that a background mode needs, to be filled in
    #[arg(long, help_heading = None::<&'static str>)]
    pub usage_descriptions: bool,
}

/// `verify`
#[derive(Debug, Args)]
#[command(mut_arg("target", |target| target.help(help::VERIFY_TARGET).long_help(help::VERIFY_TARGET)))]
pub struct Verify {
    /// Programs, DLLs, static libraries or object files, of Windows, Apple systems or Linux
    #[arg(value_name = "BINARY", required = true)]
    pub binaries: Vec<PathBuf>,
    /// Of which code.
    #[command(flatten)]
    pub scope: Scope,
}

/// `init`
#[derive(Debug, Args)]
pub struct Init {
    /// Depend on the bgtask in this folder, and not on the one of crates.io
    #[arg(long, value_name = "DIR")]
    pub path: Option<PathBuf>,
    /// Depend on the bgtask in this repository
    #[arg(long, value_name = "URL", conflicts_with = "path")]
    pub git: Option<String>,
    /// Set up for this platform alone: windows, apple; may be repeated
    #[arg(long = "platform", value_name = "PLATFORM", value_enum, hide_possible_values = true)]
    pub platforms: Vec<InitPlatform>,
    /// The package manifest, from the package's folder on, where there are several or it is to be made elsewhere
    #[arg(long, value_name = "FILE")]
    pub appxmanifest: Option<PathBuf>,
    /// The property list, likewise
    #[arg(long, value_name = "FILE")]
    pub info_plist: Option<PathBuf>,
    /// Show the changes as a unified diff
    #[arg(long)]
    pub diff: bool,
    /// Write nothing; say what would be written
    #[arg(long)]
    pub dry_run: bool,
    /// Of which code.
    #[command(flatten)]
    pub scope: Scope,
}

/// A platform to set up for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum InitPlatform {
    /// Windows.
    Windows,
    /// iOS, iPadOS, tvOS, visionOS.
    Apple,
}

/// `completions`
#[derive(Debug, Args)]
pub struct Completions {
    /// bash, elvish, fish, powershell, zsh
    #[arg(value_name = "SHELL", value_enum, hide_possible_values = true)]
    pub shell: clap_complete::Shell,
}

/// `explain`
#[derive(Debug, Args)]
pub struct Explain {
    /// A rule's number (BG0101), an HRESULT (0x80040154), a code of BGTaskScheduler (BGTaskScheduler:3), or another error
    /// that a tool or a store gave (APPX0501, ITMS-90771)
    #[arg(value_name = "CODE", required = true, allow_hyphen_values = true)]
    pub code: String,
}

impl Options {
    /// Reads the command line. Cargo starts a subcommand with its name as the first argument; who starts the program by
    /// its own name may leave it out.
    ///
    /// # Errors
    ///
    /// What clap says, which may be the help that was asked for.
    pub fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Self, clap::Error> {
        let mut arguments: Vec<_> = arguments.into_iter().collect();
        if arguments.get(1).is_some_and(|first| first == "bgtask") {
            arguments.remove(1);
        }
        let choice = Color::before_reading(&arguments).choice();
        let mut command = Self::command().color(match choice {
            anstream::ColorChoice::Always | anstream::ColorChoice::AlwaysAnsi => clap::ColorChoice::Always,
            anstream::ColorChoice::Never => clap::ColorChoice::Never,
            anstream::ColorChoice::Auto => clap::ColorChoice::Auto,
        });
        let mut matches = command.try_get_matches_from_mut(arguments)?;
        Self::from_arg_matches_mut(&mut matches).map_err(|error| error.format(&mut command))
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::{Command, MessageFormat, Options};

    fn read(arguments: &[&str]) -> Options {
        let arguments = arguments.iter().map(Into::into);
        Options::read(arguments).unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn the_commands_are_consistent() {
        Options::command().debug_assert();
    }

    #[test]
    fn cargo_names_the_subcommand_and_people_may_not() {
        for arguments in [["cargo-bgtask", "bgtask", "list"].as_slice(), &["cargo-bgtask", "list"]] {
            assert!(matches!(read(arguments).command, Command::List(_)));
        }
    }

    #[test]
    fn display_options_stand_on_either_side_of_the_command() {
        for arguments in [["", "--message-format", "json", "check"], ["", "check", "--message-format", "json"]] {
            assert_eq!(read(&arguments).display.message_format, MessageFormat::Json);
        }
    }

    #[test]
    fn an_error_number_may_begin_with_a_minus() {
        let Command::Explain(explain) = read(&["", "explain", "-2147221164"]).command else {
            panic!("another command")
        };
        assert_eq!(explain.code, "-2147221164");
    }
}
