//! A library that knows bgtask only through another one.
#![deny(warnings)]
#![forbid(unsafe_code)]

use facade::{BackgroundTask, TaskInstance, background_app, background_task};

#[background_task(trigger = "time:15", crate = facade::reexport::bgtask)]
#[derive(Default)]
pub struct Refresh;

impl BackgroundTask for Refresh {
    type Error = std::fmt::Error;

    async fn run(&self, task: &TaskInstance) -> Result<(), Self::Error> {
        task.set_progress(1);
        Ok(())
    }
}

#[background_task(trigger = "time:15", crate = ::facade::reexport::bgtask)]
pub fn count() {}

#[background_app(tasks(Refresh, count), crate = facade::reexport::bgtask)]
pub struct App;
