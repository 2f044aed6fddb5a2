//! error: BG0309 + task `refresh` and 2 others are meant to run on Apple systems
// What the app lacks is told once.

use bgtask::prelude::*;

#[background_task(trigger = "time:15")]
pub fn refresh() {}

#[background_task(trigger = "time:60")]
pub fn tidy() {}

#[background_task(trigger = "maintenance:60")]
pub fn index() {}

#[background_app(tasks(refresh, tidy, index), platforms("windows", "apple"))]
pub struct App;

fn main() {}
