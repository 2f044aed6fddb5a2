//! What files that are there say of the app.

use std::path::Path;

use bgtask_codegen::file;
use bgtask_codegen::manifest::Manifest;
use bgtask_codegen::plist::PropertyList;

use super::one_file;
use crate::examine::Examined;

/// The program that a manifest is of.
#[derive(Default)]
pub(super) struct Program {
    /// Whether it runs in full trust, if that is known.
    pub full_trust: Option<bool>,
    /// Its name in the package, where that is known.
    pub executable: Option<String>,
    /// Whether the manifest names it.
    pub is_of_manifest: bool,
}

/// The program of a manifest that is there. What can't be read says nothing here; `check` tells why.
pub(super) fn of_manifest(path: &Path, package: &Examined) -> Program {
    let read = file::read(path).ok();
    let facts = read.as_ref().and_then(|read| Some(Manifest::read(read.bytes()).ok()?.facts()));
    let chosen = package.configuration.windows.application.as_ref().map(|application| application.value.as_str());
    let Some(application) = facts.as_ref().and_then(|facts| facts.application(chosen)) else {
        return Program::default();
    };
    // Where the build fills the name in, it is that of what cargo builds.
    let is_written = |name: &String| !name.contains('$');
    let executable = application.executable.clone().filter(is_written);
    let is_of_manifest = executable.is_some();
    let built = || one_file::about_package(package).executable;
    Program { full_trust: Some(application.full_trust), executable: executable.or_else(built), is_of_manifest }
}

/// What the identifiers of a suggested app begin with: the bundle's own, where it is written down.
pub(super) fn prefix(plist: &Path, package: &str) -> String {
    let read = file::read(plist).ok();
    let facts = read.as_ref().and_then(|read| Some(PropertyList::read(read.bytes()).ok()?.facts()));
    // What Xcode fills in is not known here.
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '.' || letter == '-';
    let written = facts.and_then(|facts| facts.bundle_identifier);
    let written = written.filter(|bundle| !bundle.is_empty() && bundle.chars().all(is_plain));
    written.unwrap_or_else(|| format!("com.example.{}", package.replace('_', "-")))
}
