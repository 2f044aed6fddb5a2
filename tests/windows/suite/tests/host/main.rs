//! The Windows host against a double of Windows. `tests/windows/run` runs it under Wine.
#![cfg(windows)]
#![allow(missing_docs)]

mod sequences;
