//! error: BG0309

use bgtask::prelude::*;

#[background_task(trigger = "time:15", platforms("windows", "apple"))]
pub fn refresh() {}

#[background_app(tasks(refresh))]
pub struct App;

fn main() {}
