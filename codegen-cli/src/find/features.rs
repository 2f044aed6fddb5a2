//! Which features of which packages are enabled, as cargo unifies them over all that is linked.
//!
//! Source: <https://doc.rust-lang.org/cargo/reference/features.html>

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{Dependency, DependencyKind, Package};

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

/// The features and dependencies of packages that are in use. A package is named by its index in the list.
#[derive(Debug)]
pub(super) struct Enabled<'m> {
    packages: &'m [Package],
    /// For each package, the packages behind its dependencies' names.
    links: &'m [BTreeMap<String, usize>],
    /// The target that alone counts, as an index of what the `cfg`s are judged for. Else the lines for any system do.
    target: Option<(&'m Cfg, usize)>,
    features: Vec<BTreeSet<String>>,
    dependencies: Vec<BTreeSet<String>>,
    /// `dependency?/feature`, for when the dependency comes into use.
    waiting: Vec<(usize, String, String)>,
    work: Vec<(usize, String)>,
}

impl<'m> Enabled<'m> {
    pub fn new(
        packages: &'m [Package],
        links: &'m [BTreeMap<String, usize>],
        target: Option<(&'m Cfg, usize)>,
    ) -> Self {
        let empty = vec![BTreeSet::new(); packages.len()];
        let (features, dependencies) = (empty.clone(), empty);
        Self { packages, links, target, features, dependencies, waiting: Vec::new(), work: Vec::new() }
    }

    /// Takes a package into use, as the command line asks for it.
    pub fn root(&mut self, package: usize, options: &FeatureOptions) {
        let Some(of) = self.packages.get(package) else { return };
        self.take(package);
        if options.all_features {
            self.work.extend(of.features.keys().map(|feature| (package, feature.clone())));
        }
        if !options.no_default_features {
            self.work.push((package, String::from("default")));
        }
        for name in options.names() {
            match name.split_once('/') {
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

    /// Whether a dependency of a package is in use.
    pub fn uses(&self, package: usize, dependency: &Dependency) -> bool {
        self.dependencies.get(package).is_some_and(|used| used.contains(name_of(dependency)))
    }

    /// Takes a package into use, without any feature.
    fn take(&mut self, package: usize) {
        let Some(of) = self.packages.get(package) else { return };
        for dependency in of.dependencies.iter().filter(|dependency| !dependency.optional) {
            if self.counts(dependency) {
                self.take_dependency(package, name_of(dependency));
            }
        }
    }

    /// Whether code links the dependency on the target.
    fn counts(&self, dependency: &Dependency) -> bool {
        is_linked(dependency)
            && match (&dependency.target, self.target) {
                (Some(platform), Some((cfg, target))) => cfg.is_platform(target, &platform.to_string()),
                _ => true,
            }
    }

    fn settle(&mut self) {
        while let Some((package, feature)) = self.work.pop() {
            self.enable(package, &feature);
        }
    }

    fn enable(&mut self, package: usize, feature: &str) {
        if let Some(name) = feature.strip_prefix("dep:") {
            return self.take_dependency(package, name);
        }
        if let Some((dependency, feature)) = feature.split_once('/') {
            let (name, weak) = match dependency.strip_suffix('?') {
                Some(name) => (name, true),
                None => (dependency, false),
            };
            if weak && !self.dependencies.get(package).is_some_and(|used| used.contains(name)) {
                self.waiting.push((package, String::from(name), String::from(feature)));
                return;
            }
            // An optional dependency that has a feature of its own name enables that one too.
            if !weak && self.packages.get(package).is_some_and(|of| of.features.contains_key(name)) {
                self.work.push((package, String::from(name)));
            }
            self.take_dependency(package, name);
            return self.enable_in(package, name, feature);
        }
        let Some(implied) = self.packages.get(package).and_then(|of| of.features.get(feature)) else { return };
        if self.features.get_mut(package).is_some_and(|enabled| enabled.insert(String::from(feature))) {
            self.work.extend(implied.iter().map(|implied| (package, implied.clone())));
        }
    }

    /// Takes a dependency into use, with the features that its line in Cargo.toml asks for.
    fn take_dependency(&mut self, package: usize, name: &str) {
        if !self.dependencies.get_mut(package).is_some_and(|used| used.insert(String::from(name))) {
            return;
        }
        let Some(of) = self.packages.get(package) else { return };
        let lines = of.dependencies.iter().filter(|dependency| name_of(dependency) == name);
        for line in lines.filter(|line| self.counts(line)).collect::<Vec<_>>() {
            if line.uses_default_features {
                self.enable_in(package, name, "default");
            }
            for feature in &line.features {
                self.enable_in(package, name, feature);
            }
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

/// Whether code links the dependency: build scripts and tests are not looked at.
pub(super) fn is_linked(dependency: &Dependency) -> bool {
    dependency.kind == DependencyKind::Normal
}

/// The name that Cargo.toml has for a dependency.
pub(super) fn name_of(dependency: &Dependency) -> &str {
    dependency.rename.as_deref().unwrap_or(&dependency.name)
}
