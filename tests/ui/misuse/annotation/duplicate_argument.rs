//! error: BG0003

use bgtask::prelude::*;

#[background_task(trigger = "time:15", trigger = "time:30")]
fn refresh() {}

fn main() {}
