//! Packages from what `cargo metadata --no-deps` says: no lock file, no registry and no network is needed for it. Mostly the
//! manifests say the same, and cargo is not started.

mod manifests;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use cargo_metadata::{Metadata, MetadataCommand, TargetKind as CargoTargetKind};
use toml::de::DeTable;

use super::cfg::Cfg;
use super::features::{Enabled, FeatureOptions, is_linked, name_of};
use super::package::{Dependency, Package, Target, TargetKind};

/// Why packages can't be looked at.
#[derive(Debug, thiserror::Error)]
pub enum CargoError {
    /// Cargo refuses a dependency's Cargo.toml.
    #[error("the dependency in `{}` can't be read: {message}", path.display())]
    Dependency {
        /// Its folder.
        path: PathBuf,
        /// What cargo says.
        message: String,
    },
    /// A feature that was asked for is in none of the packages.
    #[error("none of the selected packages contains this feature: {0}")]
    UnknownFeature(String),
}

/// The packages that were `selected` from `metadata`, which cargo was asked for with `--no-deps`, as they are built with the
/// features that the command line asks for, for the targets of `cfg`. Path dependencies outside of the workspace are asked for
/// as well.
///
/// # Errors
///
/// When cargo refuses a path dependency, or a feature that was asked for is nowhere.
pub fn packages(
    metadata: &Metadata,
    selected: &[cargo_metadata::Package],
    options: &FeatureOptions,
    with_examples: bool,
    cfg: &Cfg,
) -> Result<Vec<Package>, CargoError> {
    let mut known = Known::default();
    for package in &metadata.packages {
        known.add(package.clone(), metadata.workspace_root.as_std_path());
    }
    known.complete()?;
    check_features(selected, options)?;
    let links = known.links();
    let roots: Vec<_> =
        selected.iter().filter_map(|package| known.at(package.manifest_path.as_std_path().parent()?)).collect();
    let on = |target: Option<usize>| {
        let mut enabled = Enabled::new(&known.packages, &links, target.map(|target| (cfg, target)));
        for root in &roots {
            enabled.root(*root, options);
        }
        enabled
    };
    let enabled: Vec<_> = if known.has_lines_for_platforms() && is_by_platform(metadata) {
        (0..cfg.len()).map(|target| on(Some(target))).collect()
    } else {
        vec![on(None)]
    };
    let with_examples: &[usize] = if with_examples { &roots } else { &[] };
    let mut builder = Builder { known: &known, links: &links, enabled: &enabled, with_examples, made: BTreeMap::new() };
    Ok(roots.iter().filter_map(|root| builder.package(*root, &mut Vec::new())).map(Arc::unwrap_or_clone).collect())
}

/// Whether cargo enables for a target only the features that are asked for there. Before its second resolver it did not.
///
/// Source: <https://doc.rust-lang.org/cargo/reference/resolver.html#resolver-versions>
fn is_by_platform(metadata: &Metadata) -> bool {
    let root = metadata.workspace_root.as_std_path().join("Cargo.toml");
    let text = std::fs::read_to_string(root).unwrap_or_default();
    let Ok(manifest) = DeTable::parse(text.strip_prefix('\u{feff}').unwrap_or(&text)) else { return true };
    let manifest = manifest.get_ref();
    let of = |table: &str| {
        let version = manifest.get(table)?.get_ref().get("resolver")?.get_ref().as_str()?;
        Some(version != "1")
    };
    if let Some(is_by_platform) = of("workspace").or_else(|| of("package")) {
        return is_by_platform;
    }
    // Without a word it goes by the edition of the package beside it; a workspace without one has the first resolver.
    let of_root =
        metadata.packages.iter().find(|package| package.manifest_path.parent() == Some(&metadata.workspace_root));
    of_root.is_some_and(|package| package.edition >= cargo_metadata::Edition::E2021)
}

