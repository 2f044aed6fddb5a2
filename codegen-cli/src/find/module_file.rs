//! The file of `mod name;`.
//!
//! Source: <https://doc.rust-lang.org/reference/items/modules.html#module-source-filenames>

use std::path::{Path, PathBuf};

use super::files::{Failure, Files};
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

/// The files that a module may be in: one, unless the paths in its attributes depend on what can't be judged. `folder` is
/// where paths start from, and `modules` where files that are named by modules lie.
pub(super) fn find(
    name: &str,
    paths: Vec<PathAttribute>,
    folder: &Path,
    modules: &Path,
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
        match by_name(name, modules, files) {
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

/// `name.rs` or `name/mod.rs`.
fn by_name(name: &str, modules: &Path, files: &mut Files<'_>) -> Result<ModuleFile, Failure> {
    let [flat, nested] = named(name, modules);
    let are_there = (files.folders.exists(&flat), files.folders.exists(&nested));
    let shown = |path: &Path| files.shown(path).display().to_string();
    let file = |path, below| Ok(ModuleFile { path, named: None, below, place: None, unknown: None });
    match are_there {
        (true, false) => file(flat, Some(String::from(name))),
        (false, true) => file(nested, None),
        (true, true) => {
            let message = format!("both `{}` and `{}` are there", shown(&flat), shown(&nested));
            Err(Failure::new(message, "remove one of the two"))
        }
        (false, false) => {
            let message = format!("there is neither `{}` nor `{}`", shown(&flat), shown(&nested));
            Err(Failure::new(message, ""))
        }
    }
}

/// The two files that a module's name may mean.
pub(super) fn named(name: &str, modules: &Path) -> [PathBuf; 2] {
    [modules.join(format!("{name}.rs")), modules.join(name).join("mod.rs")]
}
