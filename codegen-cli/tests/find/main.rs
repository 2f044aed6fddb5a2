//! Finding, tried on crates that are written for it, and on published ones.
#![expect(clippy::print_stdout, reason = "a test says what it could not try, and what it found")]

mod annotations;
mod apps;
mod bounds;
mod cfgs;
mod fixture;
mod macros;
#[cfg(unix)]
mod made;
mod manifests;
mod modules;
mod packages;
mod passing;
#[cfg(unix)]
mod real_crates;
#[cfg(unix)]
mod resolution;
mod rustc;
mod unpacked;
mod unseen;
