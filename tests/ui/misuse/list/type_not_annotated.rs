//! error: `Refresh` is not declared as a background task

use bgtask::prelude::*;

#[derive(Default)]
pub struct Refresh;

impl BackgroundTask for Refresh {
    type Error = std::io::Error;
    async fn run(&self, _: &TaskInstance) -> Result<(), Self::Error> {
        Ok(())
    }
}

#[background_app(tasks(Refresh))]
pub struct App;

fn main() {}
