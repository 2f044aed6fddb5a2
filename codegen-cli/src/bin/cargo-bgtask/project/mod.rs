//! The project: what cargo says of it, and the packages that were asked for.

mod selection;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use bgtask_codegen::find::cargo::{self, Extent, Manifests, Question};
use bgtask_codegen::find::{Cfg, FeatureOptions, Package};
use bgtask_codegen::outputs::Outputs;
use bgtask_codegen::shown::from_here;
use bgtask_core::model::Platforms;
use cargo_metadata::PackageId;

use crate::options::Scope;

/// A project, and what of it was asked for.
pub struct Project {
    /// The packages, in cargo's order.
    pub packages: Vec<Selected>,
    /// The targets that the code is looked at for.
    pub cfg: Cfg,
    /// What cargo makes of the workspace.
    pub outputs: Arc<Outputs>,
    /// What was asked for and does not exist, but does no harm: `--exclude` of an unknown package.
    pub warnings: Vec<String>,
    question: Question,
    selected: Vec<PackageId>,
}

/// A package that was asked for.
pub struct Selected {
    /// As finding needs it.
    pub package: Package,
    /// Its version: major, minor, patch.
    pub version: [u64; 3],
}

impl Project {
    /// Reads the manifests of what was asked for and of what that links, or asks cargo where they are not plain.
    ///
    /// # Errors
    ///
    /// What cargo says when there is no project or it is not in order, and when a package, a feature or a target that was
    /// asked for is not there.
    pub fn find(scope: &Scope) -> anyhow::Result<Self> {
        let cfg = match scope.target.as_slice() {
            [] => Cfg::platforms(Platforms::ALL),
            targets => Cfg::targets(targets.iter().map(String::as_str))?,
        };
        Self::find_for(scope, cfg)
    }

    /// Asks cargo, of the code as it is compiled for these targets.
    ///
    /// # Errors
    ///
    /// As [`Project::find`].
    pub fn find_for(scope: &Scope, cfg: Cfg) -> anyhow::Result<Self> {
        let mut manifests = Manifests::default();
        let question = question(scope)?;
        let extent = if selection::names_packages(&scope.workspace) { Extent::Workspace } else { Extent::Package };
        let asked = question.ask(extent, &mut manifests);
        let (metadata, extent) = asked.map_err(|error| match below().filter(|_| question.manifest_path.is_none()) {
            Some(below) if error.to_string().starts_with("could not find `Cargo.toml`") => {
                anyhow::anyhow!("{error}\n  help: `--manifest-path {}` names the one below", below.display())
            }
            _ => error.into(),
        })?;
        let (selected, warnings) = selection::select(&metadata, &scope.workspace)?;
        let features = FeatureOptions {
            features: scope.features.features.clone(),
            all_features: scope.features.all_features,
            no_default_features: scope.features.no_default_features,
        };
        let packages = cargo::packages(&metadata, &selected, &features, false, &cfg, &mut manifests)?;
        let version = |package: &Package| {
            let is_same = |one: &&cargo_metadata::Package| one.manifest_path.as_std_path() == package.manifest_path;
            let version = selected.iter().find(is_same).map(|package| &package.version);
            version.map_or([0; 3], |version| [version.major, version.minor, version.patch])
        };
        let with_version = |package: Package| Selected { version: version(&package), package };
        let outputs = Arc::new(Outputs::of(&metadata, extent, question.clone()));
        let packages = packages.into_iter().map(with_version).collect();
        let selected = selected.iter().map(|package| package.id.clone()).collect();
        Ok(Self { packages, cfg, outputs, warnings, question, selected })
    }

    /// The members of the workspace that were not asked for, as cargo builds them without options.
    ///
    /// # Errors
    ///
    /// When cargo refuses the workspace, or a path dependency of one.
    pub fn others(&self) -> anyhow::Result<Vec<Package>> {
        let mut manifests = Manifests::default();
        let (metadata, _) = self.question.ask(Extent::Workspace, &mut manifests)?;
        let members = metadata.workspace_packages().into_iter();
        let others: Vec<_> = members.filter(|package| !self.selected.contains(&package.id)).cloned().collect();
        Ok(cargo::packages(&metadata, &others, &FeatureOptions::default(), false, &self.cfg, &mut manifests)?)
    }
}

/// What is asked about the project.
fn question(scope: &Scope) -> anyhow::Result<Question> {
    let lock = &scope.lock;
    let flags = [(lock.locked, "--locked"), (lock.offline, "--offline"), (lock.frozen, "--frozen")];
    Ok(Question {
        manifest_path: scope.manifest.manifest_path.as_deref().map(manifest_path).transpose()?,
        options: flags.iter().filter(|(set, _)| *set).map(|(_, flag)| (*flag).to_owned()).collect(),
    })
}

/// The only Cargo.toml in a folder of the current one, as where Tauri's is.
fn below() -> Option<PathBuf> {
    let entries = Path::new(".").read_dir().ok()?.flatten();
    let mut manifests = entries.map(|entry| Path::new(&entry.file_name()).join("Cargo.toml"));
    let mut there = manifests.by_ref().filter(|path| path.exists());
    let first = there.next()?;
    there.next().is_none().then_some(first)
}

/// A manifest path as cargo wants it. Cargo's own error for another file is unclear.
fn manifest_path(path: &Path) -> anyhow::Result<PathBuf> {
    let is_toml = path.file_name().is_some_and(|name| name == "Cargo.toml");
    anyhow::ensure!(is_toml, "the manifest-path must be a path to a Cargo.toml file: `{}`", path.display());
    std::path::absolute(path).with_context(|| format!("can't use `{}`", path.display()))
}

/// A path as messages show it.
pub fn shown(path: &Path) -> PathBuf {
    from_here(path, std::env::current_dir().ok().as_deref())
}
