//! Where a walk is: in which module, of which file, under which conditions.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::super::imports::Import;
use super::super::module_file::Below;
use super::super::outline::Visibility;
use super::super::targets::Targets;
use super::path::ScopePath;
use crate::source::{FileId, Place};

/// Where the walk is.
#[derive(Clone)]
pub(super) struct Context {
    pub module: ScopePath,
    /// The module, and the functions around.
    pub scope: ScopePath,
    pub associated: bool,
    pub within: usize,
    pub file: FileId,
    /// The folder that the file is in.
    pub beside: Arc<Path>,
    /// The folder that the paths of modules start from.
    pub folder: Arc<Path>,
    /// In `name.rs`, the folder below it that its modules are in.
    pub below: Option<Below>,
    pub unknown: Vec<Place>,
    pub reaches: Vec<usize>,
    pub guards: Vec<String>,
    /// The targets that are looked at.
    pub targets: Targets,
    pub imports: Arc<Vec<Arc<Import>>>,
}

impl Context {
    /// With these imports, before what is imported around them.
    pub(super) fn with_imports(mut self, own: Vec<Arc<Import>>) -> Self {
        if !own.is_empty() {
            self.imports = Arc::new(own.into_iter().chain(self.imports.iter().cloned()).collect());
        }
        self
    }

    /// The same on some of the targets.
    pub(super) fn on(&self, targets: Targets) -> Self {
        Self { targets, ..self.clone() }
    }

    /// Goes into a module.
    pub(super) fn enter(&mut self, name: &str, visibility: &Visibility) {
        let own = reach(visibility, &self.module);
        self.within = self.within.max(own);
        self.reaches.push(own);
        self.module.enter(name);
        self.scope.enter(name);
    }
}

/// The folder of a file.
pub(super) fn folder(path: &Path) -> Arc<Path> {
    Arc::from(path.parent().unwrap_or(Path::new("")))
}

/// The folder that the modules of a context are in.
pub(super) fn modules_folder(context: &Context) -> PathBuf {
    match &context.below {
        Some(below) => context.folder.join(&below.name),
        None => context.folder.to_path_buf(),
    }
}

/// How many parts of its module's path one must share to name an item; 0 for everyone.
pub(super) fn reach(visibility: &Visibility, module: &ScopePath) -> usize {
    match visibility {
        Visibility::Public => 0,
        Visibility::Private => module.len(),
        Visibility::In(path) => match path.first().map(String::as_str) {
            Some("crate") => path.len(),
            Some("super") => {
                let up = path.iter().take_while(|part| *part == "super").count();
                module.len().saturating_sub(up).max(1)
            }
            _ => module.len(),
        },
    }
}
