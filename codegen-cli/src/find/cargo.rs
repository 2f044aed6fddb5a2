//! Packages from what `cargo metadata --no-deps` says: no lock file, no registry and no network is needed for it. Mostly the
//! manifests say the same, and cargo is not started.

mod known;
mod manifests;
mod patches;
mod question;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use cargo_metadata::{Metadata, TargetKind as CargoTargetKind};

use super::cfg::Cfg;
use super::features::{Enabled, FeatureOptions, Unified, is_linked, name_of, parts};
use super::package::{Dependency, Package, Target, TargetKind};
use super::strangers::{Graph, Strangers};
use known::Known;
pub use manifests::{Extent, Manifests};
pub use question::Question;

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
    /// Cargo refuses the project: its own words are enough.
    #[error("{0}")]
    Project(String),
    /// Cargo can't be asked.
    #[error("cargo could not be asked about the project")]
    NoCargo(#[source] cargo_metadata::Error),
    /// A feature that was asked for is in none of the packages.
    #[error("none of the selected packages contains this feature: {0}")]
    UnknownFeature(String),
    /// A feature that was asked for of a dependency is not in that.
    #[error(
        "package `{package}` depends on `{dependency}` with feature `{feature}` but `{dependency}` does not have that feature"
    )]
    UnknownFeatureOfDependency {
        /// The package that was asked for.
        package: String,
        /// The dependency, by the name that the package has for it.
        dependency: String,
        /// The feature.
        feature: String,
    },
}

/// The packages that were `selected` from `metadata`, which cargo was asked for with `--no-deps`, as they are built with the
/// features that the command line asks for, for the targets of `cfg`. What they link by its path is read, or asked for, as well.
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
    manifests: &mut Manifests,
) -> Result<Vec<Package>, CargoError> {
    let is_first_resolver = manifests.is_first_resolver(metadata.workspace_root.join("Cargo.toml").as_std_path());
    // Which `package/feature` cargo takes with the first resolver depends on the folder that it is started in.
    let checked = || options.names().filter(|name| !is_first_resolver || parts(name).is_none());
    check_features(selected, checked())?;
    let known = Known::of(metadata, selected, manifests)?;
    let links = known.links();
    check_features_of_dependencies(&known, &links, checked())?;
    let roots = &known.roots;
    let on = |unified| {
        let mut enabled = Enabled::new(&known.packages, &links, unified);
        for root in roots {
            enabled.root(*root, options);
        }
        enabled
    };
    let enabled: Vec<_> = if known.is_first_resolver {
        vec![on(Unified::Always)]
    } else if known.has_lines_for_platforms() {
        (0..cfg.len()).map(|target| on(Unified::ForTarget(cfg, target))).collect()
    } else {
        vec![on(Unified::ForCode)]
    };
    let with_examples: &[usize] = if with_examples { roots } else { &[] };
    let graph = Arc::new(Graph::of(&known.packages, metadata.workspace_root.join("Cargo.lock").into_std_path_buf()));
    let made = BTreeMap::new();
    let mut builder = Builder { known: &known, links: &links, enabled: &enabled, with_examples, made, graph };
    Ok(roots.iter().filter_map(|root| builder.package(*root, &mut Vec::new())).map(Arc::unwrap_or_clone).collect())
}

/// A feature must be in one of the packages, which a `package/feature` names itself or as a dependency.
fn check_features<'n>(
    selected: &[cargo_metadata::Package],
    mut names: impl Iterator<Item = &'n str>,
) -> Result<(), CargoError> {
    let is_in = |package: &cargo_metadata::Package, name: &str| match parts(name) {
        None => package.features.contains_key(name),
        Some((named, feature)) => {
            named == package.name.as_str() && package.features.contains_key(feature)
                || package.dependencies.iter().any(|line| name_of(line) == named)
        }
    };
    match names.find(|name| !selected.iter().any(|package| is_in(package, name))) {
        Some(unknown) => Err(CargoError::UnknownFeature(String::from(unknown))),
        None => Ok(()),
    }
}

/// A dependency must have the feature that is asked of it. Of one that is not looked at, cargo checks that when it builds.
fn check_features_of_dependencies<'n>(
    known: &Known<'_>,
    links: &[BTreeMap<String, usize>],
    names: impl Iterator<Item = &'n str>,
) -> Result<(), CargoError> {
    let linked = |root: usize, named: &str| {
        let package = known.packages.get(root).filter(|package| package.name.as_str() != named)?;
        let mut lines = package.dependencies.iter().filter(|line| name_of(line) == named);
        // Several lines may lead to several packages.
        lines.next().filter(|_| lines.next().is_none())?;
        Some((package, known.packages.get(*links.get(root)?.get(named)?)?))
    };
    for (named, feature) in names.filter_map(parts) {
        let mut found = known.roots.iter().filter_map(|root| linked(*root, named));
        if let Some((package, _)) = found.find(|(_, linked)| !linked.features.contains_key(feature)) {
            return Err(CargoError::UnknownFeatureOfDependency {
                package: package.name.to_string(),
                dependency: String::from(named),
                feature: String::from(feature),
            });
        }
    }
    Ok(())
}

struct Builder<'k> {
    known: &'k Known<'k>,
    links: &'k [BTreeMap<String, usize>],
    /// For each target, or once for all.
    enabled: &'k [Enabled<'k>],
    /// The packages whose examples are looked at.
    with_examples: &'k [usize],
    made: BTreeMap<usize, Arc<Package>>,
    graph: Arc<Graph>,
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
        for (index, line) in package.dependencies.iter().enumerate() {
            if !is_linked(line) || !enabled.iter().any(|enabled| enabled.uses(at, index)) {
                continue;
            }
            let Some(linked) = self.links.get(at).and_then(|links| links.get(name_of(line))) else { continue };
            if open.contains(linked) {
                continue;
            }
            let Some(linked) = self.package(*linked, open) else { continue };
            // A crate without a library is not linked, and one of procedural macros runs in the compiler.
            if let Some(library) = linked.library() {
                let name = line.rename.as_deref().map_or_else(|| library.crate_name.clone(), crate_name);
                let platform = line.target.as_ref().map(ToString::to_string);
                dependencies.push(Dependency { name, platform, package: linked });
            }
        }
        open.pop();
        let features: Vec<_> = self.enabled.iter().map(|enabled| enabled.features(at)).collect();
        let on_any = features.iter().flatten().cloned().collect();
        let (targets, other_roots) = targets(package, &on_any, self.with_examples.contains(&at));
        let lines = package.dependencies.iter().map(|line| (crate_name(name_of(line)), line.name.clone())).collect();
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
            strangers: Strangers::new(lines, Arc::clone(&self.graph)),
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
