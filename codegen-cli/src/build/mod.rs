//! The build script's part: it finds the tasks of its package, so that no list of them is written by hand.
//!
//! ```toml
//! [build-dependencies]
//! bgtask-codegen = { path = "../bgtask/codegen-cli", default-features = false }
//! ```
//!
//! ```no_run
//! // in the main of build.rs
//! bgtask_codegen::build::Builder::new().run();
//! ```
//!
//! ```text
//! // src/lib.rs or src/main.rs: every task of the package is this app's.
//! #[background_app]
//! pub struct App;
//! ```
//!
//! # What it finds
//!
//! The tasks of the library and of the executables of the package, as they are compiled for the target and with the
//! features of this build. A path in the list begins with `crate`, or, for an app in an executable and a task in the
//! library, with the library's name. A condition that only the compiler can judge, such as `cfg(test)`,
//! `cfg(debug_assertions)` or a flag that a build script sets, is repeated in the list, so that it holds for each
//! compilation of the package.
//!
//! Tasks of other packages are not taken: an app that has them lists its tasks with `tasks(…)`. So do apps in tests,
//! benches and examples, which are not looked at.
//!
//! # What it says
//!
//! What the compiler or the attributes say themselves is left to them, and what only follows from that is not told. The
//! rest is told with its place: a task that the list can't name is an error, and rules of the kind that an attribute can't
//! tell of are warnings, or errors where the app or the [`Builder`] is strict.
//!
//! # When it runs
//!
//! Cargo runs it again when a file changes that it read, or appears where a module is missing. It runs no other program,
//! reads nothing from the network, and writes to `OUT_DIR` alone, unless it is told otherwise.

#[cfg(feature = "packaging")]
mod dependencies;
mod directives;
mod environment;
mod list;
mod package;
#[cfg(feature = "packaging")]
mod packaging;

use std::path::Path;
use std::{fs, io};

use bgtask_core::catalog::names::TASK_LIST_FILE;
use bgtask_core::rules::Severity;
use bgtask_core::rules::project::{AMBIGUOUS_TASK, TASK_IN_NO_APP, UNRESOLVED_TASK};

use crate::app::{App, follow_ups};
use crate::find::{Told, find};
use crate::problem::Problem;
use crate::source::Sources;
use directives::Directives;
use environment::Environment;

/// Finds the tasks of a package, in its build script.
#[derive(Clone, Debug, Default)]
pub struct Builder {
    strict: bool,
    #[cfg(feature = "packaging")]
    files: packaging::Wishes,
}

impl Builder {
    /// A builder that makes the list of tasks.
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes errors of warnings, as `strict` does in `#[background_app]`.
    pub fn strict(mut self) -> Self {
        self.strict = true;
        self
    }

    /// Makes the list, and tells cargo what is wrong and when to run the build script again.
    ///
    /// After an error cargo ends the build, with the messages and nothing else; the build script itself goes on. Outside of
    /// a build script the process ends with an error.
    #[allow(clippy::print_stdout, clippy::print_stderr, reason = "cargo reads the output of build scripts")]
    pub fn run(self) {
        let environment = match Environment::of_process() {
            Ok(environment) => environment,
            Err(variable) => {
                eprintln!(
                    "error: {variable} is not set: bgtask_codegen::build::Builder is for build scripts, which cargo runs"
                );
                std::process::exit(1);
            }
        };
        print!("{}", self.directives(&environment));
    }

    /// Does the work, and gives what cargo is to be told.
    fn directives(&self, environment: &Environment) -> Directives {
        let mut directives = Directives::default();
        directives.reads(&environment.manifest_path);
        let mut sources = Sources::new();
        let package = match package::read(environment, &mut sources) {
            Ok(package) => package,
            Err(problem) => {
                directives.tell(&[problem], &sources);
                return directives;
            }
        };
        let found = find(&package, &environment.cfg, &mut sources);
        directives.reads_all(&found, &environment.root);
        if found.apps.is_empty() {
            directives.awaits_app(&package);
        } else {
            directives.awaits_executables(&environment.root);
        }
        let (apps, of_lists) = App::every(&found);
        let (of_compiler, mut problems) = apart(&found.problems);
        problems.extend(of_lists.into_iter().filter(|problem| is_of_builder(problem, &apps)));
        problems.extend(apps.iter().flat_map(of_app));
        // Errors end the build before the compiler could say what they follow from.
        follow_ups::take_out(&mut problems, &of_compiler, &apps, &found.tasks);
        #[cfg(feature = "packaging")]
        problems.extend(packaging::run(&self.files, environment, package, &mut sources, &mut directives));
        let mut told = Told::default();
        problems.retain(|problem| told.is_new(problem));
        if self.strict || apps.iter().any(App::is_strict) {
            for problem in &mut problems {
                problem.severity = Severity::Error;
            }
        }
        problems.sort_by_key(|problem| problem.place.as_ref().map(|place| (place.file, place.range.start)));
        directives.tell(&problems, &sources);
        let text = list::text(&environment.name, &apps);
        let task_list = environment.out_dir.join(TASK_LIST_FILE);
        match write(&task_list, &text) {
            Ok(()) => directives.has_list(&task_list),
            Err(error) => directives.fail(&format!("can't write `{}`: {error}", task_list.display())),
        }
        directives
    }
}

/// What the compiler tells of what was found, and the rest.
fn apart(problems: &[Problem]) -> (Vec<Problem>, Vec<Problem>) {
    problems.iter().cloned().partition(|problem| problem.is_told_by_compiler)
}

/// What is wrong with an app as a whole. With a list of its own, the compiler tells errors, at the list. Without, it would
/// tell them at a file that nobody wrote: they are told here, at the tasks, unless only the compiler knows whether the task
/// is there.
fn of_app(app: &App) -> Vec<Problem> {
    let (settled, others) = app.by_certainty();
    let mut problems = settled.check();
    problems.retain(|problem| app.has_no_list() || !problem.is_told_by_compiler);
    let of_others = others.iter().flat_map(App::check);
    problems.extend(of_others.filter(|problem| !problem.is_told_by_compiler));
    problems
}

/// Whether a problem of an app's list is the build script's to tell. Whether a path in a list of the app's own leads
/// anywhere is the compiler's to say, and other packages are not looked at.
fn is_of_builder(problem: &Problem, apps: &[App]) -> bool {
    // Without an app, the tasks may be meant for one in a test or an example.
    let is_aimless = problem.rule == TASK_IN_NO_APP && apps.is_empty();
    problem.rule != UNRESOLVED_TASK && problem.rule != AMBIGUOUS_TASK && !is_aimless
}

/// Writes a file, unless it has this text already. A file that is read meanwhile is the old one or the new one.
fn write(path: &Path, text: &str) -> io::Result<()> {
    if fs::read(path).is_ok_and(|there| there == text.as_bytes()) {
        return Ok(());
    }
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    fs::write(&beside, text)?;
    fs::rename(&beside, path)
}
