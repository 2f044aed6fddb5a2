//! What of a workspace goes with a package that is set up: files of the app beside it, and who names them already.

use std::path::{Path, PathBuf};

use bgtask_codegen::configuration;
use bgtask_codegen::find::{BGTASK, Package};
use bgtask_codegen::init::{Shape, has_xcode_project, look};
use bgtask_codegen::outputs::linked;
use bgtask_codegen::shown::{from_here, plain};
use bgtask_codegen::source::Sources;

use crate::examine::Examined;

/// The Cargo.toml files that name the app's files, where that of the package does not: then there is nothing to make here. While
/// there is no app, those of the members that the package links, and that link it.
pub(super) fn naming(package: &Examined, others: &[Package], sources: &mut Sources) -> anyhow::Result<Vec<PathBuf>> {
    if package.configuration.table.is_some() {
        return Ok(Vec::new());
    }
    if package.app.is_some() {
        return Ok(package.files_named_in.clone());
    }
    let mut naming = Vec::new();
    for other in related(&package.package, others) {
        let text = bgtask_codegen::file::read(&other.manifest_path)?;
        let file = sources.add(&other.manifest_path, String::from_utf8_lossy(text.bytes()));
        // What is wrong with it is told to who asks for it.
        if configuration::read(file, sources, &mut Vec::new()).table.is_some() {
            naming.push(other.manifest_path.clone());
        }
    }
    Ok(naming)
}

/// The files of a package, as paths from its folder on.
pub(super) struct Files {
    pub shape: Shape,
    /// Whether the manifests are none of the package's.
    pub are_manifests_beside: bool,
    /// Whether the property lists are none of the package's.
    pub are_plists_beside: bool,
}

/// The files of a package: where it has none of a kind, those of its workspace or repository that belong to no other package,
/// those of a project of Xcode that it lies in, and those of the members that it has to do with.
pub(super) fn files(package: &Package, others: &[Package]) -> Files {
    let own = look(&package.root);
    let mut files = Files { shape: own, are_manifests_beside: false, are_plists_beside: false };
    let Shape { manifests, plists, projects } = &mut files.shape;
    if !manifests.is_empty() && !plists.is_empty() {
        return files;
    }
    let related = related(package, others);
    let mut folders: Vec<&Path> = related.iter().map(|other| other.root.as_path()).collect();
    let top = package.workspace_root.as_path();
    let is_of_another = others.iter().any(|other| other.root == top);
    if top != package.root && !is_of_another {
        folders.push(top);
    }
    // As a crate beside an app of Xcode or Visual Studio.
    let is_repository = |folder: &&Path| folder.join(".git").exists() && !folder.join("Cargo.toml").exists();
    folders.extend(top.parent().filter(is_repository));
    let parents = [top.parent(), package.root.parent()];
    folders.extend(parents.into_iter().flatten().filter(|folder| is_of_xcode_alone(folder)));
    let mut beside = Shape::default();
    for folder in folders {
        let there = look(folder);
        for (known, found) in [
            (&mut beside.manifests, there.manifests),
            (&mut beside.plists, there.plists),
            (&mut beside.projects, there.projects),
        ] {
            // One folder may be above another one.
            let from_package = |path: PathBuf| from_here(&plain(&folder.join(path)), Some(&package.root));
            for path in found.into_iter().map(from_package) {
                if !known.contains(&path) {
                    known.push(path);
                }
            }
        }
    }
    if manifests.is_empty() {
        *manifests = beside.manifests;
        files.are_manifests_beside = true;
    }
    if plists.is_empty() {
        *plists = beside.plists;
        files.are_plists_beside = true;
    }
    if projects.is_empty() {
        *projects = beside.projects;
    }
    files
}

/// Whether a folder is that of a project of Xcode, and of no package: also where nobody keeps its versions. A home folder, in
/// which a project may lie too, is not.
fn is_of_xcode_alone(folder: &Path) -> bool {
    let is_home = std::env::home_dir().is_some_and(|home| home == folder);
    !is_home && has_xcode_project(folder) && !folder.join("Cargo.toml").exists()
}

/// The members of the workspace that a package links, and that link it.
fn related<'p>(package: &'p Package, others: &'p [Package]) -> Vec<&'p Package> {
    let is_same = |one: &Package, other: &Package| one.manifest_path == other.manifest_path;
    let is_linked = |one: &Package, by: &Package| linked(by).into_iter().any(|linked| is_same(linked, one));
    let is_related = |other: &&Package| is_linked(other, package) || is_linked(package, other);
    others.iter().filter(|other| !BGTASK.contains(&&*other.name)).filter(is_related).collect()
}
