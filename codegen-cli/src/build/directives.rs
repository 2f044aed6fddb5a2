//! What the build script tells cargo.
//!
//! Source: <https://doc.rust-lang.org/cargo/reference/build-scripts.html#outputs-of-the-build-script>

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};

use bgtask_core::catalog::names::TASK_LIST_VARIABLE;

use crate::find::{Found, Package};
use crate::problem::Problem;
use crate::source::{Place, Sources};

/// The lines for cargo.
#[derive(Debug, Default)]
pub(super) struct Directives {
    /// What the build script is run again for.
    watched: BTreeSet<PathBuf>,
    /// The list of tasks that was made.
    list: Option<PathBuf>,
    /// `error` and `warning`, each with its text.
    messages: Vec<(&'static str, String)>,
}

impl Directives {
    /// The build script depends on a file.
    pub fn reads(&mut self, path: &Path) {
        self.watched.insert(path.to_path_buf());
    }

    /// It depends on what finding read, and on files that may appear.
    pub fn reads_all(&mut self, found: &Found, root: &Path) {
        for path in found.files_read.iter().chain(&found.files_searched) {
            self.reads(path);
        }
        for missing in &found.missing {
            // Cargo takes a file that is not there for one that has changed, and would run the build script each time.
            // Where the crate can't be compiled without it, that is as well; else the folder is watched.
            if missing.is_needed {
                self.reads(&missing.path);
            } else if let Some(folder) = missing.path.ancestors().skip(1).find(|folder| folder.is_dir()) {
                self.reads(if folder.as_os_str().is_empty() { root } else { folder });
            }
        }
    }

    /// There is no app yet. It may come in any file.
    pub fn awaits_app(&mut self, package: &Package) {
        self.reads_folder(package.root.join("src"));
    }

    /// An executable is a file that appears in this folder.
    pub fn awaits_executables(&mut self, root: &Path) {
        self.reads_folder(root.join("src").join("bin"));
    }

    fn reads_folder(&mut self, folder: PathBuf) {
        if folder.is_dir() {
            self.watched.insert(folder);
        }
    }

    /// The list of tasks is there.
    pub fn has_list(&mut self, path: &Path) {
        self.list = Some(path.to_path_buf());
    }

    /// Tells problems, each with its place, what to do about it, and the rule's number.
    pub fn tell(&mut self, problems: &[Problem], sources: &Sources) {
        let place = |place: &Place| {
            let (line, column) = sources.line_column(place);
            format!("{}:{line}:{column}", sources.path(place.file).display())
        };
        let mut told = BTreeSet::new();
        for problem in problems {
            let kind = problem.severity.name();
            let at = problem.place.as_ref().map_or_else(String::new, |here| format!("{}: ", place(here)));
            let text = format!("{at}{}: {}", problem.rule.id, problem.message);
            // What was found for two platforms is found twice.
            if !told.insert(text.clone()) {
                continue;
            }
            self.messages.push((kind, text));
            for (here, label) in &problem.related {
                self.messages.push((kind, format!("  {}: {label}", place(here))));
            }
            if !problem.help.is_empty() {
                self.messages.push((kind, format!("  help: {}", problem.help)));
            }
        }
    }

    /// Tells an error that has no place.
    pub fn fail(&mut self, message: &str) {
        self.messages.push(("error", String::from(message)));
    }
}

impl fmt::Display for Directives {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for path in &self.watched {
            writeln!(f, "cargo::rerun-if-changed={}", path.display())?;
        }
        if let Some(list) = &self.list {
            writeln!(f, "cargo::rustc-env={TASK_LIST_VARIABLE}={}", list.display())?;
        }
        for (kind, text) in &self.messages {
            // A directive is a line, so a text of several lines is several directives.
            for line in text.split(['\n', '\r']) {
                writeln!(f, "cargo::{kind}={line}")?;
            }
        }
        Ok(())
    }
}
