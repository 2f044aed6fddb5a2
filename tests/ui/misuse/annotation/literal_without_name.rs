//! error: BG0001

use bgtask::prelude::*;

#[background_task(trigger = "time:15", "UserPresent")]
fn refresh() {}

fn main() {}
