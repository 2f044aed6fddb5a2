//! The files that the command line names: each is what it is named for, or not there yet.

use std::io::ErrorKind;
use std::path::Path;

use bgtask_codegen::file::{self, FileErrorKind};
use bgtask_codegen::init::is_of_xcode;
use bgtask_codegen::manifest::Manifest;
use bgtask_codegen::plist::PropertyList;
use bgtask_codegen::shown::plain;
use bgtask_codegen::xml::Position;

use crate::document::Unusable;
use crate::options::Init;
use crate::project::shown;

/// What is wrong in a file, and where that is known.
type Wrong = (Option<Position>, String);

/// Why files that are there can't be what they are named for.
pub(super) fn unusable(init: &Init, root: &Path) -> Vec<Unusable> {
    let is_manifest =
        |bytes: &[u8]| Manifest::read(bytes).map(drop).map_err(|error| (Some(error.position), error.to_string()));
    let is_plist =
        |bytes: &[u8]| PropertyList::read(bytes).map(drop).map_err(|error| (error.position, error.to_string()));
    let manifest = init.appxmanifest.as_deref().and_then(|path| {
        let path = root.join(path);
        let (position, message) = wrong(&path, is_manifest)?;
        let help = "`--appxmanifest` names the app's package manifest, or where a new one is to be made";
        Some(Unusable::new(&shown(&plain(&path)), position, message, help))
    });
    let plist = init.info_plist.as_deref().and_then(|path| {
        let path = root.join(path);
        let (mut position, mut message) = wrong(&path, is_plist)?;
        let mut help = "`--info-plist` names the app's property list, or where a new one is to be made";
        // What is said of a list of the old style would lead astray.
        if is_of_xcode(&path) {
            (position, message) =
                (None, String::from("this is of a project of Xcode, and not the app's property list"));
            help = "name the property list that the project's build setting INFOPLIST_FILE says";
        }
        Some(Unusable::new(&shown(&plain(&path)), position, message, help))
    });
    manifest.into_iter().chain(plist).collect()
}

/// What is wrong with a file, if it is there.
fn wrong(path: &Path, is_right: impl FnOnce(&[u8]) -> Result<(), Wrong>) -> Option<Wrong> {
    match file::read(path) {
        Ok(read) => is_right(read.bytes()).err(),
        Err(error) => match error.kind {
            FileErrorKind::System(error) if error.kind() == ErrorKind::NotFound => None,
            kind => Some((None, kind.to_string())),
        },
    }
}
