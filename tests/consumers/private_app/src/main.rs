//! A program whose app and tasks are its own business: all of them private, and none of them unused.
#![deny(warnings, dead_code, clippy::pedantic)]
#![forbid(unsafe_code)]

use bgtask::host::simulated::Simulation;
use bgtask::prelude::*;

#[background_task(trigger = "time:15")]
#[derive(Default)]
struct Refresh;

impl BackgroundTask for Refresh {
    type Error = std::fmt::Error;

    async fn run(&self, task: &TaskInstance) -> Result<(), Self::Error> {
        task.set_progress(1);
        Ok(())
    }
}

#[background_task(trigger = "time:30")]
async fn send(task: &TaskInstance) -> Result<(), Cancelled> {
    task.cancelled_or(async {}).await
}

#[background_task(trigger = "time:60")]
fn count() {}

#[background_app(tasks(Refresh, send, count))]
struct App;

fn main() -> Result<(), bgtask::registration::RegisterAllError> {
    let simulation = Simulation::<App>::new();
    simulation.block_on(App::register_all(&simulation))?;
    let names: Vec<_> = App::TASKS.iter().map(|task| task.spec.name).collect();
    println!("{}", names.join(" "));
    Ok(())
}
