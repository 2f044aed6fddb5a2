//! error: mismatched types

use bgtask::prelude::*;

#[background_task(trigger = "time:15", create = number)]
pub struct Refresh;

fn number() -> u32 {
    1
}

impl BackgroundTask for Refresh {
    type Error = std::io::Error;
    async fn run(&self, _: &TaskInstance) -> Result<(), Self::Error> {
        Ok(())
    }
}

fn main() {}
