//! Finding, tried on crates that are written for it.

mod annotations;
mod cfgs;
mod fixture;
mod modules;
mod unseen;
