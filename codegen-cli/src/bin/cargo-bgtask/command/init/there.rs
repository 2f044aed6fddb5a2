//! What files that are there say of the app.

use std::path::{Path, PathBuf};

use bgtask_codegen::file;
use bgtask_codegen::find::Package;
use bgtask_codegen::manifest::Manifest;
use bgtask_codegen::outputs::tauri;
use bgtask_codegen::plist::PropertyList;

use crate::examine::Examined;

/// The program that a manifest is of.
#[derive(Default)]
pub(super) struct Program {
    /// Whether it runs in full trust, if that is known.
    pub full_trust: Option<bool>,
    /// Its name in the package, where that is known, and where it is from.
    pub executable: Option<(String, &'static str)>,
}

/// Where a name is from that cargo's targets say.
pub(super) const OF_CARGO: &str = "the program that cargo builds";

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
    Program {
        full_trust: Some(application.full_trust),
        executable: executable.map(|name| (name, "the program that the manifest names")),
    }
}

/// What the identifiers of a suggested app begin with.
pub(super) struct Prefix {
    pub text: String,
    /// Whether it is only an example, as the bundle's own identifier is not known.
    pub is_example: bool,
}

/// The bundle's own identifier, where it is written down: in the property list, or in what Tauri or Xcode fill it in from.
pub(super) fn prefix(plist: &Path, projects: &[PathBuf], package: &Package) -> Prefix {
    let read = file::read(plist).ok();
    let facts = read.as_ref().and_then(|read| Some(PropertyList::read(read.bytes()).ok()?.facts()));
    let of_list = facts.and_then(|facts| facts.bundle_identifier).filter(|written| is_identifier(written));
    let of_tauri = || tauri::identifier(&package.root).filter(|written| is_identifier(written));
    let of_xcode = || match projects {
        [only] => of_project(&package.root.join(only)),
        _ => None,
    };
    let is_known = of_list.or_else(of_tauri).or_else(of_xcode);
    let is_example = is_known.is_none();
    let example = || format!("com.example.{}", package.name.replace('_', "-"));
    Prefix { text: is_known.unwrap_or_else(example), is_example }
}

/// The identifier of the app that a project of Xcode builds: its tests and extensions have longer ones.
///
/// Source: <https://developer.apple.com/documentation/xcode/build-settings-reference>
fn of_project(project: &Path) -> Option<String> {
    let text = std::fs::read_to_string(project.join("project.pbxproj")).ok()?;
    let after = text.split("PRODUCT_BUNDLE_IDENTIFIER = ").skip(1).filter_map(|rest| rest.split(';').next());
    let mut written: Vec<_> =
        after.map(|value| value.trim().trim_matches('"')).filter(|one| is_identifier(one)).collect();
    written.sort_unstable();
    let (first, rest) = written.split_first()?;
    rest.iter().all(|other| other.starts_with(first)).then(|| (*first).to_owned())
}

/// What is filled in at build time is none.
fn is_identifier(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '.' || letter == '-')
}
