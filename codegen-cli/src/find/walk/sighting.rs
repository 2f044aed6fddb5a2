//! What a walk sees, and keeps in mind of files that are not there.

use std::path::PathBuf;
use std::sync::Arc;

use super::super::attributes::Mark;
use super::super::imports::Import;
use super::super::outline::Annotated;
use super::super::targets::Targets;
use crate::source::{FileId, Place};

/// An annotated item, seen on one platform.
#[derive(Clone, Debug)]
pub(in crate::find) struct Sighting {
    /// The module, from the crate's name on.
    pub module: Vec<String>,
    /// The module, and the functions that it is in.
    pub scope: Vec<String>,
    /// Whether it stands in an implementation or a trait.
    pub associated: bool,
    /// How many parts of the module's path one must share to name it; 0 for everyone.
    pub within: usize,
    pub file: FileId,
    pub item: Annotated,
    /// Its annotations, in order.
    pub marks: Vec<Mark>,
    /// What is imported where it stands.
    pub imports: Arc<Vec<Arc<Import>>>,
    /// What could not be judged and decides whether it is there.
    pub unknown: Vec<Place>,
    /// The targets that it was seen on, by their indexes among those of the walk.
    pub targets: Targets,
    /// For each part of its path after the crate's name, how many parts of the path one must share to name it.
    pub reaches: Vec<usize>,
    /// What must hold for it to be there, where that is left to the compiler.
    pub guards: Vec<String>,
}

/// What a module brings in for others than itself.
#[derive(Clone, Debug)]
pub(crate) struct Reexports {
    /// The crate, as an index of its package's targets.
    pub of_crate: usize,
    /// The module, from the crate's name on.
    pub module: Vec<String>,
    /// For each import how many parts of the module's path one must share to use it; 0 for everyone.
    pub imports: Vec<(usize, Arc<Import>)>,
    /// Everything that the module imports.
    pub all: Arc<Vec<Arc<Import>>>,
    /// What must hold for the module to be there.
    pub guards: Vec<String>,
}

/// A file that is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Where it would be.
    pub path: PathBuf,
    /// Whether the compiler refuses the crate without it.
    pub is_needed: bool,
}
