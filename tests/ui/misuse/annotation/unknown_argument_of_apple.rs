//! error: BG0002

use bgtask::prelude::*;

#[background_task(trigger = "time:15", apple(power))]
fn refresh() {}

fn main() {}
