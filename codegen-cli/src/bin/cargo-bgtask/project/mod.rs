//! The project: what cargo says of it, and the packages that were asked for.

mod selection;

use std::path::{Path, PathBuf};

use anyhow::Context;
use cargo_metadata::{Metadata, MetadataCommand, Package};

use crate::options::Scope;

/// A project and the packages of it that were asked for.
pub struct Project {
    /// The packages, in cargo's order.
    pub packages: Vec<Package>,
    /// The folder of the workspace's Cargo.toml, whose profiles count.
    pub workspace_root: PathBuf,
    /// What was asked for and does not exist, but does no harm: `--exclude` of an unknown package.
    pub warnings: Vec<String>,
}

impl Project {
    /// Asks cargo. Nothing is fetched and nothing is built: only the workspace's own packages are asked for.
    ///
    /// # Errors
    ///
    /// What cargo says when there is no project or it is not in order, and when a package that was asked for is not there.
    pub fn find(scope: &Scope) -> anyhow::Result<Self> {
        let metadata = metadata(scope)?;
        let workspace_root = metadata.workspace_root.clone().into_std_path_buf();
        let selected = selection::select(&metadata, &scope.workspace)?;
        Ok(Self { packages: selected.packages, workspace_root, warnings: selected.warnings })
    }
}

fn metadata(scope: &Scope) -> anyhow::Result<Metadata> {
    let mut command = MetadataCommand::new();
    command.no_deps();
    if let Some(path) = &scope.manifest.manifest_path {
        command.manifest_path(manifest_path(path)?);
    }
    let flags = [(scope.locked, "--locked"), (scope.offline, "--offline"), (scope.frozen, "--frozen")];
    command.other_options(flags.iter().filter(|(set, _)| *set).map(|(_, flag)| (*flag).to_owned()).collect::<Vec<_>>());
    command.exec().map_err(|error| match error {
        // Cargo's own words are enough.
        cargo_metadata::Error::CargoMetadata { stderr } => {
            let stderr = stderr.trim();
            anyhow::anyhow!("{}", stderr.strip_prefix("error: ").unwrap_or(stderr).to_owned())
        }
        error => anyhow::Error::new(error).context("cargo could not be asked about the project"),
    })
}

/// A manifest path as cargo wants it. Cargo's own error for another file is unclear.
fn manifest_path(path: &Path) -> anyhow::Result<PathBuf> {
    let is_toml = path.file_name().is_some_and(|name| name == "Cargo.toml");
    anyhow::ensure!(is_toml, "the manifest-path must be a path to a Cargo.toml file: `{}`", path.display());
    std::path::absolute(path).with_context(|| format!("can't use `{}`", path.display()))
}
