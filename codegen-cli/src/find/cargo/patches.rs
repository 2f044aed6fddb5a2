//! `[patch]`: packages that a workspace takes from a folder, and not from where dependencies say that they are.
//!
//! Source: <https://doc.rust-lang.org/cargo/reference/overriding-dependencies.html>

use std::path::{Path, PathBuf};

use cargo_metadata::Dependency;
use cargo_metadata::camino::{Utf8Path, Utf8PathBuf};
use cargo_metadata::semver::VersionReq;

use super::known::ask;
use super::manifests::normal;
use super::{CargoError, Manifests};

/// Packages that are in folders instead.
pub(super) struct Patches(Vec<Patch>);

struct Patch {
    /// Where dependencies say that the package is.
    source: String,
    /// The package's name.
    name: String,
    folder: PathBuf,
}

/// The registry that is meant without a word.
const CRATES_IO: &str = "crates-io";

/// How cargo calls that one's index, and what may stand for it.
const INDEX: &str = "github.com/rust-lang/crates.io-index";

impl Patches {
    /// Those of a workspace, given by its folder. What is patched with a version or a repository is in no folder.
    pub fn of(root: &Path, manifests: &mut Manifests) -> Self {
        Self(Self::read(root, manifests).unwrap_or_default())
    }

    fn read(root: &Path, manifests: &mut Manifests) -> Option<Vec<Patch>> {
        let top = manifests.at(&root.join("Cargo.toml"))?;
        let mut patches = Vec::new();
        for (source, packages) in top.get("patch")?.as_object()? {
            for (key, package) in packages.as_object()? {
                let text = |name: &str| package.get(name).and_then(|value| value.as_str());
                let Some(path) = text("path") else { continue };
                patches.push(Patch {
                    source: plain(source),
                    name: String::from(text("package").unwrap_or(key)),
                    folder: normal(&root.join(path))?,
                });
            }
        }
        Some(patches)
    }

    /// The folder of a dependency that is patched: of one of its name, and of the latest version that it takes.
    pub fn folder(&self, line: &Dependency, manifests: &mut Manifests) -> Result<Option<Utf8PathBuf>, CargoError> {
        let source = line.source.as_ref().map_or_else(|| String::from(CRATES_IO), |source| plain(&source.repr));
        // Without a word about versions cargo takes one that is not yet out, too.
        let is_any = line.req == VersionReq::STAR && source != CRATES_IO;
        let mut taken: Option<cargo_metadata::Package> = None;
        for patch in self.0.iter().filter(|patch| patch.name == line.name && patch.source == source) {
            let metadata = ask(&patch.folder, manifests)?;
            let is_it = |package: &&cargo_metadata::Package| package.name.as_str() == patch.name;
            let Some(package) = metadata.packages.iter().find(is_it) else { continue };
            let is_newer = taken.as_ref().is_none_or(|taken| taken.version < package.version);
            if is_newer && (is_any || line.req.matches(&package.version)) {
                taken = Some(package.clone());
            }
        }
        Ok(taken.and_then(|package| package.manifest_path.parent().map(Utf8Path::to_path_buf)))
    }
}

/// A source as it is compared: what kind it is and which commit of it is meant does not matter, nor how a URL ends.
fn plain(source: &str) -> String {
    let url = source.split_once('+').map_or(source, |(_, url)| url);
    let url = url.split(['?', '#']).next().unwrap_or(url);
    let url = url.split_once("://").map_or(url, |(_, rest)| rest).trim_end_matches('/');
    let url = url.strip_suffix(".git").unwrap_or(url).to_ascii_lowercase();
    if url == INDEX { String::from(CRATES_IO) } else { url }
}
