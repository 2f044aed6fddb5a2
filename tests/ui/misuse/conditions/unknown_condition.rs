//! error: BG0201

use bgtask::prelude::*;

#[background_task(trigger = "time:15", condition = "UserPresence")]
fn refresh() {}

fn main() {}
