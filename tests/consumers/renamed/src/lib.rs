//! A library that knows bgtask by another name.
#![deny(warnings)]
#![forbid(unsafe_code)]

use tasks::prelude::*;

#[background_task(trigger = "time:15", crate = tasks)]
#[background_task(trigger = system(TimeZoneChange), name = "again", crate = tasks)]
#[derive(Default)]
pub struct Refresh;

impl BackgroundTask for Refresh {
    type Error = std::fmt::Error;

    async fn run(&self, task: &TaskInstance) -> Result<(), Self::Error> {
        task.set_progress(1);
        Ok(())
    }
}

#[tasks::background_task(trigger = "time:15", crate = ::tasks)]
pub fn count() {}

pub mod inner {
    // A name of this module's alone.
    use tasks as background;

    #[background::background_task(trigger = "time:15", crate = background)]
    pub async fn send(_: &background::TaskInstance) {}
}

#[background_app(tasks(Refresh, count, inner::send), crate = tasks)]
pub struct App;
