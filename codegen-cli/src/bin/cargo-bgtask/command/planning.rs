//! The files that an app's configuration names, and what is to become of them.

use std::path::Path;

use bgtask_codegen::configuration::{APPLE, INFO_PLIST, MANIFEST, WINDOWS};
use bgtask_codegen::file::{self, Original};
use bgtask_codegen::plan::{Declared, Request, missing, plist};
use bgtask_codegen::problem::Problem;
use bgtask_codegen::source::Sources;

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
    plans.problems.extend(missing::manifest(declared, configuration));
    let Some(manifest) = &configuration.windows.manifest else { return };
    let path = shown(&package.package.root.join(&manifest.value));
    plans.add(&path, "manifest", &format!("`{}` under {}", MANIFEST.name, WINDOWS.header()), |bytes| {
        plan_manifest(&path, bytes, declared, configuration, request.prune, sources)
    });
}

fn apple(package: &Examined, declared: &Declared<'_>, request: Request, sources: &mut Sources, plans: &mut Plans) {
    let configuration = &package.configuration;
    // An app for Windows alone may have a property list, of which nothing is ours.
    if !declared.app.made_for().apple && !plist::is_wanted(declared) {
        return;
    }
    plans.problems.extend(missing::info_plist(declared, configuration));
    let Some(list) = &configuration.apple.info_plist else { return };
    let path = shown(&package.package.root.join(&list.value));
    plans.add(&path, "plist", &format!("`{}` under {}", INFO_PLIST.name, APPLE.header()), |bytes| {
        plan_plist(&path, bytes, declared, Some(&package.package.root), request, sources)
    });
}

impl Plans {
    /// Reads a file and plans it. `command` makes one where there is none; `said` is where its path comes from.
    fn add(&mut self, path: &Path, command: &str, said: &str, plan: impl FnOnce(&[u8]) -> Result<Planned, Unusable>) {
        let missing = || {
            let path = path.display();
            format!("it is {said} in Cargo.toml; `cargo bgtask {command} --output {path}` makes a minimal one")
        };
        let read = file::read(path).map_err(|error| Unusable::of_file(&error, missing));
        match read.and_then(|original| Ok((plan(original.bytes())?, original))) {
            Ok(planned) => self.files.push(planned),
            Err(error) => self.unusable.push(error),
        }
    }
}
