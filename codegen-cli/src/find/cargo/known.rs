//! The packages that are looked at: those that were asked for, and what they have beside them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use cargo_metadata::{Dependency, DependencyKind, Metadata, Package};

use super::super::features::{is_linked, name_of};
use super::super::package::BGTASK;
use super::patches::Patches;
use super::{CargoError, Extent, Manifests, Question};

/// The packages that are known.
pub(super) struct Known<'m> {
    pub packages: Vec<Package>,
    /// For each, the folder of its workspace.
    pub workspace_roots: Vec<PathBuf>,
    /// Those that were asked for, as indexes.
    pub roots: Vec<usize>,
    /// Whether cargo unifies features over all that asks for them.
    pub is_first_resolver: bool,
    /// By their folder: as cargo gives it, and without symbolic links.
    index: BTreeMap<PathBuf, usize>,
    patches: Patches,
    /// Workspaces that were read besides, for a package that only their other members name.
    others: Vec<Metadata>,
    manifests: &'m mut Manifests,
}

impl<'m> Known<'m> {
    /// The `selected` packages of a workspace, and all that they link by its path, wherever it is.
    pub fn of(metadata: &Metadata, selected: &[Package], manifests: &'m mut Manifests) -> Result<Self, CargoError> {
        let root = metadata.workspace_root.as_std_path();
        let mut known = Self {
            packages: Vec::new(),
            workspace_roots: Vec::new(),
            roots: Vec::new(),
            is_first_resolver: manifests.is_first_resolver(&root.join("Cargo.toml")),
            index: BTreeMap::new(),
            patches: Patches::of(root, manifests),
            others: Vec::new(),
            manifests,
        };
        for package in selected {
            known.roots.push(known.packages.len());
            known.add(package.clone(), root)?;
        }
        known.complete(metadata)?;
        Ok(known)
    }

    fn add(&mut self, mut package: Package, workspace_root: &Path) -> Result<(), CargoError> {
        for line in &mut package.dependencies {
            if line.path.is_none() {
                line.path = self.patches.folder(line, self.manifests)?;
            }
        }
        if let Some(folder) = package.manifest_path.as_std_path().parent() {
            for folder in [folder.to_path_buf(), real(folder)] {
                self.index.insert(folder, self.packages.len());
            }
        }
        self.packages.push(package);
        self.workspace_roots.push(workspace_root.to_path_buf());
        Ok(())
    }

    fn at(&self, folder: &Path) -> Option<usize> {
        // Mostly it is given alike, and the system does not have to be asked.
        self.index.get(folder).or_else(|| self.index.get(&real(folder))).copied()
    }

    /// Adds the path dependencies that are not yet known, and theirs.
    fn complete(&mut self, metadata: &Metadata) -> Result<(), CargoError> {
        let mut next = 0;
        while let Some(package) = self.packages.get(next) {
            let folders: Vec<_> = package
                .dependencies
                .iter()
                .filter(|line| self.is_followed(next, line))
                .filter_map(|line| Some(line.path.as_ref()?.as_std_path().to_path_buf()))
                .collect();
            next += 1;
            for folder in folders {
                if self.at(&folder).is_none() {
                    self.add_at(&folder, metadata)?;
                }
            }
        }
        Ok(())
    }

    /// Adds the package of a folder.
    fn add_at(&mut self, folder: &Path, metadata: &Metadata) -> Result<(), CargoError> {
        let mut known = std::iter::once(metadata).chain(&self.others);
        let known = known.find_map(|metadata| found(folder, metadata));
        let found = match known {
            Some(found) => Some(found),
            None => {
                let metadata = ask(folder, self.manifests)?;
                let found = found(folder, &metadata);
                self.others.push(metadata);
                found
            }
        };
        match found {
            Some((package, root)) => self.add(package, &root),
            // A workspace alone is no dependency; cargo says so when it builds.
            None => Ok(()),
        }
    }

    /// Whether a line of a package leads to what is looked at: to another package's folder, by code that is compiled, or by
    /// anything else that has a say in that package's features. What bgtask is made of has no task.
    fn is_followed(&self, package: usize, line: &Dependency) -> bool {
        let counts = is_linked(line)
            || self.is_first_resolver && (line.kind != DependencyKind::Development || self.roots.contains(&package));
        counts && line.path.is_some() && !BGTASK.contains(&line.name.as_str())
    }

    /// Whether any dependency that has a say in features is for some systems alone: one that is followed, or one that a feature
    /// may be called after.
    pub fn has_lines_for_platforms(&self) -> bool {
        let lines = |(at, package): (usize, &Package)| {
            package
                .dependencies
                .iter()
                .any(|line| line.target.is_some() && (line.optional || self.is_followed(at, line)))
        };
        self.packages.iter().enumerate().any(lines)
    }

    /// For each package, the packages behind its dependencies' names.
    pub fn links(&self) -> Vec<BTreeMap<String, usize>> {
        let of = |(at, package): (usize, &Package)| {
            let followed = package.dependencies.iter().filter(|line| self.is_followed(at, line));
            followed
                .filter_map(|line| Some((String::from(name_of(line)), self.at(line.path.as_ref()?.as_std_path())?)))
                .collect()
        };
        self.packages.iter().enumerate().map(of).collect()
    }
}

/// The package of a folder, as cargo writes its path, among those of a workspace; and that one's folder.
fn found(folder: &Path, metadata: &Metadata) -> Option<(Package, PathBuf)> {
    let is_it = |package: &&Package| package.manifest_path.as_std_path().parent() == Some(folder);
    let package = metadata.packages.iter().find(is_it)?;
    Some((package.clone(), metadata.workspace_root.clone().into_std_path_buf()))
}

/// What cargo says of the package of a folder.
pub(super) fn ask(folder: &Path, manifests: &mut Manifests) -> Result<Metadata, CargoError> {
    let manifest = folder.join("Cargo.toml");
    let question = Question { manifest_path: Some(manifest.clone()), options: Vec::new() };
    match question.ask(Extent::Package, manifests) {
        Ok((metadata, _)) => Ok(metadata),
        // As what a patch is for, cargo takes a package that it refuses as a project, as no workspace around has it.
        Err(CargoError::Project(message)) => manifests
            .metadata_of_package(&manifest)
            .ok_or_else(|| CargoError::Dependency { path: folder.to_path_buf(), message }),
        Err(error) => Err(error),
    }
}

/// The folder without symbolic links, as far as it exists.
fn real(folder: &Path) -> PathBuf {
    folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf())
}
