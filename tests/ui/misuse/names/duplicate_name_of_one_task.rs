//! error: BG0308

use bgtask::prelude::*;

#[background_task(trigger = "time:15")]
#[background_task(trigger = "system:TimeZoneChange")]
fn refresh() {}

fn main() {}
