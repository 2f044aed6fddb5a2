//! error: BG0006

use bgtask::prelude::*;

#[background_task(trigger = "time:15")]
mod refresh {}

fn main() {}
