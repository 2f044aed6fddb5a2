//! The Windows host against a double of Windows. `tests/windows/run` runs it under Wine.
#![cfg(windows)]
#![allow(missing_docs)]

mod access;
mod activations;
mod events;
mod groups;
mod many;
mod refusals;
mod registrar;
mod requests;
mod restarts;
mod sequences;
mod servicing;
mod settings;