/// A feature must be in one of the packages; a `package/feature` is cargo's to check when it builds.
fn check_features(selected: &[cargo_metadata::Package], options: &FeatureOptions) -> Result<(), CargoError> {
    for name in options.names().filter(|name| !name.contains('/')) {
        if !selected.iter().any(|package| package.features.contains_key(name)) {
            return Err(CargoError::UnknownFeature(String::from(name)));
        }
    }
    Ok(())
}

/// The packages that cargo was asked about.
#[derive(Default)]
struct Known {
    packages: Vec<cargo_metadata::Package>,
    workspace_roots: Vec<PathBuf>,
    /// By their folder: without symbolic links, and as cargo gives it.
    index: BTreeMap<PathBuf, usize>,
}

impl Known {
    fn add(&mut self, package: cargo_metadata::Package, workspace_root: &Path) {
        let Some(folder) = package.manifest_path.as_std_path().parent() else { return };
        let (given, folder) = (folder.to_path_buf(), real(folder));
        if !self.index.contains_key(&folder) {
            self.index.insert(folder, self.packages.len());
            self.index.insert(given, self.packages.len());
            self.packages.push(package);
            self.workspace_roots.push(workspace_root.to_path_buf());
        }
    }

    fn at(&self, folder: &Path) -> Option<usize> {
        // Mostly it is given alike, and nobody has to be asked.
        self.index.get(folder).or_else(|| self.index.get(&real(folder))).copied()
    }

    /// Asks for the path dependencies that are not yet known, and for theirs.
    fn complete(&mut self) -> Result<(), CargoError> {
        let mut next = 0;
        while let Some(package) = self.packages.get(next) {
            next += 1;
            let missing: Vec<_> = package
                .dependencies
                .iter()
                .filter(|dependency| is_linked(dependency))
                .filter_map(|dependency| dependency.path.as_ref())
                .map(|path| path.as_std_path().to_path_buf())
                .filter(|path| self.at(path).is_none())
                .collect();
            for path in missing {
                let metadata = ask(&path)?;
                for package in metadata.packages {
                    self.add(package, metadata.workspace_root.as_std_path());
                }
            }
        }
        Ok(())
    }

    /// Whether any dependency is for some systems alone.
    fn has_lines_for_platforms(&self) -> bool {
        let mut lines = self.packages.iter().flat_map(|package| &package.dependencies);
        lines.any(|line| is_linked(line) && line.target.is_some())
    }

    /// For each package, the packages behind its dependencies' names.
    fn links(&self) -> Vec<BTreeMap<String, usize>> {
        let of = |package: &cargo_metadata::Package| {
            let linked = package.dependencies.iter().filter(|dependency| is_linked(dependency));
            linked
                .filter_map(|line| Some((String::from(name_of(line)), self.at(line.path.as_ref()?.as_std_path())?)))
                .collect()
        };
        self.packages.iter().map(of).collect()
    }
}

/// What `cargo metadata --no-deps` says of the project of a Cargo.toml, or of the nearest one of the current folder, where its
/// manifests are plain enough to say it. Else, and where anything is wrong with them, `None`: then cargo is to be asked.
pub fn from_manifests(manifest_path: Option<&Path>) -> Option<Metadata> {
    manifests::read(manifest_path)
}

fn ask(folder: &Path) -> Result<Metadata, CargoError> {
    if let Some(metadata) = from_manifests(Some(&folder.join("Cargo.toml"))) {
        return Ok(metadata);
    }
    let mut command = MetadataCommand::new();
    command.manifest_path(folder.join("Cargo.toml")).no_deps();
    command.exec().map_err(|error| {
        let message = match error {
            cargo_metadata::Error::CargoMetadata { stderr } => String::from(stderr.trim()),
            error => error.to_string(),
        };
        CargoError::Dependency { path: folder.to_path_buf(), message }
    })
}

/// The folder without symbolic links, as far as it exists.
fn real(folder: &Path) -> PathBuf {
    folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf())
}

struct Builder<'k> {
    known: &'k Known,
    links: &'k [BTreeMap<String, usize>],
    /// For each target, or once for all.
    enabled: &'k [Enabled<'k>],
    /// The packages whose examples are looked at.
    with_examples: &'k [usize],
    made: BTreeMap<usize, Arc<Package>>,
}

