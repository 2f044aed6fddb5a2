//! Registers the tasks, as every app does.

use bgtask::host::simulated::Simulation;
use consumer_witness::App;

fn main() -> Result<(), bgtask::registration::RegisterAllError> {
    let simulation = Simulation::<App>::new();
    simulation.block_on(App::register_all(&simulation))?;
    Ok(())
}
