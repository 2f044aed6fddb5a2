//! error: BG0007

use bgtask::prelude::*;

#[background_task(trigger = "time:15")]
unsafe fn refresh() {}

fn main() {}
