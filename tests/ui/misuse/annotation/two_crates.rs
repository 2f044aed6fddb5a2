//! error: BG0003

use bgtask::prelude::*;

#[background_task(trigger = "time:15", crate = bgtask)]
#[background_task(trigger = "time:30", name = "half-hourly", crate = ::bgtask)]
fn refresh() {}

fn main() {}
