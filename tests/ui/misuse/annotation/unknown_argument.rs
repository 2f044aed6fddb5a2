//! error: BG0002

use bgtask::prelude::*;

#[background_task(trigger = "time:15", conditon = "UserPresent")]
fn refresh() {}

fn main() {}
