//! error: BG0312

use bgtask::prelude::*;

#[background_task(trigger = "time:15", group = "")]
fn refresh() {}

fn main() {}
