//! Where a walk is: in which module, of which file, under which conditions.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::super::imports::Import;
use super::super::outline::Visibility;
use crate::source::{FileId, Place};

/// Where the walk is.
#[derive(Clone)]
pub(super) struct Context {
    pub module: Vec<String>,
    /// The module, and the functions around.
    pub scope: Vec<String>,
    pub associated: bool,
    pub within: usize,
    pub file: FileId,
    /// The folder that the file is in.
    pub beside: PathBuf,
    /// The folder that the paths of modules start from.
    pub folder: PathBuf,
    /// In `name.rs`, the folder below it that its modules are in.
    pub below: Option<String>,
    pub unknown: Vec<Place>,
    pub reaches: Vec<usize>,
    pub guards: Vec<String>,
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

    /// Goes into a module.
    pub(super) fn enter(&mut self, name: &str, visibility: &Visibility) {
        let own = reach(visibility, &self.module);
        self.within = self.within.max(own);
        self.reaches.push(own);
        self.module.push(String::from(name));
        self.scope.push(String::from(name));
    }
}

/// The folder of a file.
pub(super) fn folder(path: &Path) -> PathBuf {
    path.parent().unwrap_or(Path::new("")).to_path_buf()
}

/// The folder that the modules of a context are in.
pub(super) fn modules_folder(context: &Context) -> PathBuf {
    context.folder.join(context.below.as_deref().unwrap_or_default())
}

/// How many parts of its module's path one must share to name an item; 0 for everyone.
pub(super) fn reach(visibility: &Visibility, module: &[String]) -> usize {
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
