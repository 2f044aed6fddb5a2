//! error: BG0304

use bgtask::prelude::*;

#[background_task(trigger = "time:15")]
pub fn refresh() {}

#[background_app(tasks(refresh), model = "com")]
pub struct App;

fn main() {}
