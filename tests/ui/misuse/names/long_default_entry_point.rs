//! error: BG0302

use bgtask::prelude::*;

#[background_task(trigger = "time:15")]
pub fn refresh_every_feed() {}

#[background_app(tasks(refresh_every_feed), model = "out-of-process", namespace = "Tasks.Tasks.Tasks.Tasks.Tasks.Tasks.Tasks.Tasks.Tasks.Tasks.Tasks.Tasks.Tasks.Tasks.Tasks.Tasks.Tasks.Tasks.Tasks.Tasks.Tasks.Tasks.Tasks.Tasks.Tasks.Tasks.Tasks.Tasks.Tasks.Tasks.Tasks.Tasks.Tasks.Tasks.Tasks.Tasks.Tasks.Tasks.Tasks.Tasks.Tasks")]
pub struct App;

fn main() {}
