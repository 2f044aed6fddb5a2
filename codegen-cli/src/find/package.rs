//! A package as finding needs it.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use super::strangers::Strangers;

/// The packages that bgtask is made of. They speak of all that there is to declare and to call, and have no task.
pub const BGTASK: &[&str] = &["bgtask", "bgtask-core", "bgtask-macros", "bgtask-codegen"];

/// A package, with the packages beside it that it links.
#[derive(Clone, Debug)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its Cargo.toml.
    pub manifest_path: PathBuf,
    /// The folder of its Cargo.toml.
    pub root: PathBuf,
    /// The folder of its workspace's Cargo.toml. Its files may lie anywhere below.
    pub workspace_root: PathBuf,
    /// The edition of its own code; `None` where its Cargo.toml leaves that to the workspace, and cargo was not asked.
    pub edition: Option<String>,
    /// Whether only files in the workspace are read, wherever code says that a module is. Else all is read that the
    /// compiler would read.
    pub is_confined: bool,
    /// The features that are enabled: for each of the targets that the package is looked at for, in their order, or once
    /// for all of them.
    pub features: Vec<BTreeSet<String>>,
    /// Whether no other features are enabled. Without asking cargo that is known of the package alone, and not of those that
    /// it links, whose features others may enable.
    pub knows_features: bool,
    /// What is built of it.
    pub targets: Vec<Target>,
    /// The roots of what is not built, or not looked at: tests, benches, examples, the build script, and binaries whose
    /// features are not enabled.
    pub other_roots: Vec<PathBuf>,
    /// Its build script.
    pub build_script: Option<PathBuf>,
    /// What it links of path dependencies and workspace members.
    pub dependencies: Vec<Dependency>,
    /// Which of all the crates that it links have nothing to do with bgtask.
    pub strangers: Strangers,
}

/// Something that is built of a package.
#[derive(Clone, Debug)]
pub struct Target {
    /// Its name.
    pub name: String,
    /// The name that paths begin with.
    pub crate_name: String,
    /// What it is.
    pub kind: TargetKind,
    /// Whether no other package links it: an executable, or a library for other languages.
    pub is_final: bool,
    /// The file that its code begins in.
    pub root: PathBuf,
}

/// What is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TargetKind {
    /// A library of any kind.
    Library,
    /// An executable.
    Binary,
    /// An example.
    Example,
}

/// A package that another one links.
#[derive(Clone, Debug)]
pub struct Dependency {
    /// The name that code has for it.
    pub name: String,
    /// The `cfg(…)` or the triple of the platforms that it is for; `None` for all.
    pub platform: Option<String>,
    /// The package.
    pub package: Arc<Package>,
}

impl Package {
    /// The features that are enabled on a target.
    pub(crate) fn features(&self, target: usize) -> &BTreeSet<String> {
        const NONE: &BTreeSet<String> = &BTreeSet::new();
        self.features.get(target).or(self.features.last()).unwrap_or(NONE)
    }

    /// The name under which other packages know its library.
    pub fn library(&self) -> Option<&Target> {
        self.targets.iter().find(|target| target.kind == TargetKind::Library)
    }
}
