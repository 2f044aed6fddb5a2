//! error: BG0101

use bgtask::prelude::*;

// A type that has a mistake in its annotation is told nothing else.
#[background_task(trigger = "time:5")]
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
