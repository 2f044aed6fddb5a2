//! error: a background task can't return `u32`

use bgtask::prelude::*;

#[background_task(trigger = "time:15")]
fn refresh() -> u32 {
    0
}

fn main() {}
