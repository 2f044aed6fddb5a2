//! Published crates, where cargo keeps them unpacked. The bench of finding includes this file by its path.

use std::fs;
use std::path::PathBuf;

/// Their folders.
pub fn unpacked() -> Vec<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    let registries = home.and_then(|home| fs::read_dir(home.join("registry").join("src")).ok());
    let packages = registries.into_iter().flatten().flatten().flat_map(|registry| fs::read_dir(registry.path()));
    let mut folders: Vec<_> = packages.flatten().flatten().map(|package| package.path()).collect();
    folders.sort();
    folders
}
