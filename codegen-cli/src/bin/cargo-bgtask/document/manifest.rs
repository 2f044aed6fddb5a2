//! Package.appxmanifest.

use std::path::Path;

use bgtask_codegen::configuration::{APPLICATION, Configuration, WINDOWS};
use bgtask_codegen::manifest::{self, Manifest, ManifestError, ManifestErrorKind, Minimal};
use bgtask_codegen::plan::{self, Declared};
use bgtask_codegen::source::Sources;

use super::{Planned, Unusable, edits};

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
    let unusable = |error| unusable(path, &error);
    let manifest = Manifest::read(bytes).map_err(unusable)?;
    let wanted = plan::manifest::wanted(declared, configuration, prune);
    let before = manifest.document().text().to_owned();
    let file = sources.add(path, before.as_str());
    let plan = match manifest.plan(&wanted) {
        Ok(plan) => plan,
        Err(error) if matches!(error.kind, ManifestErrorKind::TooManyTaskTypes { .. }) => {
            let problem = plan::manifest::too_many_task_types(&error, file, sources);
            return Ok(Planned::unchanged(path, before, bytes, vec![problem]));
        }
        Err(error) => return Err(unusable(error)),
    };
    // Where nothing is to be done, the file is not put together and read again.
    let (after, text) = if plan.edits.is_empty() {
        (bytes.to_vec(), before.clone())
    } else {
        let after = manifest.apply(&plan);
        let text = Manifest::read(&after).map_err(unusable)?.document().text().to_owned();
        (after, text)
    };
    let facts = manifest.facts();
    let mut notes = plan::left(&wanted, configuration, &facts, file, sources);
    notes.extend(plan::manifest::notes(&plan, file, sources));
    Ok(Planned {
        path: path.to_owned(),
        before,
        after: text,
        is_changed: after != bytes,
        edits: edits(path, Some(manifest.document()), &plan.edits),
        problems: plan::manifest::check(declared, configuration, &facts),
        leftovers: plan::manifest::leftovers(&plan, prune, file, sources),
        out_of_step: plan::manifest::out_of_step(declared, &plan, file, sources),
        notes,
        bytes: after,
    })
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
    Unusable::new(path, Some(error.position), error, help)
}
