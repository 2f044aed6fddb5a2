//! Keeps manifests and property lists in step with the tasks that code declares.

#![forbid(unsafe_code)]

pub mod app;
pub mod configuration;
pub mod file;
pub mod find;
#[cfg(feature = "cli")]
pub mod init;
pub mod manifest;
pub mod plan;
pub mod plist;
pub mod problem;
pub mod source;
#[cfg(feature = "cli")]
pub mod witness;
pub mod xml;
