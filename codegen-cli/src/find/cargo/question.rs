//! What is asked about a project.

use std::path::PathBuf;

use cargo_metadata::{Metadata, MetadataCommand};

use super::{CargoError, Extent, Manifests};

/// Which project is asked about, and how.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// Its Cargo.toml; else the nearest one of the current folder.
    pub manifest_path: Option<PathBuf>,
    /// `--locked`, `--offline`, `--frozen`: for cargo, should it be asked.
    pub options: Vec<String>,
}

impl Question {
    /// Reads the manifests, or asks cargo where they are not plain. Nothing is fetched and nothing is built: cargo, too, only
    /// reads the packages' own files. Also gives how much is in the answer: as much as was asked for, or all.
    ///
    /// # Errors
    ///
    /// What cargo says when there is no project or it is not in order.
    pub fn ask(&self, extent: Extent, manifests: &mut Manifests) -> Result<(Metadata, Extent), CargoError> {
        // The lock file, which the options are about, plays no part in what is asked.
        for extent in if extent == Extent::Workspace { vec![extent] } else { vec![extent, Extent::Workspace] } {
            if let Some(metadata) = manifests.metadata(self.manifest_path.as_deref(), extent) {
                return Ok((metadata, extent));
            }
        }
        let mut command = MetadataCommand::new();
        command.no_deps().other_options(self.options.clone());
        if let Some(path) = &self.manifest_path {
            command.manifest_path(path);
        }
        let metadata = command.exec().map_err(|error| match error {
            cargo_metadata::Error::CargoMetadata { stderr } => {
                let stderr = stderr.trim();
                CargoError::Project(String::from(stderr.strip_prefix("error: ").unwrap_or(stderr)))
            }
            error => CargoError::NoCargo(error),
        })?;
        Ok((metadata, Extent::Workspace))
    }
}
