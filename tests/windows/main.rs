//! The Windows host, on Windows or what stands for it: `tests/windows/run` runs these under Wine.
#![cfg(windows)]
#![allow(missing_docs)]

mod absent;
mod activation;
mod details;
#[allow(dead_code, reason = "shared with unit tests of the Windows host")]
mod double;
mod objects;
mod with;
