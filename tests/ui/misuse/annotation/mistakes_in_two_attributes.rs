//! error: BG0101
//! error: BG0201

use bgtask::prelude::*;

#[background_task(trigger = "time:5")]
#[background_task(trigger = "maintenance:60", name = "nightly", condition = "UserAsleep")]
fn refresh() {}

fn main() {}
