//! error: BG0221

use bgtask::prelude::*;

#[background_task(trigger = "time:15", cancel_on_condition_loss)]
pub fn run() {}

#[background_app(tasks(run), strict)]
pub struct App;

fn main() {}
