//! Members of the workspace that were not asked for, and link what was: as in the folder of a library whose program has the app,
//! or names the app's files.

use std::path::{Path, PathBuf};

use bgtask_codegen::app::App;
use bgtask_codegen::configuration::{self, Configuration};
use bgtask_codegen::find::{FoundApp, FoundTask, Package, find};
use bgtask_codegen::outputs::linked;
use bgtask_codegen::source::{Place, Sources};
use bgtask_core::rules::project::TASK_IN_NO_APP;

use super::{Examined, Manifests};
use crate::project::Project;

/// A member that links what was asked for.
struct Linking {
    package: Package,
    /// The app that it has or links, if there is no doubt which.
    app: Option<App>,
    /// The apps that it has itself.
    own: Vec<App>,
    /// What its Cargo.toml says about files.
    configuration: Configuration,
}

/// Tells packages what others know of them: which of them name the files of their apps, and which list their tasks.
pub(super) fn look_around(
    packages: &mut [Examined],
    project: &Project,
    which: Option<&str>,
    manifests: &mut Manifests,
    sources: &mut Sources,
) -> anyhow::Result<()> {
    of_those_asked_for(packages, sources);
    let wanted: Vec<PathBuf> = packages.iter().flat_map(wants).collect();
    if wanted.is_empty() {
        return Ok(());
    }
    let is_wanted = |path: &Path| wanted.iter().any(|wanted| wanted == path);
    for package in project.others()? {
        if !linked(&package).into_iter().any(|linked| is_wanted(&linked.manifest_path)) {
            continue;
        }
        let manifest = manifests.read(&package.manifest_path, sources)?;
        // What is wrong with it is told to who asks for it.
        let configuration = configuration::read(manifest, sources, &mut Vec::new());
        let found = find(&package, &project.cfg, sources);
        let (app, own) = (App::resolve(&found, which).0, super::every_app(&found));
        let linking = Linking { package, app, own, configuration };
        for package in &mut *packages {
            package.hear_of(&linking, sources);
        }
    }
    Ok(())
}

/// Which packages' own Cargo.toml files of those that link them matter to a package.
fn wants(package: &Examined) -> impl Iterator<Item = PathBuf> {
    let is_unnamed = |app: &&App| package.files_named_in.is_empty() && package.lacks_files_of(app);
    let home = package.app.as_ref().filter(is_unnamed).and_then(|app| package.home_of(app.found()));
    let has_unlisted = !package.unlisted().is_empty();
    home.into_iter().chain(has_unlisted.then(|| package.package.manifest_path.clone()))
}

/// The same of the packages that were asked for, which are known already.
fn of_those_asked_for(packages: &mut [Examined], sources: &Sources) {
    for at in 0..packages.len() {
        let apps: Vec<App> = packages[at].apps.iter().filter(|app| app.found().is_own).cloned().collect();
        for (_, other) in packages.iter_mut().enumerate().filter(|(other, _)| *other != at) {
            for app in &apps {
                other.is_listed_in(app, sources);
            }
        }
    }
}

impl Examined {
    /// The Cargo.toml of the package that an app of this one is at home in.
    pub(super) fn home_of(&self, app: &FoundApp) -> Option<PathBuf> {
        if app.is_own {
            return Some(self.package.manifest_path.clone());
        }
        let home = linked(&self.package).into_iter().find(|linked| linked.name == app.package);
        home.map(|home| home.manifest_path.clone())
    }

    /// Whether this one's Cargo.toml says nothing about files of the app, or of one of the platforms that it is made for.
    fn lacks_files_of(&self, app: &App) -> bool {
        let (said, made_for) = (self.configuration.platforms(), app.spec().made_for());
        let left = self.left_to_others;
        self.configuration.table.is_none()
            || made_for.windows && self.platforms.windows && !said.windows && !left.windows
            || made_for.apple && self.platforms.apple && !said.apple && !left.apple
    }

    fn hear_of(&mut self, linking: &Linking, sources: &Sources) {
        let key = |app: &App| (app.found().package.clone(), app.found().type_path.clone());
        let is_same = self.app.is_some() && self.app.as_ref().map(key) == linking.app.as_ref().map(key);
        if is_same {
            self.leave(linking.configuration.platforms());
            if linking.configuration.table.is_some() && self.configuration.table.is_none() {
                self.files_named_in.push(linking.package.manifest_path.clone());
            }
        }
        for app in &linking.own {
            if self.is_listed_in(app, sources) {
                self.listed_in.push((linking.package.manifest_path.clone(), app.clone()));
            }
        }
    }

    /// Takes the tasks of this package that another one's app lists for listed. Whether there are any.
    fn is_listed_in(&mut self, app: &App, sources: &Sources) -> bool {
        let is_listed = |task: &FoundTask| {
            let is_same = |listed: &FoundTask| listed.package == task.package && listed.type_path == task.type_path;
            task.is_own && app.sources().any(|(listed, _)| is_same(listed))
        };
        let listed: Vec<_> = self.found.iter().filter(|task| is_listed(task)).cloned().collect();
        // One file may have been read for several packages.
        let at = |place: &Place| (sources.path(place.file).to_owned(), place.range.start);
        let is_told = |place: &Place| listed.iter().any(|task| at(&task.place) == at(place));
        let of_finding = self.of_finding;
        let mut at = 0;
        self.problems.retain(|problem| {
            let follows = problem.rule == TASK_IN_NO_APP && problem.place.as_ref().is_some_and(is_told);
            self.of_finding -= usize::from(follows && at < of_finding);
            at += 1;
            !follows
        });
        let is_any = !listed.is_empty();
        self.listed_elsewhere.extend(listed.into_iter().map(|task| task.type_path));
        is_any
    }
}
