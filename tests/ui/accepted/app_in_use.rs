//! What an app gives: its registrations, the way to the system, the dispatch.

use std::sync::{Arc, Mutex};

use bgtask::host::simulated::Simulation;
use bgtask::prelude::*;
use bgtask::{Activation, BackgroundApp, DispatchError};

#[background_task(trigger = "time:15")]
async fn refresh(task: &TaskInstance) -> Result<(), bgtask::NoState> {
    let library: &Mutex<Vec<String>> = task.state()?;
    library.lock().map_or(Ok(()), |mut library| {
        library.push(String::new());
        Ok(())
    })
}

#[background_app(tasks(refresh), state = Mutex<Vec<String>>)]
struct App;

const _: () = assert!(App::TASKS.len() == 1);

fn dispatch(activation: Activation<App>) -> Result<(), DispatchError> {
    App::on_background_activated(activation)
}

async fn register(device: &Simulation<App>) -> Result<(), Box<dyn std::error::Error>> {
    App::register_all(device).await?;
    Ok(())
}

fn start<A: BackgroundApp<State = Mutex<Vec<String>>>>() {
    bgtask::provide_state::<A>(Mutex::default());
}

fn main() {
    start::<App>();
    let _ = (dispatch, register, Arc::new(App));
}
