//! `-p`, `--workspace` and `--exclude`, with cargo's meaning.

use bgtask_core::grammar::closest;
use cargo_metadata::{Metadata, Package, PackageId};
use clap_cargo::Workspace;
use glob::Pattern;

/// Whether anything is said about packages: then every member of the workspace may be meant.
pub(super) fn names_packages(options: &Workspace) -> bool {
    options.workspace || options.all || !options.package.is_empty() || !options.exclude.is_empty()
}

/// The packages that were asked for; without a word about it, those that cargo takes: the one of the current directory, or
/// the workspace's default members. And what was asked for in vain.
pub(super) fn select(metadata: &Metadata, options: &Workspace) -> anyhow::Result<(Vec<Package>, Vec<String>)> {
    let everything = options.workspace || options.all;
    anyhow::ensure!(options.exclude.is_empty() || everything, "--exclude can only be used together with --workspace");
    let members: Vec<&Package> = metadata.workspace_packages();
    for spec in &options.package {
        if !members.iter().any(|package| is_meant(package, spec)) {
            let near = closest(spec, members.iter().map(|package| package.name.as_str()));
            let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            anyhow::bail!("package ID specification `{spec}` did not match any packages of the workspace{near}");
        }
    }
    let excluded = |package: &Package| options.exclude.iter().any(|spec| is_meant(package, spec));
    let unknown = options.exclude.iter().filter(|spec| !members.iter().any(|package| is_meant(package, spec)));
    let warnings = unknown.map(|spec| format!("excluded package `{spec}` not found in workspace")).collect();
    let defaults: &[PackageId] = if metadata.workspace_default_members.is_available() {
        &metadata.workspace_default_members
    } else {
        &metadata.workspace_members
    };
    let wanted = |package: &&&Package| {
        if everything {
            !excluded(package)
        } else if options.package.is_empty() {
            defaults.contains(&package.id)
        } else {
            options.package.iter().any(|spec| is_meant(package, spec))
        }
    };
    Ok((members.iter().filter(wanted).map(|package| (*package).clone()).collect(), warnings))
}

/// Whether a package id specification means the package: `name`, `name@1.2.3`, a pattern of names, or the whole id.
///
/// Format: <https://doc.rust-lang.org/cargo/reference/pkgid-spec.html>
fn is_meant(package: &Package, spec: &str) -> bool {
    if package.id.repr == spec {
        return true;
    }
    let (name, version) = match spec.split_once(['@', ':']) {
        Some((name, version)) if !name.contains('/') && !spec.contains("://") => (name, Some(version)),
        _ => (spec, None),
    };
    let of_version = version.is_none_or(|version| {
        let full = package.version.to_string();
        full == version || full.strip_prefix(version).is_some_and(|rest| rest.starts_with(['.', '-', '+']))
    });
    let of_name = match Pattern::new(name) {
        Ok(pattern) => pattern.matches(&package.name),
        Err(_) => name == package.name.as_str(),
    };
    of_version && of_name
}
