//! The one place that knows what a background task is, what the systems want around it, and what is wrong with it.
//!
//! - [`model`]: a task and an app as plain `const` data. A macro writes it, a tool reads it from source, an app carries it.
//! - [`catalog`]: the platform facts as tables, each with its source.
//! - [`resolve`]: what an app's defaults make of its tasks.
//! - [`rules`]: what can be wrong, one number each, with the check, the text and the cure.
//! - [`record`]: what a built binary says of the app in it.
//! - `grammar` and `expand` (feature `syntax`): attributes to the model, the model to code.
//!
//! Without features the crate has no dependency; this is what an app compiles.

#![forbid(unsafe_code)]

pub mod catalog;
#[cfg(feature = "syntax")]
pub mod expand;
pub mod fingerprint;
#[cfg(feature = "syntax")]
pub mod grammar;
pub mod model;
mod nearest;
pub mod record;
pub mod resolve;
pub mod rules;
