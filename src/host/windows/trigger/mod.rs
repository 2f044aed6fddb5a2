//! Trigger objects: from an annotation's literals, or from a function of the app's.

mod build;
mod builder;

pub use build::{TriggerError, build};
pub use builder::{Asynchronous, BuildTrigger, Synchronous, TriggerBuilder};
