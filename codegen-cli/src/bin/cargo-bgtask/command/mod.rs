//! The commands.

mod check;
mod completions;
mod explain;
mod in_process;
mod init;
mod list;
mod named_file;
mod one_file;
mod planning;
mod sync;
mod verify;

use std::path::PathBuf;
use std::process::ExitCode;

use bgtask_codegen::problem::Problem;
use bgtask_codegen::source::Sources;
use bgtask_core::model::Platforms;
use bgtask_core::rules::Severity;
use bgtask_core::rules::manifest::{DESKTOP_MODEL_IN_APP_CONTAINER, IN_PROCESS_IN_FULL_TRUST};
use bgtask_core::rules::project::TASK_IN_NO_APP;

use one_file::Kind;

use crate::document::Unusable;
use crate::examine::Examined;
use crate::options::{Command, Display, Options, Plist};
use crate::output::Output;
use crate::project::shown;
use crate::report::{self, Count, Finished, Line, Stream};

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

impl Outcome {
    /// What becomes of a command by what is wrong.
    fn of(all_is_usable: bool, count: Count) -> Self {
        match (all_is_usable, count.errors) {
            (false, _) => Self::Unusable,
            (true, 0) => Self::Success,
            (true, _) => Self::Failure,
        }
    }
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
        Command::Manifest(file) => one_file::run(file, Kind::Manifest, display, output),
        Command::Plist(Plist { file, usage_descriptions }) => {
            one_file::run(file, Kind::Plist { usage_descriptions: *usage_descriptions }, display, output)
        }
        Command::Verify(verify) => verify::run(verify, display, output),
        Command::Init(init) => init::run(init, display, output),
        Command::Completions(shell) => Ok(completions::run(shell, output)),
        Command::Explain(explain) => explain::run(explain, display.message_format, output),
    }
}

/// Where the machine-readable forms of what a command reports go.
pub fn stream(options: &Options) -> Stream {
    match &options.command {
        Command::List(_) => list::stream(options.display.message_format),
        Command::Manifest(file) | Command::Plist(Plist { file, .. }) => one_file::stream(file),
        _ => Stream::Result,
    }
}

/// Tells what is wrong, `lines` and what became of the command, and of the files that could not be used.
fn conclude(
    mut problems: Vec<Problem>,
    mut lines: Vec<Line>,
    unusable: Vec<Unusable>,
    sources: &Sources,
    display: &Display,
    output: &mut Output,
) -> (Outcome, Count) {
    report::in_order(&mut problems, sources);
    let count = Count::of(&problems);
    let outcome = Outcome::of(unusable.is_empty(), count);
    let failures: Vec<_> = unusable.into_iter().map(anyhow::Error::new).collect();
    lines.push(Line::Finished(Finished::new(outcome == Outcome::Success, count, failures.len())));
    report::write(&problems, sources, &failures, &lines, display.message_format, Stream::Result, output);
    (outcome, count)
}

/// Whether there are errors, and not only warnings that are to be taken for errors.
fn prevents_writing(problems: &[Problem]) -> bool {
    problems.iter().any(|problem| problem.rule.severity == Severity::Error)
}

/// Whether it is known what the tasks of an app are: after a mistake in the code, with a task that was forgotten in the list, or
/// with a model that can't be, something in a file only looks as if no task had it. Of what is told, warnings that are allowed
/// are out already.
fn are_tasks_settled(of_code: &[Problem], told: &[Problem]) -> bool {
    let unsettling = [TASK_IN_NO_APP, IN_PROCESS_IN_FULL_TRUST, DESKTOP_MODEL_IN_APP_CONTAINER];
    !prevents_writing(of_code) && !told.iter().any(|problem| unsettling.contains(&problem.rule))
}

/// Why stale entries stayed.
fn not_pruned(package: &Examined) -> String {
    format!(
        "--prune took nothing out for package `{}`: what can't be judged (BG0805) may declare what looks stale",
        package.package.name
    )
}

/// Says which files were read, to who wants to know everything.
fn tell_files_read(packages: &[Examined], display: &Display, output: &mut Output) {
    if display.verbose > 1 {
        for file in packages.iter().flat_map(|package| &package.files_read) {
            output.message(format_args!("read {}", shown(file).display()));
        }
    }
}

/// What others have of what was asked for: the names of the app's files, or the app.
struct Elsewhere {
    /// Which others.
    what: String,
    /// The option that asks for them.
    option: String,
}

impl Elsewhere {
    fn of(packages: &[Examined]) -> Option<Self> {
        let path = |path: &PathBuf| shown(path).display().to_string();
        let mut naming: Vec<_> = packages.iter().flat_map(|package| &package.files_named_in).map(path).collect();
        naming.sort();
        naming.dedup();
        if let Some(first) = naming.first() {
            let verb = if naming.len() == 1 { "names" } else { "name" };
            let option =
                if naming.len() == 1 { format!("--manifest-path {first}") } else { String::from("--workspace") };
            return Some(Self { what: format!("{} {verb} the app's files", naming.join(" and ")), option });
        }
        let mut listing: Vec<_> = packages.iter().flat_map(|package| &package.listed_in).collect();
        listing.sort_by_key(|(manifest, app)| (manifest, &app.found().type_path));
        listing.dedup_by_key(|(manifest, app)| (manifest, &app.found().type_path));
        let (first, _) = listing.first()?;
        let option = if listing.iter().all(|(manifest, _)| manifest == first) {
            format!("--manifest-path {}", path(first))
        } else {
            String::from("--workspace")
        };
        let listing: Vec<_> =
            listing.iter().map(|(manifest, app)| format!("`{}` of {}", app.type_name(), path(manifest))).collect();
        Some(Self { what: format!("the tasks are listed by {}", listing.join(" and ")), option })
    }

    fn nothing_to_do(&self) -> String {
        format!("{NOTHING_TO_DO}{}; `{}` looks there", self.what, self.option)
    }
}

/// How what is said begins when all is in order.
const NOTHING_TO_DO: &str = "nothing to do: ";

/// What to say when all is in order.
fn nothing_to_do(packages: &[Examined], files: &[String]) -> String {
    match files {
        [] if packages.iter().all(|package| package.app.is_none()) => match Elsewhere::of(packages) {
            Some(elsewhere) => elsewhere.nothing_to_do(),
            None => format!("{NOTHING_TO_DO}no #[background_app] was found; `cargo bgtask init` suggests one"),
        },
        [] if packages.iter().all(|package| package.platforms == Platforms::NONE) => {
            format!("{NOTHING_TO_DO}none of the targets is of Windows or of Apple")
        }
        [] => match Elsewhere::of(packages) {
            Some(elsewhere) => elsewhere.nothing_to_do(),
            None => format!("{NOTHING_TO_DO}no file has to declare a task"),
        },
        [only] => format!("{NOTHING_TO_DO}{only} matches the code"),
        several => format!("{NOTHING_TO_DO}{} match the code", several.join(" and ")),
    }
}
