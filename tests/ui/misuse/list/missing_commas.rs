//! error: BG0001

use bgtask::prelude::*;

#[background_task(trigger = "time:15")]
pub fn refresh() {}

#[background_task(trigger = "time:30")]
pub fn tidy() {}

#[background_app(tasks(refresh tidy))]
pub struct App;

fn main() {}
