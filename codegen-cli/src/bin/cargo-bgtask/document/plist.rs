//! Info.plist.

use std::path::Path;

use bgtask_codegen::file;
use bgtask_codegen::plan::{self, Beside, Declared, Request};
use bgtask_codegen::plist::{self, Minimal, PlistError, PlistErrorKind, PropertyList};
use bgtask_codegen::source::Sources;
use bgtask_codegen::xml::ErrorKind;

use super::{Planned, Unusable};

/// What is to become of a property list. What goes with its modes is looked for in its folder and those above, up to
/// `root`; without one, nowhere.
///
/// # Errors
///
/// When the file is no property list that can be edited.
pub fn plan(
    path: &Path,
    bytes: &[u8],
    declared: &Declared<'_>,
    root: Option<&Path>,
    request: Request,
    sources: &mut Sources,
) -> Result<Planned, Unusable> {
    let beside = root.map_or_else(Beside::default, |root| beside(path, root, sources));
    let planned = plan::plist::plan(path, bytes, declared, Some(&beside), request, sources);
    planned.map(|planned| Planned::new(path, planned, bytes, sources)).map_err(|errors| unusable(path, &errors))
}

/// A minimal complete property list with the tasks' entries.
///
/// # Errors
///
/// When a property list can't have the entries.
pub fn minimal(path: &Path, about: &Minimal, declared: &Declared<'_>, request: Request) -> Result<Vec<u8>, Unusable> {
    let wanted = plan::plist::wanted(declared, request, None, &Sources::new());
    plist::minimal(about, &wanted).map_err(|errors| unusable(path, &errors))
}

/// What lies in the folder of the file, and in those above it up to the package's: what can't be read is not there.
fn beside(path: &Path, root: &Path, sources: &mut Sources) -> Beside {
    let mut beside = Beside::default();
    let Ok(path) = std::path::absolute(path) else { return beside };
    let folders = path.ancestors().skip(1).take_while(|folder| folder.starts_with(root));
    // A property list outside of the package still has a folder.
    let folders: Vec<_> = folders.chain(path.parent().filter(|folder| !folder.starts_with(root))).collect();
    for folder in folders {
        let mut entries: Vec<_> = folder.read_dir().into_iter().flatten().flatten().map(|entry| entry.path()).collect();
        entries.sort();
        for entry in entries {
            let kind = entry.extension().and_then(|extension| extension.to_str());
            match kind {
                Some("entitlements") => {
                    let read = file::read(&entry).ok();
                    let list = read.as_ref().and_then(|read| PropertyList::read(read.bytes()).ok());
                    beside.entitlements.extend(list.into_iter().flat_map(|list| list.facts().keys).map(|key| key.text));
                }
                Some("xcodeproj") => {
                    let project = crate::project::shown(&entry.join("project.pbxproj"));
                    let read = file::read(&project).ok().and_then(|read| String::from_utf8(read.bytes().to_vec()).ok());
                    beside.projects.extend(read.map(|text| sources.add(project, text)));
                }
                _ => {}
            }
        }
    }
    beside
}

/// One error for all that stands in the way.
fn unusable(path: &Path, errors: &[PlistError]) -> Unusable {
    let mut messages: Vec<String> = Vec::new();
    for (at, error) in errors.iter().enumerate() {
        let place = error.position.filter(|_| at > 0).map_or_else(String::new, |position| format!("at {position}: "));
        let other = error.other.map_or_else(String::new, |other| format!(" (and at {other})"));
        messages.push(format!("{place}{error}{other}"));
    }
    let position = errors.first().and_then(|error| error.position);
    let is_of_another_kind = errors.iter().any(|error| {
        matches!(error.kind, PlistErrorKind::Xml(ErrorKind::NotXml) | PlistErrorKind::NotAPropertyList(_))
    });
    Unusable::new(path, position, messages.join("; "), "").of_another_kind(is_of_another_kind)
}
