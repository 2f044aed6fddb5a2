//! The file of `mod name;`.
//!
//! Source: <https://doc.rust-lang.org/reference/items/modules.html#module-source-filenames>

use std::path::{Path, PathBuf};

use super::files::{Failure, Files};
use super::folders::{FolderId, Folders, Known};
use super::judge::PathAttribute;
use crate::source::Place as SourcePlace;

/// The name of the file of a module that has a folder of its own.
pub(super) const MOD_RS: &str = "mod.rs";

/// A file that a module may be in.
#[derive(Debug)]
pub(super) struct ModuleFile {
    pub path: PathBuf,
    /// The path without symbolic links, where the folder's entries say it.
    pub real: Option<PathBuf>,
    /// The value of the `path` attribute that names it.
    pub named: Option<String>,
    /// In `name.rs`, the folder below it that its modules are in.
    pub below: Option<Below>,
    /// What names it, where that is not the module's own name.
    pub place: Option<SourcePlace>,
    /// What would have to be judged to know that it is this one.
    pub unknown: Option<SourcePlace>,
}

/// The folder below a file that its modules are in.
#[derive(Clone, Debug)]
pub(super) struct Below {
    pub name: String,
    /// Whether it is surely not there.
    pub is_absent: bool,
}

/// What is at a place where a module's file may be.
enum Place {
    Nothing,
    /// Something, with its path without symbolic links where that is known to be a file's.
    There(Option<PathBuf>),
}

impl Place {
    fn of(known: &Known<'_>, path: &Path) -> Self {
        match known {
            Known::Nothing => Self::Nothing,
            Known::File(folder) => Self::There(path.file_name().map(|file| folder.join(file))),
            Known::Unknown if !path.exists() => Self::Nothing,
            Known::Folder(_) | Known::Unknown => Self::There(None),
        }
    }

    fn is_there(&self) -> bool {
        matches!(self, Self::There(_))
    }

    fn real(&self) -> Option<&Path> {
        match self {
            Self::There(real) => real.as_deref(),
            Self::Nothing => None,
        }
    }
}

/// The name of the file that has a module's name.
fn flat(name: &str) -> String {
    [name, ".rs"].concat()
}

/// What a module's name means.
pub(super) struct Named<'n> {
    pub name: &'n str,
    /// The folder that the modules lie in.
    modules: &'n Path,
    /// The path of a `name.rs`.
    flat_path: PathBuf,
    /// What is known of that.
    flat: Place,
    /// The same of a `name/mod.rs`; nothing where it was not looked for.
    nested: Place,
    /// Whether there may be a folder of that name.
    has_folder: bool,
}

impl<'n> Named<'n> {
    /// Looks at what is in the folder, which is given twice.
    pub fn look(name: &'n str, modules: &'n Path, folder: FolderId, folders: &mut Folders) -> Self {
        let mut named = Self::look_beside(name, modules, folder, folders);
        if named.has_folder {
            let path = named.nested();
            named.nested = Place::of(&folders.at(&path), &path);
        }
        named
    }

    /// The same, of a module whose file is not asked for: no `name/mod.rs` is looked for, as another folder would have to be
    /// listed for it.
    pub fn look_beside(name: &'n str, modules: &'n Path, folder: FolderId, folders: &mut Folders) -> Self {
        let flat_path = modules.join(flat(name));
        let (flat, has_folder) = if folders.is_absent(folder) {
            (Place::Nothing, false)
        } else {
            let flat = Place::of(&folders.look_for(folder, name, ".rs"), &flat_path);
            (flat, folders.may_have(folder, name))
        };
        Self { name, modules, flat_path, flat, nested: Place::Nothing, has_folder }
    }

    /// `name.rs`
    pub fn flat(&self) -> PathBuf {
        self.flat_path.clone()
    }

    /// `name/mod.rs`
    pub fn nested(&self) -> PathBuf {
        self.modules.join(self.name).join(MOD_RS)
    }

    /// `name`, the folder of modules below this one.
    pub fn folder(&self) -> PathBuf {
        self.modules.join(self.name)
    }

    /// Everything that may be there of the module: of a folder, what is in it too. A `name/mod.rs` may be a link to a file that
    /// lies elsewhere.
    pub fn parts(&self) -> impl Iterator<Item = PathBuf> {
        let flat = self.flat.is_there().then(|| self.flat());
        let nested = self.has_folder.then(|| self.nested());
        flat.into_iter().chain(nested).chain(self.has_folder.then(|| self.folder()))
    }

    /// The files that are there, each also by its path without symbolic links.
    pub fn files(&self) -> impl Iterator<Item = (PathBuf, PathBuf)> {
        let flat = self.flat.real().map(|real| (self.flat(), real.to_path_buf()));
        let nested = self.nested.real().map(|real| (self.nested(), real.to_path_buf()));
        flat.into_iter().chain(nested)
    }

    /// The file of a module that has a folder of others below it, also by its path without symbolic links.
    pub fn with_others_below(&self) -> Option<(PathBuf, PathBuf)> {
        if self.has_folder { self.files().next() } else { None }
    }

    /// Whether none of the two is there.
    pub fn is_missing(&self) -> bool {
        !self.flat.is_there() && !self.nested.is_there()
    }

    fn file(&self, files: &Files<'_>) -> Result<ModuleFile, Failure> {
        let file = |path, place: &Place, below| {
            let real = place.real().map(Path::to_path_buf);
            Ok(ModuleFile { path, real, named: None, below, place: None, unknown: None })
        };
        let shown = |path: &Path| files.shown(path).display().to_string();
        match (self.flat.is_there(), self.nested.is_there()) {
            (true, false) => {
                let below = Below { name: String::from(self.name), is_absent: !self.has_folder };
                file(self.flat(), &self.flat, Some(below))
            }
            (false, true) => file(self.nested(), &self.nested, None),
            (true, true) => {
                let message = format!("both `{}` and `{}` are there", shown(&self.flat()), shown(&self.nested()));
                Err(Failure::new(message, "remove one of the two"))
            }
            (false, false) => {
                let message = format!("there is neither `{}` nor `{}`", shown(&self.flat()), shown(&self.nested()));
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
            found.push(ModuleFile { path, real: None, named: Some(value), below: None, place: Some(place), unknown });
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
