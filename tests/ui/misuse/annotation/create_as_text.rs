//! error: BG0005

use bgtask::prelude::*;

#[background_task(trigger = "time:15", create = "Refresh::new")]
#[derive(Default)]
struct Refresh;

impl BackgroundTask for Refresh {
    type Error = std::io::Error;
    async fn run(&self, _: &TaskInstance) -> Result<(), Self::Error> {
        Ok(())
    }
}

fn main() {}
