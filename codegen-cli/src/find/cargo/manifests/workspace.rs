//! Which workspace a package belongs to, and which others do.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{Manifests, Table, dependencies, has_only, inner, normal, texts};

/// A workspace.
pub(super) struct Workspace {
    /// Its Cargo.toml.
    pub root: PathBuf,
    /// The manifests of its packages, in cargo's order.
    pub members: Vec<PathBuf>,
    /// Those that a command without a word about packages means.
    pub default_members: Vec<PathBuf>,
}

/// The workspace that a manifest belongs to; one of its own, where there is none.
pub(super) fn of(manifest: &Path, manifests: &mut Manifests) -> Option<Workspace> {
    let Belongs::To(root) = root_of(manifest, manifests)? else {
        let only = vec![manifest.to_path_buf()];
        return Some(Workspace { root: manifest.to_path_buf(), members: only.clone(), default_members: only });
    };
    let top = manifests.at(&root)?;
    let table = inner(&top, "workspace")?.into_owned();
    let keys = ["members", "exclude", "default-members", "resolver", "package", "dependencies", "lints", "metadata"];
    has_only(&table, &keys)?;
    let folder = root.parent()?.to_path_buf();
    let mut members = Members { root: &root, folder: &folder, table: &table, found: Vec::new(), manifests };
    let listed = expand(&folder, &texts(&table, "members")?)?;
    for path in &listed {
        members.add(&path.join("Cargo.toml"), false)?;
    }
    members.add(&root, false)?;
    let members = members.found;
    let current = manifests.at(manifest)?;
    let is_virtual = !current.contains_key("package");
    // A package of the workspace that is not one of its members is a mistake.
    if !is_virtual && !members.iter().any(|member| member == manifest) {
        return None;
    }
    let default_members = if root == *manifest && table.contains_key("default-members") {
        let paths = expand(&folder, &texts(&table, "default-members")?)?;
        let paths: Vec<_> = paths.iter().map(|path| path.join("Cargo.toml")).collect();
        paths.iter().all(|path| members.contains(path)).then_some(paths)?
    } else if is_virtual {
        members.clone()
    } else {
        vec![manifest.to_path_buf()]
    };
    let mut packages = Vec::new();
    for member in members {
        if manifests.at(&member)?.contains_key("package") {
            packages.push(member);
        }
    }
    let default_members = default_members.into_iter().filter(|member| packages.contains(member)).collect();
    Some(Workspace { root, members: packages, default_members })
}

/// The same with this manifest's package alone, where that is what a command without a word about packages means, and the
/// workspace names it as a member. Which others there are is not asked, but for those that are named `with_below` its folder.
pub(super) fn around(manifest: &Path, with_below: bool, manifests: &mut Manifests) -> Option<Workspace> {
    let current = manifests.at(manifest)?;
    current.get("package")?;
    let root = match root_of(manifest, manifests)? {
        Belongs::ToNone => manifest.to_path_buf(),
        Belongs::To(root) => root,
    };
    let top = manifests.at(&root)?;
    let table = inner(&top, "workspace")?;
    let named = texts(&table, "members")?;
    let (package, folder) = (manifest.parent()?, root.parent()?);
    let is_clear =
        if root == manifest { !table.contains_key("default-members") } else { is_named(package, folder, &named)? };
    is_clear.then_some(())?;
    let default_members = vec![manifest.to_path_buf()];
    let mut members = default_members.clone();
    for member in named.iter().filter(|member| with_below && !is_pattern(member)) {
        let member = normal(&folder.join(member))?;
        if member != package && member.starts_with(package) {
            members.push(member.join("Cargo.toml"));
        }
    }
    Some(Workspace { root, members, default_members })
}

/// What a manifest's package would be in, were it a member of the workspace around it.
pub(super) fn with_alone(manifest: &Path, manifests: &mut Manifests) -> Option<Workspace> {
    let root = match root_of(manifest, manifests)? {
        Belongs::ToNone => manifest.to_path_buf(),
        Belongs::To(root) => root,
    };
    let members = vec![manifest.to_path_buf()];
    Some(Workspace { root, members: members.clone(), default_members: members })
}

/// Whether a list of members, of the workspace of a folder, names the package of another.
fn is_named(package: &Path, folder: &Path, members: &[String]) -> Option<bool> {
    let options = glob::MatchOptions { require_literal_separator: true, ..glob::MatchOptions::new() };
    for member in members {
        let is_it = if is_pattern(member) {
            in_folder(folder, member)?.matches_path_with(package, options)
        } else {
            normal(&folder.join(member))? == package
        };
        if is_it {
            return Some(true);
        }
    }
    Some(false)
}