impl Builder<'_> {
    /// Makes a package, with the packages that it links. `open` are those that are being made: cargo has no cycles, but says
    /// so only when it builds.
    fn package(&mut self, at: usize, open: &mut Vec<usize>) -> Option<Arc<Package>> {
        if let Some(made) = self.made.get(&at) {
            return Some(Arc::clone(made));
        }
        let package = self.known.packages.get(at)?;
        let workspace_root = self.known.workspace_roots.get(at)?.clone();
        open.push(at);
        let mut dependencies = Vec::new();
        let enabled = self.enabled;
        let is_used = |line: &&_| is_linked(line) && enabled.iter().any(|enabled| enabled.uses(at, line));
        for line in package.dependencies.iter().filter(is_used) {
            let Some(linked) = self.links.get(at).and_then(|links| links.get(name_of(line))) else { continue };
            if open.contains(linked) {
                continue;
            }
            let Some(linked) = self.package(*linked, open) else { continue };
            // A crate without a library is not linked, and one of procedural macros runs in the compiler.
            if linked.library().is_some() {
                let platform = line.target.as_ref().map(ToString::to_string);
                dependencies.push(Dependency { name: crate_name(name_of(line)), platform, package: linked });
            }
        }
        open.pop();
        let features: Vec<_> = self.enabled.iter().map(|enabled| enabled.features(at)).collect();
        let on_any = features.iter().flatten().cloned().collect();
        let (targets, other_roots) = targets(package, &on_any, self.with_examples.contains(&at));
        let is_build_script = |target: &&cargo_metadata::Target| target.is_kind(CargoTargetKind::CustomBuild);
        let made = Arc::new(Package {
            name: package.name.to_string(),
            manifest_path: package.manifest_path.clone().into_std_path_buf(),
            root: package.manifest_path.parent()?.as_std_path().to_path_buf(),
            workspace_root,
            edition: Some(String::from(package.edition.as_str())),
            is_confined: true,
            features,
            knows_features: true,
            targets,
            other_roots,
            build_script: package
                .targets
                .iter()
                .find(is_build_script)
                .map(|target| target.src_path.clone().into_std_path_buf()),
            dependencies,
        });
        self.made.insert(at, Arc::clone(&made));
        Some(made)
    }
}

/// The targets that are looked at, the library first, and the roots of the others.
fn targets(
    package: &cargo_metadata::Package,
    features: &BTreeSet<String>,
    with_examples: bool,
) -> (Vec<Target>, Vec<PathBuf>) {
    let (mut targets, mut others) = (Vec::new(), Vec::new());
    for target in &package.targets {
        let root = target.src_path.clone().into_std_path_buf();
        let kind = target.kind.iter().find_map(|kind| match kind {
            CargoTargetKind::Lib
            | CargoTargetKind::RLib
            | CargoTargetKind::DyLib
            | CargoTargetKind::CDyLib
            | CargoTargetKind::StaticLib => Some(TargetKind::Library),
            CargoTargetKind::Bin => Some(TargetKind::Binary),
            CargoTargetKind::Example if with_examples => Some(TargetKind::Example),
            _ => None,
        });
        // A feature of a dependency is not known here, and is taken as enabled.
        let built = target.required_features.iter().all(|feature| feature.contains('/') || features.contains(feature));
        match kind {
            Some(kind) if built => {
                let foreign = [CargoTargetKind::CDyLib, CargoTargetKind::StaticLib];
                let is_final = kind == TargetKind::Binary || foreign.iter().any(|kind| target.kind.contains(kind));
                let (name, crate_name) = (target.name.clone(), crate_name(&target.name));
                targets.push(Target { name, crate_name, kind, is_final, root });
            }
            _ => others.push(root),
        }
    }
    targets.sort_by_key(|target| target.kind);
    (targets, others)
}

fn crate_name(name: &str) -> String {
    name.replace('-', "_")
}
