//! What cargo tells build scripts.
//!
//! Source: <https://doc.rust-lang.org/cargo/reference/environment-variables.html#environment-variables-cargo-sets-for-build-scripts>

use std::collections::BTreeSet;
use std::env;
use std::path::PathBuf;

use crate::find::Cfg;

/// One run of a build script.
#[derive(Clone, Debug)]
pub(super) struct Environment {
    /// The package's name.
    pub name: String,
    /// Its Cargo.toml.
    pub manifest_path: PathBuf,
    /// The folder of that.
    pub root: PathBuf,
    /// The features that it is built with.
    pub features: BTreeSet<String>,
    /// What it is compiled for.
    pub cfg: Cfg,
    /// Where what is made goes.
    pub out_dir: PathBuf,
}

impl Environment {
    /// That of this process.
    ///
    /// # Errors
    ///
    /// The name of the variable that is not set, outside of build scripts.
    pub fn of_process() -> Result<Self, &'static str> {
        let path = |name: &'static str| env::var_os(name).map(PathBuf::from).ok_or(name);
        let text = |name: &'static str| env::var(name).map_err(|_| name);
        let root = path("CARGO_MANIFEST_DIR")?;
        let value = |name: &str| env::var(format!("CARGO_CFG_{name}")).ok();
        let features = value("FEATURE").unwrap_or_default();
        Ok(Self {
            name: text("CARGO_PKG_NAME")?,
            manifest_path: root.join("Cargo.toml"),
            root,
            features: features.split(',').filter(|name| !name.is_empty()).map(String::from).collect(),
            cfg: Cfg::of_build(&text("TARGET")?, value),
            out_dir: path("OUT_DIR")?,
        })
    }
}