fn is_pattern(member: &str) -> bool {
    member.contains(['*', '?', '[', ']'])
}

/// A pattern of a list of members.
fn in_folder(folder: &Path, pattern: &str) -> Option<glob::Pattern> {
    // The folder's own name is no pattern.
    let whole = Path::new(&glob::Pattern::escape(folder.to_str()?)).join(pattern);
    glob::Pattern::new(whole.to_str()?).ok()
}

/// Whether a manifest belongs to a workspace.
#[derive(PartialEq)]
enum Belongs {
    /// To that of this Cargo.toml: itself, or the next one above that is one.
    To(PathBuf),
    ToNone,
}

fn root_of(manifest: &Path, manifests: &mut Manifests) -> Option<Belongs> {
    let own = manifests.at(manifest)?;
    if own.contains_key("workspace") {
        return Some(Belongs::To(manifest.to_path_buf()));
    }
    if inner(&own, "package")?.contains_key("workspace") {
        return None;
    }
    let folder = manifest.parent()?;
    // What cargo itself unpacks belongs to no workspace around it.
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo")))?;
    if folder.starts_with(home) || folder.to_str()?.contains("target/package") {
        return None;
    }
    for above in folder.ancestors().skip(1) {
        let path = above.join("Cargo.toml");
        if !path.exists() {
            continue;
        }
        let table = manifests.at(&path)?;
        if inner(&table, "package")?.contains_key("workspace") {
            return None;
        }
        if let Some(workspace) = table.get("workspace") {
            // One that leaves it out may lie in one that does not.
            if !is_excluded(workspace.as_object()?, above, manifest)? {
                return Some(Belongs::To(path));
            }
        }
    }
    Some(Belongs::ToNone)
}

struct Members<'m> {
    root: &'m Path,
    folder: &'m Path,
    table: &'m Table,
    found: Vec<PathBuf>,
    manifests: &'m mut Manifests,
}

impl Members<'_> {
    /// Adds a member, and those of its path dependencies that lie in the workspace's folder.
    fn add(&mut self, manifest: &Path, is_dependency: bool) -> Option<()> {
        let manifest = normal(manifest)?;
        if self.found.contains(&manifest) {
            return Some(());
        }
        let is_outside = !manifest.parent()?.starts_with(self.folder);
        if is_dependency && is_outside && root_of(&manifest, self.manifests)? != Belongs::To(self.root.to_path_buf()) {
            return Some(());
        }
        if is_excluded(self.table, self.folder, &manifest)? {
            return Some(());
        }
        self.found.push(manifest.clone());
        let table = self.manifests.at(&manifest)?;
        // One workspace in another is a mistake.
        if manifest != self.root && (table.contains_key("workspace") || !table.contains_key("package")) {
            return None;
        }
        for path in dependencies::paths(&table, manifest.parent()?, self.table, self.folder)? {
            self.add(&path.join("Cargo.toml"), true)?;
        }
        Some(())
    }
}

/// Whether a workspace leaves a manifest out.
fn is_excluded(workspace: &Table, folder: &Path, manifest: &Path) -> Option<bool> {
    let is_below = |paths: Vec<String>| paths.iter().any(|path| manifest.starts_with(folder.join(path)));
    Some(is_below(texts(workspace, "exclude")?) && !is_below(texts(workspace, "members")?))
}

/// The folders that a list of members means.
fn expand(folder: &Path, patterns: &[String]) -> Option<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for pattern in patterns {
        if !is_pattern(pattern) {
            paths.push(normal(&folder.join(pattern))?);
            continue;
        }
        for path in glob::glob(in_folder(folder, pattern)?.as_str()).ok()? {
            let path = path.ok()?;
            if path.is_dir() {
                path.join("Cargo.toml").exists().then_some(())?;
                paths.push(normal(&path)?);
            }
        }
    }
    Some(paths)
}

/// A value that a package takes from its workspace, `{ workspace = true }`: that one; any other as it is.
pub(super) fn inherited<'v>(value: &'v Value, name: &str, workspace: &'v Table) -> Option<&'v Value> {
    match value {
        Value::Object(table) if table.contains_key("workspace") => {
            (table.len() == 1 && table.get("workspace")?.as_bool()?).then_some(())?;
            workspace.get("package")?.get(name)
        }
        value => Some(value),
    }
}
