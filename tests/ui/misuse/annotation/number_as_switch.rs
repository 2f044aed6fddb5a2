//! error: BG0005

use bgtask::prelude::*;

#[background_task(trigger = "time:15", network_requested = 1)]
fn refresh() {}

fn main() {}
