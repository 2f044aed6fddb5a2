//! error: `Refresh` is not a background task

use bgtask::prelude::*;

#[background_task(trigger = "time:15")]
#[derive(Default)]
pub struct Refresh;

#[background_app(tasks(Refresh))]
pub struct App;

fn main() {}
