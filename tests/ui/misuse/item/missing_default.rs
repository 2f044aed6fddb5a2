//! error: the trait bound `Refresh: Default` is not satisfied

use bgtask::prelude::*;

#[background_task(trigger = "time:15")]
pub struct Refresh {
    feeds: Vec<String>,
}

impl BackgroundTask for Refresh {
    type Error = std::io::Error;
    async fn run(&self, _: &TaskInstance) -> Result<(), Self::Error> {
        Ok(())
    }
}

fn main() {}
