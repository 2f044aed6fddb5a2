//! error: BG0007

use bgtask::prelude::*;

#[background_task(trigger = "time:15")]
extern "C" fn refresh() {}

fn main() {}
