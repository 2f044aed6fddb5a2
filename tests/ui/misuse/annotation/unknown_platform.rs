//! error: BG0008

use bgtask::prelude::*;

#[background_task(trigger = "time:15", platforms("macos"))]
fn refresh() {}

fn main() {}
