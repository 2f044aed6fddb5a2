//! The interfaces that only Windows implements, made by `build.rs` from Windows' metadata.
#![allow(warnings, clippy::all, clippy::pedantic, reason = "generated")]

include!(concat!(env!("OUT_DIR"), "/bindings.rs"));
