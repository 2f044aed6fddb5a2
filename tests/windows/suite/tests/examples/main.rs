//! The examples as they are: their programs and DLLs, built without a change for this, in packages with the manifests that
//! lie in their folders. `tests/windows/run` puts them together.
#![cfg(windows)]

mod desktop_notes;
mod feed_reader;
mod package;
