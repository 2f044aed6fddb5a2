//! Which features of which packages are enabled, as cargo unifies them over all that is linked.
//!
//! Source: <https://doc.rust-lang.org/cargo/reference/features.html>

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{Dependency, DependencyKind, Package, TargetKind};

use super::cfg::Cfg;

/// What the command line says about features.
#[derive(Clone, Debug, Default)]
pub struct FeatureOptions {
    /// `--features`: names, and `package/name`; several may stand in one, divided by commas or spaces.
    pub features: Vec<String>,
    /// `--all-features`
    pub all_features: bool,
    /// `--no-default-features`
    pub no_default_features: bool,
}

impl FeatureOptions {
    /// The single names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.features.iter().flat_map(|list| list.split([',', ' '])).filter(|name| !name.is_empty())
    }
}

/// A `package/feature` or `package?/feature` of the command line in its parts.
pub(super) fn parts(name: &str) -> Option<(&str, &str)> {
    let (package, feature) = name.split_once('/')?;
    Some((package.strip_suffix('?').unwrap_or(package), feature))
}

/// What cargo unifies the features of a package over.
///
/// Source: <https://doc.rust-lang.org/cargo/reference/resolver.html#features>
#[derive(Clone, Copy, Debug)]
pub(super) enum Unified<'c> {
    /// Over all that asks for it, as the first resolver does: build scripts, macros, tests of the packages that are built, and
    /// lines for other systems.
    Always,
    /// Over what code links, apart from what runs in the compiler, by lines for any system.
    ForCode,
    /// The same, by the lines for one target: an index of what the `cfg`s are judged for.
    ForTarget(&'c Cfg, usize),
}

/// The features and dependencies of packages that are in use. A package is named by its index in the list.
#[derive(Debug)]
pub(super) struct Enabled<'m> {
    packages: &'m [Package],
    /// For each package, the packages behind its dependencies' names.
    links: &'m [BTreeMap<String, usize>],
    unified: Unified<'m>,
    /// The packages that are built, and not only linked.
    roots: BTreeSet<usize>,
    features: Vec<BTreeSet<String>>,
    /// For each package, the indexes of the dependencies that are in use.
    dependencies: Vec<BTreeSet<usize>>,
    /// `dependency?/feature`, for when the dependency comes into use.
    waiting: Vec<(usize, String, String)>,
    work: Vec<(usize, String)>,
}

impl<'m> Enabled<'m> {
    pub fn new(packages: &'m [Package], links: &'m [BTreeMap<String, usize>], unified: Unified<'m>) -> Self {
        Self {
            packages,
            links,
            unified,
            roots: BTreeSet::new(),
            features: vec![BTreeSet::new(); packages.len()],
            dependencies: vec![BTreeSet::new(); packages.len()],
            waiting: Vec::new(),
            work: Vec::new(),
        }
    }

    /// Takes a package into use, as the command line asks for it.
    pub fn root(&mut self, package: usize, options: &FeatureOptions) {
        let Some(of) = self.packages.get(package) else { return };
        self.roots.insert(package);
        self.take(package);
        if options.all_features {
            self.work.extend(of.features.keys().map(|feature| (package, feature.clone())));
        }
        if !options.no_default_features {
            self.work.push((package, String::from("default")));
        }
        for name in options.names() {
            match parts(name) {
                Some((named, feature)) if named == of.name.as_str() => self.work.push((package, String::from(feature))),
                _ => self.work.push((package, String::from(name))),
            }
        }
        self.settle();
    }

    /// The features of a package that are enabled.
    pub fn features(&self, package: usize) -> BTreeSet<String> {
        self.features.get(package).cloned().unwrap_or_default()
    }

    /// Whether a dependency of a package, given by its index, is in use.
    pub fn uses(&self, package: usize, dependency: usize) -> bool {
        self.dependencies.get(package).is_some_and(|used| used.contains(&dependency))
    }

    /// Takes a package into use, without any feature.
    fn take(&mut self, package: usize) {
        self.take_dependencies(package, |dependency| !dependency.optional);
    }

    /// Whether the dependency has a say in what code is compiled with.
    fn counts(&self, package: usize, dependency: &Dependency) -> bool {
        match self.unified {
            Unified::Always => dependency.kind != DependencyKind::Development || self.roots.contains(&package),
            _ if !is_linked(dependency) => false,
            Unified::ForCode | Unified::ForTarget(..) => {
                self.is_for_system(dependency) && !self.is_macro(package, dependency)
            }
        }
    }

