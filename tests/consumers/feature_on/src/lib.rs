//! Tasks behind a feature, compiled with it and without.
#![deny(warnings)]
#![forbid(unsafe_code)]

use bgtask::prelude::*;

#[background_task(trigger = "time:15")]
pub fn always() {}

#[cfg(feature = "push")]
mod push {
    #[bgtask::background_task(trigger = "time:15")]
    pub fn pushed() {}
}

#[background_task(trigger = "time:15")]
#[cfg(feature = "push")]
#[derive(Default)]
pub struct Push;

#[cfg(feature = "push")]
impl BackgroundTask for Push {
    type Error = std::fmt::Error;

    async fn run(&self, _: &TaskInstance) -> Result<(), Self::Error> {
        Ok(())
    }
}

/// Without the feature the task is another.
#[cfg_attr(feature = "push", background_task(trigger = "time:15", name = "with"))]
#[cfg_attr(not(feature = "push"), background_task(trigger = "time:30", name = "without"))]
pub fn either() {}

#[background_app(tasks(
    always,
    #[cfg(feature = "push")] push::pushed,
    #[cfg(feature = "push")] Push,
    #[cfg(not(any(feature = "push", unix, windows)))] no::such::task,
    either,
))]
pub struct App;

/// An app that is there only with the feature.
#[background_app(tasks(Push))]
#[cfg(feature = "push")]
pub struct PushApp;
