//! error: BG0001 + call both `background_task`

use bgtask::background_task as task;
use bgtask::prelude::*;

#[background_task(trigger = "time:15")]
#[task(trigger = "maintenance:60", name = "nightly")]
#[derive(Default)]
pub struct Refresh;

impl BackgroundTask for Refresh {
    type Error = std::io::Error;
    async fn run(&self, _: &TaskInstance) -> Result<(), Self::Error> {
        Ok(())
    }
}

fn main() {}
