//! Info.plist.

use std::io::Cursor;
use std::path::Path;

use ::plist::Value;
use bgtask_codegen::file;
use bgtask_codegen::plan::{self, Beside, Declared};
use bgtask_codegen::plist::{self, Minimal, PlistError, PropertyList, Wanted};
use bgtask_codegen::source::Sources;

use super::{Planned, Request, Unusable, edits};

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
    let list = PropertyList::read(bytes).map_err(|error| unusable(path, &[error]))?;
    let beside = root.map_or_else(Beside::default, |root| beside(path, root, sources));
    let wanted = wanted(declared, request, &beside, sources);
    let plan = list.plan(&wanted).map_err(|errors| unusable(path, &errors))?;
    let file = sources.add(path, list.document().map_or("", |document| document.text()));
    let before = text(&list, bytes);
    // Where nothing is to be done, the file is not put together and read again.
    let (after, text_after) = if plan.edits.is_empty() {
        (bytes.to_vec(), before.clone())
    } else {
        let after = list.apply(&plan);
        let edited = PropertyList::read(&after).map_err(|error| unusable(path, &[error]))?;
        let text = text(&edited, &after);
        (after, text)
    };
    Ok(Planned {
        path: path.to_owned(),
        before,
        after: text_after,
        is_changed: after != bytes,
        edits: edits(path, list.document(), &plan.edits),
        problems: plan::check_companions(declared, &wanted, &list.facts(), &beside, file, sources),
        leftovers: plan::plist::leftovers(&plan, request.prune, file, sources),
        out_of_step: plan::plist::out_of_step(declared, &plan, file, sources),
        notes: plan::plist::notes(&plan, file, sources),
        bytes: after,
    })
}

/// A minimal complete property list with the tasks' entries.
///
/// # Errors
///
/// When a property list can't have the entries.
pub fn minimal(path: &Path, about: &Minimal, declared: &Declared<'_>, request: Request) -> Result<Vec<u8>, Unusable> {
    let wanted = wanted(declared, request, &Beside::default(), &Sources::new());
    plist::minimal(about, &wanted).map_err(|errors| unusable(path, &errors))
}

fn wanted(declared: &Declared<'_>, request: Request, beside: &Beside, sources: &Sources) -> Wanted {
    let mut wanted = plan::plist::wanted(declared, request.prune);
    if request.usage_descriptions {
        plan::plist::add_usage_descriptions(&mut wanted, beside, sources);
    }
    wanted
}

/// The text of a property list; of a binary one, which has none, what it would be in XML.
fn text(list: &PropertyList<'_>, bytes: &[u8]) -> String {
    if let Some(document) = list.document() {
        return document.text().to_owned();
    }
    let mut xml = Vec::new();
    // What can't be shown is shown as empty: it is only for people.
    let written = Value::from_reader(Cursor::new(bytes)).and_then(|value| value.to_writer_xml(&mut xml));
    written.map_or_else(|_| String::new(), |()| String::from_utf8_lossy(&xml).into_owned() + "\n")
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
    Unusable::new(path, position, messages.join("; "), "")
}
