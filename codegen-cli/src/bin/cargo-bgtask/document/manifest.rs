//! Package.appxmanifest.

use std::path::Path;

use bgtask_codegen::configuration::{APPLICATION, Configuration, WINDOWS};
use bgtask_codegen::manifest::{self, ManifestError, ManifestErrorKind, Minimal};
use bgtask_codegen::plan::{self, Declared};
use bgtask_codegen::source::Sources;
use bgtask_codegen::xml::ErrorKind;

use super::{Planned, Unusable};

/// What is to become of a manifest.
///
/// # Errors
///
/// When the file is no manifest that can be edited.
pub fn plan(
    path: &Path,
    bytes: &[u8],
    declared: &Declared<'_>,
    configuration: &Configuration,
    prune: bool,
    sources: &mut Sources,
) -> Result<Planned, Unusable> {
    let planned = plan::manifest::plan(path, bytes, declared, configuration, prune, sources);
    planned.map(|planned| Planned::new(path, planned, bytes, sources)).map_err(|error| unusable(path, &error))
}

/// A minimal complete manifest with the tasks' entries.
///
/// # Errors
///
/// When a manifest can't have the entries.
pub fn minimal(
    path: &Path,
    about: &Minimal,
    declared: &Declared<'_>,
    configuration: &Configuration,
) -> Result<Vec<u8>, Unusable> {
    let wanted = plan::manifest::wanted(declared, configuration, false);
    manifest::minimal(about, &wanted).map_err(|error| unusable(path, &error))
}

fn unusable(path: &Path, error: &ManifestError) -> Unusable {
    let application = |id: &str| format!("in Cargo.toml, under {}: {} = {id:?}", WINDOWS.header(), APPLICATION.name);
    let help = match &error.kind {
        ManifestErrorKind::SeveralApplications(ids) => {
            ids.first().map_or_else(String::new, |id| format!("choose one {}", application(id)))
        }
        ManifestErrorKind::UnknownApplication { there, .. } => {
            there.first().map_or_else(String::new, |id| format!("change it {}", application(id)))
        }
        _ => String::new(),
    };
    let is_of_another_kind = matches!(
        error.kind,
        ManifestErrorKind::Xml(ErrorKind::NotXml | ErrorKind::ForbiddenDoctype)
            | ManifestErrorKind::NotAManifest { .. }
    );
    Unusable::new(path, Some(error.position), error, help).of_another_kind(is_of_another_kind)
}
