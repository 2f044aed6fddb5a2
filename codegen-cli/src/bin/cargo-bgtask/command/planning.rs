//! The files that an app's configuration names, and what is to become of them.

use std::path::{Path, PathBuf};

use bgtask_codegen::file::{self, Original};
use bgtask_codegen::init::look;
use bgtask_codegen::plan::{Declared, Request, missing, plist};
use bgtask_codegen::problem::Problem;
use bgtask_codegen::source::Sources;

use super::named_file::{Kind, NamedFile, as_said};
use crate::document::{Planned, Unusable, plan_manifest, plan_plist};
use crate::examine::Examined;
use crate::project::shown;

/// The files of a package.
#[derive(Default)]
pub struct Plans {
    /// Those that can be used.
    pub files: Vec<(Planned, Original)>,
    /// What the configuration lacks for the tasks.
    pub problems: Vec<Problem>,
    /// Why the others can't be used.
    pub unusable: Vec<Unusable>,
}

/// Plans the files of a package's app. Without an app there are none, nor where another package keeps them.
pub fn plan(package: &Examined, request: Request, sources: &mut Sources) -> Plans {
    if !package.keeps_files {
        return Plans::default();
    }
    package.with_declared(|declared| plan_declared(package, declared, request, sources)).unwrap_or_default()
}

/// Plans the files that a package keeps, for what an app declares.
pub fn plan_declared(package: &Examined, declared: &Declared<'_>, request: Request, sources: &mut Sources) -> Plans {
    let mut plans = Plans::default();
    let kept = package.kept();
    if kept.windows {
        windows(package, declared, request, sources, &mut plans);
    }
    if kept.apple {
        apple(package, declared, request, sources, &mut plans);
    }
    plans
}

fn windows(package: &Examined, declared: &Declared<'_>, request: Request, sources: &mut Sources, plans: &mut Plans) {
    let configuration = &package.configuration;
    plans.problems.extend(missing::for_windows(declared, configuration, &package.built()));
    let there = || only_one(&look(&package.package.root).manifests);
    plans.problems.extend(missing::manifest_beside(declared, configuration, there));
    let Some(manifest) = &configuration.windows.manifest else { return };
    let path = shown(&package.package.root.join(&manifest.value));
    let named = NamedFile { kind: Kind::Manifest, said: &manifest.value, root: &package.package.root };
    plans.add(&path, &named, |bytes| plan_manifest(&path, bytes, declared, configuration, request.prune, sources));
}

fn apple(package: &Examined, declared: &Declared<'_>, request: Request, sources: &mut Sources, plans: &mut Plans) {
    let configuration = &package.configuration;
    // An app for Windows alone may have a property list, of which nothing is ours.
    if !declared.app.made_for().apple && !plist::is_wanted(declared) {
        return;
    }
    let there = || only_one(&look(&package.package.root).plists);
    plans.problems.extend(missing::info_plist_beside(declared, configuration, there));
    let Some(list) = &configuration.apple.info_plist else { return };
    let path = shown(&package.package.root.join(&list.value));
    let named = NamedFile { kind: Kind::Plist, said: &list.value, root: &package.package.root };
    plans.add(&path, &named, |bytes| plan_plist(&path, bytes, declared, Some(&package.package.root), request, sources));
}

/// The path of a file as Cargo.toml has it, if it is the only one of its kind.
fn only_one(there: &[PathBuf]) -> Option<String> {
    match there {
        [only] => Some(as_said(only)),
        _ => None,
    }
}

impl Plans {
    /// Reads a file and plans it.
    fn add(&mut self, path: &Path, named: &NamedFile<'_>, plan: impl FnOnce(&[u8]) -> Result<Planned, Unusable>) {
        let read = file::read(path).map_err(|error| Unusable::of_file(&error, named.help_against(&error)));
        let planned = read.and_then(|original| Ok((plan(original.bytes())?, original)));
        match planned.map_err(|error| error.with_help_for_another_kind(|| named.help_to_name_another())) {
            Ok(planned) => self.files.push(planned),
            Err(error) => self.unusable.push(error),
        }
    }
}
