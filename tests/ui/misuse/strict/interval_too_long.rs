//! error: BG0120

use bgtask::prelude::*;

#[background_task(trigger = "time:43201")]
pub fn run() {}

#[background_app(tasks(run), strict)]
pub struct App;

fn main() {}
