//! The project: what cargo says of it, and the packages that were asked for.

mod selection;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use bgtask_codegen::find::{Cfg, FeatureOptions, Package, cargo};
use bgtask_codegen::outputs::Outputs;
use bgtask_codegen::shown::from_here;
use bgtask_core::model::Platforms;
use cargo_metadata::{Metadata, MetadataCommand, PackageId};

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
    metadata: Metadata,
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
    /// Reads the manifests, or asks cargo where they are not plain. Nothing is fetched and nothing is built: cargo, too, only
    /// reads the packages' own files.
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
        let metadata = metadata(scope)?;
        let (selected, warnings) = selection::select(&metadata, &scope.workspace)?;
        let features = FeatureOptions {
            features: scope.features.features.clone(),
            all_features: scope.features.all_features,
            no_default_features: scope.features.no_default_features,
        };
        let packages = cargo::packages(&metadata, &selected, &features, false, &cfg)?;
        let version = |package: &Package| {
            let is_same = |one: &&cargo_metadata::Package| one.manifest_path.as_std_path() == package.manifest_path;
            let version = selected.iter().find(is_same).map(|package| &package.version);
            version.map_or([0; 3], |version| [version.major, version.minor, version.patch])
        };
        let with_version = |package: Package| Selected { version: version(&package), package };
        let outputs = Arc::new(Outputs::of(&metadata));
        let packages = packages.into_iter().map(with_version).collect();
        let selected = selected.iter().map(|package| package.id.clone()).collect();
        Ok(Self { packages, cfg, outputs, warnings, metadata, selected })
    }

    /// The members of the workspace that were not asked for, as cargo builds them without options.
    ///
    /// # Errors
    ///
    /// When cargo refuses a path dependency of one.
    pub fn others(&self) -> anyhow::Result<Vec<Package>> {
        let members = self.metadata.workspace_packages().into_iter();
        let others: Vec<_> = members.filter(|package| !self.selected.contains(&package.id)).cloned().collect();
        Ok(cargo::packages(&self.metadata, &others, &FeatureOptions::default(), false, &self.cfg)?)
    }
}

fn metadata(scope: &Scope) -> anyhow::Result<Metadata> {
    let path = scope.manifest.manifest_path.as_deref().map(manifest_path).transpose()?;
    // The lock file, which the options below are about, plays no part in what is asked.
    if let Some(metadata) = cargo::from_manifests(path.as_deref()) {
        return Ok(metadata);
    }
    let mut command = MetadataCommand::new();
    command.no_deps();
    if let Some(path) = path {
        command.manifest_path(path);
    }
    let lock = &scope.lock;
    let flags = [(lock.locked, "--locked"), (lock.offline, "--offline"), (lock.frozen, "--frozen")];
    command.other_options(flags.iter().filter(|(set, _)| *set).map(|(_, flag)| (*flag).to_owned()).collect::<Vec<_>>());
    command.exec().map_err(|error| match error {
        // Cargo's own words are enough.
        cargo_metadata::Error::CargoMetadata { stderr } => {
            let stderr = stderr.trim();
            let error = stderr.strip_prefix("error: ").unwrap_or(stderr);
            match below().filter(|_| scope.manifest.manifest_path.is_none() && error.starts_with("could not find")) {
                Some(below) => {
                    anyhow::anyhow!("{error}\n  help: `--manifest-path {}` names the one below", below.display())
                }
                None => anyhow::anyhow!("{error}"),
            }
        }
        error => anyhow::Error::new(error).context("cargo could not be asked about the project"),
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
