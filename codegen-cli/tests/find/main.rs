//! Finding, tried on crates that are written for it.

mod annotations;
mod apps;
mod cfgs;
mod fixture;
mod manifests;
mod modules;
mod packages;
#[cfg(unix)]
mod real_crates;
#[cfg(unix)]
mod rustc;
mod unseen;
