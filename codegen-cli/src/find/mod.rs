//! Finding: every annotated item of a package and of the packages beside it that it links, without compiling anything.
//!
//! The module tree is walked as rustc walks it, for one or several targets. Files are not parsed but outlined (`outline`):
//! modules, imports, inclusions and annotated items, with their `cfg`s, which the walk then judges (`walk`). Of an annotated
//! item the annotations and the head go to the grammar (`item`). What can't be seen or judged is said.

#[cfg(test)]
mod against_syn;
mod ahead;
mod attributes;
mod branches;
#[cfg(feature = "cli")]
mod calls;
#[cfg(feature = "cli")]
pub mod cargo;
mod cfg;
mod declaration;
#[cfg(feature = "cli")]
mod features;
mod files;
mod folders;
mod imports;
mod included;
mod item;
mod judge;
mod keywords;
mod lex;
mod module_file;
mod orphans;
mod outline;
mod package;
mod passing;
mod problems;
mod reader;
mod scope;
mod strangers;
mod survey;
mod targets;
mod threads;
mod walk;
mod words;

use std::path::PathBuf;
use std::sync::Arc;

use bgtask_core::model::Platforms;

pub use cfg::{APPLE_TARGET, Cfg, UnknownTarget, WINDOWS_TARGET};
pub use declaration::Registration;
#[cfg(feature = "cli")]
pub use features::FeatureOptions;
pub use package::{Dependency, Package, Target, TargetKind};
pub use strangers::Strangers;
pub use walk::Missing;

#[cfg(feature = "cli")]
pub(crate) use calls::Calls;
pub(crate) use declaration::Declaration;
pub(crate) use imports::Import;
#[cfg(feature = "cli")]
pub use package::BGTASK;
pub(crate) use problems::Told;
pub(crate) use reader::read_again;
pub(crate) use walk::Reexports;

use crate::problem::Problem;
use crate::source::{Place, Sources};

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// The tasks, in the order of their paths.
    pub tasks: Vec<FoundTask>,
    /// The apps, those of the package itself first, in the order of their paths.
    pub apps: Vec<FoundApp>,
    /// What is wrong with annotations, and what could not be read or judged.
    pub problems: Vec<Problem>,
    /// The files that were read, in the order of reading.
    pub files_read: Vec<PathBuf>,
    /// The files beside the package's code that were only searched for annotations.
    pub files_searched: Vec<PathBuf>,
    /// Where files of modules may appear.
    pub missing: Vec<Missing>,
    /// What the package's modules bring in for others.
    pub(crate) reexports: Vec<Reexports>,
    /// The same of the packages that are linked.
    pub(crate) linked_reexports: Vec<Reexports>,
    /// Whether the package makes something that no other package links: an executable or a library for other languages.
    pub(crate) is_final: bool,
    /// For each target that was looked at, the family of systems it belongs to.
    pub(crate) families: Vec<Platforms>,
}

/// An item that carries `#[background_task]`.
#[derive(Clone, Debug)]
pub struct FoundTask {
    /// The path of the type or function, from the crate's name on; functions around it are parts of it.
    pub type_path: String,
    /// The path of the module that it is in.
    pub module: String,
    /// The name of the type or function.
    pub type_name: String,
    /// Whether it is a function.
    pub is_function: bool,
    /// The package.
    pub package: String,
    /// Whether that is the package that was asked for, and not one that it links.
    pub is_own: bool,
    /// The file, as messages show it.
    pub file: PathBuf,
    /// The first annotation.
    pub place: Place,
    /// The line at which that begins, from 1.
    pub line: usize,
    /// The column at which that begins, from 1, in characters.
    pub column: usize,
    /// Its registrations, one for each annotation that says enough.
    pub registrations: Vec<Registration>,
    /// Who may name it.
    pub reach: Reach,
    /// For each part of its path after the crate's name, how many parts of the path one must share to name it.
    pub(crate) reaches: Vec<usize>,
    /// What must hold for it to be there, where a build leaves that to the compiler.
    pub(crate) guards: Vec<String>,
    /// Whether it is in its package's library, and not in executables alone.
    pub(crate) is_in_library: bool,
    /// The library and the executables of its package that it is in, as indexes of the package's targets.
    pub(crate) crates: Vec<usize>,
    /// The targets that it is compiled for, as indexes of what [`Cfg`] has.
    pub(crate) targets: Vec<usize>,
    /// Whether it is surely there on those.
    pub(crate) presence: Presence,
}

/// Whether an item is surely there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Presence {
    /// All that decides over it was judged.
    Sure,
    /// Something decides over it that can't be judged, and it may be absent.
    NotJudged,
}

/// Who may name an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Everyone, other crates too, as far as it goes by the modules on the way; an import elsewhere may make it public all
    /// the same.
    Public,
    /// The module of this path and those below it; the crate itself for `pub(crate)`.
    Module(String),
    /// The function that it is in.
    Function,
}

impl Reach {
    /// Whether code in a module of the same crate may name the item.
    pub fn includes(&self, module: &str) -> bool {
        match self {
            Self::Public => true,
            Self::Module(path) => {
                module.strip_prefix(path.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
            }
            Self::Function => false,
        }
    }
}

/// A type that carries `#[background_app]`.
#[derive(Clone, Debug)]
pub struct FoundApp {
    /// The path of the type, from the crate's name on.
    pub type_path: String,
    /// The path of the module that it is in.
    pub module: String,
    /// The package.
    pub package: String,
    /// Whether that is the package that was asked for, and not one that it links.
    pub is_own: bool,
    /// The file, as messages show it.
    pub file: PathBuf,
    /// The annotation.
    pub place: Place,
    /// The line at which that begins, from 1.
    pub line: usize,
    /// The column at which that begins, from 1, in characters.
    pub column: usize,
    /// Its list, if it has one; else it takes every task of its package.
    pub(crate) tasks: Option<Vec<ListedTask>>,
    pub(crate) declaration: Declaration,
    pub(crate) imports: Arc<Vec<Arc<Import>>>,
    /// The names that its package has for the crates it links, and their own.
    pub(crate) externs: Vec<(String, String)>,
    /// Whether it is in its package's library.
    pub(crate) is_in_library: bool,
    /// The library and the executables of its package that it is in, as indexes of the package's targets.
    pub(crate) crates: Vec<usize>,
    pub(crate) targets: Vec<usize>,
}

impl FoundApp {
    /// The name of the type.
    pub fn type_name(&self) -> &str {
        self.declaration.type_name()
    }

    /// Whether warnings are errors.
    pub fn is_strict(&self) -> bool {
        self.declaration.is_strict()
    }
}

/// An entry of an app's list.
#[derive(Clone, Debug)]
pub(crate) struct ListedTask {
    /// The path, as written; a leading `::` is an empty first part.
    pub path: Vec<String>,
    pub place: Place,
    /// The targets on which its `cfg`s hold.
    pub targets: Vec<usize>,
    /// Whether one of them can't be judged.
    pub may_be_absent: bool,
}

/// Finds the annotated items of a package and of what it links, as compiled for the targets of `cfg`.
pub fn find(package: &Package, cfg: &Cfg, sources: &mut Sources) -> Found {
    threads::lead(|starter| survey::run(package, cfg, sources, starter)).unwrap_or_else(|error| {
        let mut problems = problems::Problems::default();
        problems.unreadable(None, format!("no thread to parse on can be had: {error}"), "");
        Found { problems: problems.into_vec(), ..Found::default() }
    })
}
