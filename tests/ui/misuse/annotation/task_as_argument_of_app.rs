//! error: BG0002 + `tasks(refresh)`

use bgtask::prelude::*;

#[background_task(trigger = "time:15")]
pub fn refresh() {}

#[background_app(refresh)]
pub struct App;

fn main() {}
