//! error: cannot find module or crate `nowhere`

use bgtask::prelude::*;

#[background_task(trigger = "time:15")]
pub fn refresh() {}

#[background_app(tasks(refresh), crate = nowhere::bgtask)]
pub struct App;

fn main() {}
