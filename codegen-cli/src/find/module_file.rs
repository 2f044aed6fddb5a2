//! The file of `mod name;`.
//!
//! Source: <https://doc.rust-lang.org/reference/items/modules.html#module-source-filenames>

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use super::files::{Failure, Files};
use super::folders::{FolderId, Folders, Known};
use super::judge::PathAttribute;
use crate::source::Place;

/// A file that a module may be in.
#[derive(Debug)]
pub(super) struct ModuleFile {
    pub path: PathBuf,
    /// The value of the `path` attribute that names it.
    pub named: Option<String>,
    /// In `name.rs`, the folder below it that its modules are in.
    pub below: Option<String>,
    /// What names it, where that is not the module's own name.
    pub place: Option<Place>,
    /// What would have to be judged to know that it is this one.
    pub unknown: Option<Place>,
}

/// What a module's name means.
pub(super) struct Named<'n> {
    pub name: &'n str,
    /// The folder that the modules lie in.
    modules: &'n Path,
    /// `name.rs`
    file: OsString,
    /// Whether there is such a file, and whether there is a `name/mod.rs`.
    are_there: (bool, bool),
    /// Whether there may be a folder of that name.
    has_folder: bool,
}

impl<'n> Named<'n> {
    /// Looks at what is in the folder, which is given twice.
    pub fn look(name: &'n str, modules: &'n Path, folder: FolderId, folders: &mut Folders) -> Self {
        let file = OsString::from([name, ".rs"].concat());
        let has_flat = match folders.look(folder, &file) {
            Known::Nothing => false,
            Known::File(_) | Known::Folder(_) => true,
            Known::Unknown => modules.join(&file).exists(),
        };
        let has_folder = !matches!(folders.look(folder, OsStr::new(name)), Known::Nothing);
        let has_nested = has_folder && folders.exists(&modules.join(name).join("mod.rs"));
        Self { name, modules, file, are_there: (has_flat, has_nested), has_folder }
    }

    /// `name.rs`
    pub fn flat(&self) -> PathBuf {
        self.modules.join(&self.file)
    }

    /// `name/mod.rs`
    pub fn nested(&self) -> PathBuf {
        self.modules.join(self.name).join("mod.rs")
    }

    /// `name`, the folder of modules below this one.
    pub fn folder(&self) -> PathBuf {
        self.modules.join(self.name)
    }

    /// Those of the two that are there.
    pub fn found(&self) -> impl Iterator<Item = PathBuf> {
        let (flat, nested) = self.are_there;
        flat.then(|| self.flat()).into_iter().chain(nested.then(|| self.nested()))
    }

    /// Everything that is there of the module.
    pub fn parts(&self) -> impl Iterator<Item = PathBuf> {
        self.found().chain(self.has_folder.then(|| self.folder()))
    }

    /// Whether none of the two is there.
    pub fn is_missing(&self) -> bool {
        self.are_there == (false, false)
    }

    fn file(&self, files: &Files<'_>) -> Result<ModuleFile, Failure> {
        let file = |path, below| Ok(ModuleFile { path, named: None, below, place: None, unknown: None });
        let shown = |path: &Path| files.shown(path).display().to_string();
        match self.are_there {
            (true, false) => file(self.flat(), Some(String::from(self.name))),
            (false, true) => file(self.nested(), None),
            (true, true) => {
                let message = format!("both `{}` and `{}` are there", shown(&self.flat()), shown(&self.nested()));
                Err(Failure::new(message, "remove one of the two"))
            }
            (false, false) => {
                let message =
                    format!("there is neither `{}` nor `{}`", shown(&self.flat()), shown(&self.nested()));
                Err(Failure::new(message, ""))
            }
        }
    }
}

/// The files that a module may be in: one, unless the paths in its attributes depend on what can't be judged. `folder` is
/// where paths start from.
pub(super) fn find(
    by_name: &Named<'_>,
    paths: Vec<PathAttribute>,
    folder: &Path,
    files: &mut Files<'_>,
) -> Result<Vec<ModuleFile>, Failure> {
    let mut found = Vec::new();
    let mut is_settled = false;
    for PathAttribute { value, place, unknown } in paths {
        let Some(value) = value else {
            return Err(Failure::new("its path is not a string literal", ""));
        };
        is_settled = unknown.is_none();
        let path = folder.join(&value);
        // Of several that there may be, those count that exist; one that is surely meant is missed if it does not.
        if files.folders.exists(&path) || (is_settled && found.is_empty()) {
            found.push(ModuleFile { path, named: Some(value), below: None, place: Some(place), unknown });
        }
        if is_settled {
            break;
        }
    }
    if !is_settled {
        match by_name.file(files) {
            Ok(file) => found.push(file),
            Err(failure) if found.is_empty() => return Err(failure),
            Err(_) => {}
        }
    }
    if let [only] = found.as_mut_slice() {
        only.unknown = None;
    }
    Ok(found)
}
