//! Keeps manifests and property lists in step with the tasks that code declares.
//!
//! Most people meet this crate as `cargo bgtask`. As a library it is for build scripts: [`build::Builder`] finds the tasks
//! of a package, so that `#[background_app]` needs no list.
//!
//! | feature | what it is for |
//! | --- | --- |
//! | `cli`, on by default | the command line |
//! | `packaging` | manifests and property lists; part of `cli` |
//! | `witness` | what built binaries say of the tasks in them; part of `cli` |
//!
//! A build script turns both off, with `default-features = false`, or takes `packaging` alone.

#![forbid(unsafe_code)]

pub mod allow;
pub mod app;
pub mod build;
#[cfg(feature = "packaging")]
pub mod configuration;
#[cfg(feature = "packaging")]
pub mod file;
pub mod find;
#[cfg(feature = "cli")]
pub mod init;
#[cfg(feature = "packaging")]
pub mod manifest;
#[cfg(feature = "cli")]
pub mod outputs;
#[cfg(feature = "packaging")]
pub mod plan;
#[cfg(feature = "packaging")]
pub mod plist;
pub mod problem;
pub mod shown;
pub mod source;
#[cfg(feature = "witness")]
pub mod witness;
#[cfg(feature = "packaging")]
pub mod xml;
