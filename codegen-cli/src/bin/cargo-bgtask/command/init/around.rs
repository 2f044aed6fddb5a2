//! What of a workspace goes with a package that is set up: files of the app beside it, and who names them already.

use std::path::{Path, PathBuf};

use bgtask_codegen::configuration;
use bgtask_codegen::find::{BGTASK, Package};
use bgtask_codegen::init::{Shape, look};
use bgtask_codegen::outputs::linked;
use bgtask_codegen::shown::from_here;
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

/// The manifests and property lists of a package, as paths from its folder on: where it has none of them, those of the workspace
/// that belong to no other app.
pub(super) fn files(package: &Package, others: &[Package]) -> Shape {
    let mut shape = look(&package.root);
    if !shape.manifests.is_empty() && !shape.plists.is_empty() {
        return shape;
    }
    let related = related(package, others);
    let mut folders: Vec<&Path> = related.iter().map(|other| other.root.as_path()).collect();
    let top = package.workspace_root.as_path();
    let is_of_another = others.iter().any(|other| other.root == top);
    if top != package.root && !is_of_another {
        folders.push(top);
    }
    let (mut manifests, mut plists) = (Vec::new(), Vec::new());
    for folder in folders {
        let there = look(folder);
        let from_package = |path: PathBuf| from_here(&folder.join(path), Some(&package.root));
        manifests.extend(there.manifests.into_iter().map(from_package));
        plists.extend(there.plists.into_iter().map(from_package));
    }
    if shape.manifests.is_empty() {
        shape.manifests = manifests;
    }
    if shape.plists.is_empty() {
        shape.plists = plists;
    }
    shape
}

/// The members of the workspace that a package links, and that link it.
fn related<'p>(package: &'p Package, others: &'p [Package]) -> Vec<&'p Package> {
    let is_same = |one: &Package, other: &Package| one.manifest_path == other.manifest_path;
    let is_linked = |one: &Package, by: &Package| linked(by).into_iter().any(|linked| is_same(linked, one));
    let is_related = |other: &&Package| is_linked(other, package) || is_linked(package, other);
    others.iter().filter(|other| !BGTASK.contains(&&*other.name)).filter(is_related).collect()
}
