//! A forwarder that knows bgtask by another name.
#![no_implicit_prelude]
#![deny(warnings, missing_docs, clippy::all, clippy::pedantic, clippy::undocumented_unsafe_blocks)]
#![forbid(unsafe_code)]

::tasks::export_forwarder!(::consumer_desktop::App);
