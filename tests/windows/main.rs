//! The Windows host, on Windows or what stands for it: `tests/windows/run` runs these under Wine.
#![cfg(windows)]
#![allow(missing_docs)]

mod absent;
mod activation;
mod details;
mod objects;
mod with;
