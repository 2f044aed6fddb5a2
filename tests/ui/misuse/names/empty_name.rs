//! error: BG0307

use bgtask::prelude::*;

#[background_task(trigger = "time:15", name = "")]
fn refresh() {}

fn main() {}
