//! error: BG0308 + task `refresh` is in the list twice

use bgtask::prelude::*;

#[background_task(trigger = "time:15")]
pub fn refresh() {}

#[background_app(tasks(refresh, crate::refresh))]
pub struct App;

fn main() {}