    /// Whether a dependency of this name is optional: for what is compiled here, be it for code or for what runs before.
    fn is_optional(&self, package: usize, name: &str) -> bool {
        let is_it = |line: &Dependency| line.optional && name_of(line) == name && self.is_for_system(line);
        self.packages.get(package).is_some_and(|of| of.dependencies.iter().any(is_it))
    }

    /// Whether a line is for the systems that features are unified over.
    fn is_for_system(&self, line: &Dependency) -> bool {
        match (self.unified, &line.target) {
            (Unified::ForTarget(cfg, target), Some(platform)) => cfg.is_platform(target, &platform.to_string()),
            _ => true,
        }
    }

    /// Whether the dependency is a crate of procedural macros.
    fn is_macro(&self, package: usize, dependency: &Dependency) -> bool {
        let linked = self.link(package, name_of(dependency)).and_then(|linked| self.packages.get(linked));
        linked.is_some_and(|linked| linked.targets.iter().any(|target| target.is_kind(TargetKind::ProcMacro)))
    }

    fn settle(&mut self) {
        while let Some((package, feature)) = self.work.pop() {
            self.enable(package, &feature);
        }
    }

    fn enable(&mut self, package: usize, feature: &str) {
        if let Some(name) = feature.strip_prefix("dep:") {
            return self.take_dependencies(package, |dependency| name_of(dependency) == name);
        }
        if let Some((dependency, feature)) = feature.split_once('/') {
            let (name, weak) = match dependency.strip_suffix('?') {
                Some(name) => (name, true),
                None => (dependency, false),
            };
            if !weak {
                // An optional dependency enables the feature of its own name, too.
                if self.is_optional(package, name) {
                    self.work.push((package, String::from(name)));
                }
                self.take_dependencies(package, |dependency| name_of(dependency) == name);
            } else if !self.uses_named(package, name) {
                self.waiting.push((package, String::from(name), String::from(feature)));
                return;
            }
            if self.uses_named(package, name) {
                self.enable_in(package, name, feature);
            }
            return;
        }
        let Some(implied) = self.packages.get(package).and_then(|of| of.features.get(feature)) else { return };
        if self.features.get_mut(package).is_some_and(|enabled| enabled.insert(String::from(feature))) {
            self.work.extend(implied.iter().map(|implied| (package, implied.clone())));
        }
    }

    /// Whether a dependency of this name is in use.
    fn uses_named(&self, package: usize, name: &str) -> bool {
        let Some(of) = self.packages.get(package) else { return false };
        of.dependencies.iter().enumerate().any(|(at, line)| name_of(line) == name && self.uses(package, at))
    }

    /// Takes dependencies into use, with the features that their lines in Cargo.toml ask for.
    fn take_dependencies(&mut self, package: usize, is_meant: impl Fn(&Dependency) -> bool) {
        let Some(of) = self.packages.get(package) else { return };
        for (at, line) in of.dependencies.iter().enumerate().filter(|(_, line)| is_meant(line)) {
            let is_new =
                self.counts(package, line) && self.dependencies.get_mut(package).is_some_and(|used| used.insert(at));
            if is_new {
                self.take_dependency(package, line);
            }
        }
    }

    fn take_dependency(&mut self, package: usize, line: &Dependency) {
        let name = name_of(line);
        if line.uses_default_features {
            self.enable_in(package, name, "default");
        }
        for feature in &line.features {
            self.enable_in(package, name, feature);
        }
        if let Some(linked) = self.link(package, name) {
            self.take(linked);
        }
        let (ready, waiting) = std::mem::take(&mut self.waiting)
            .into_iter()
            .partition(|(waiting, dependency, _)| *waiting == package && dependency == name);
        self.waiting = waiting;
        for (package, dependency, feature) in Vec::from_iter::<Vec<_>>(ready) {
            self.enable_in(package, &dependency, &feature);
        }
    }

    fn enable_in(&mut self, package: usize, dependency: &str, feature: &str) {
        if let Some(linked) = self.link(package, dependency) {
            self.work.push((linked, String::from(feature)));
        }
    }

    fn link(&self, package: usize, dependency: &str) -> Option<usize> {
        self.links.get(package)?.get(dependency).copied()
    }
}

/// Whether code links the dependency, and not a build script or a test.
pub(super) fn is_linked(dependency: &Dependency) -> bool {
    dependency.kind == DependencyKind::Normal
}

/// The name that Cargo.toml has for a dependency.
pub(super) fn name_of(dependency: &Dependency) -> &str {
    dependency.rename.as_deref().unwrap_or(&dependency.name)
}
