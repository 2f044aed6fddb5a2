//! error: BG0001

use bgtask::prelude::*;

#[background_task(trigger = "time:15")]
#[background_task = "time:30"]
fn refresh() {}

fn main() {}
