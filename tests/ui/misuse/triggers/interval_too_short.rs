//! error: BG0101

use bgtask::prelude::*;

#[background_task(trigger = "time:5")]
fn refresh() {}

fn main() {}
