//! error: BG0005

use bgtask::prelude::*;

#[background_task(trigger = "time:15")]
pub fn refresh() {}

#[background_app(tasks = refresh)]
pub struct App;

fn main() {}
