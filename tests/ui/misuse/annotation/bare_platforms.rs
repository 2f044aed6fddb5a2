//! error: BG0005

use bgtask::prelude::*;

#[background_task(trigger = "time:15", platforms = "windows")]
fn refresh() {}

fn main() {}
