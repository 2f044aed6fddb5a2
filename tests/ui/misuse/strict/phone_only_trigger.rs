//! error: BG0122

use bgtask::prelude::*;

#[background_task(trigger = "communication-blocking-app-set-as-active")]
pub fn run() {}

#[background_app(tasks(run), strict)]
pub struct App;

fn main() {}
