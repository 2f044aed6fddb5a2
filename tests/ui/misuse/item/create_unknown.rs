//! error: cannot find function `make`

use bgtask::prelude::*;

#[background_task(trigger = "time:15", create = make)]
pub struct Refresh;

impl BackgroundTask for Refresh {
    type Error = std::io::Error;
    async fn run(&self, _: &TaskInstance) -> Result<(), Self::Error> {
        Ok(())
    }
}

fn main() {}
