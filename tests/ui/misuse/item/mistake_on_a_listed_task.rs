//! error: BG0101

use bgtask::prelude::*;

#[background_task(trigger = "time:5")]
pub async fn refresh(task: &TaskInstance) -> Result<(), std::io::Error> {
    task.set_progress(1);
    Ok(())
}

#[background_app(tasks(refresh), model = "out-of-process")]
pub struct App;

fn main() {}
