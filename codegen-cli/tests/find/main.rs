//! Finding, tried on crates that are written for it.

mod fixture;
mod modules;
