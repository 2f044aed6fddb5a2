//! The same library in every edition.
#![deny(warnings, rust_2018_idioms, rust_2021_compatibility, rust_2024_compatibility)]
#![forbid(unsafe_code)]

use bgtask::prelude::*;

#[background_task(trigger = "time:15", condition = "UserPresent", create = Refresh::new)]
pub struct Refresh {
    progress: u32,
}

impl Refresh {
    fn new() -> Self {
        Self { progress: 1 }
    }
}

impl BackgroundTask for Refresh {
    type Error = std::fmt::Error;

    async fn run(&self, task: &TaskInstance) -> Result<(), Self::Error> {
        task.set_progress(self.progress);
        Ok(())
    }
}

#[background_task(trigger = time(15))]
#[background_task(trigger = "system:TimeZoneChange", name = "resend")]
pub async fn send(task: &TaskInstance) -> Result<(), Cancelled> {
    task.cancelled_or(async { task.set_progress(2) }).await
}

pub mod inner {
    #[bgtask::background_task(trigger = "time:15")]
    pub fn count() {}
}

#[background_app(tasks(Refresh, send, inner::count), block_on = drive)]
pub struct App;

fn drive<F: std::future::Future>(future: F) -> F::Output {
    bgtask::block_on(future)
}
