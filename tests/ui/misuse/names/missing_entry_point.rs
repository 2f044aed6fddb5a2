//! error: BG0301

use bgtask::prelude::*;

#[background_task(trigger = "time:15")]
pub fn refresh() {}

#[background_app(tasks(refresh), model = "out-of-process")]
pub struct App;

fn main() {}
