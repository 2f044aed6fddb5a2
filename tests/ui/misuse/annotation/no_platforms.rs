//! error: BG0005

use bgtask::prelude::*;

#[background_task(trigger = "time:15", platforms())]
fn refresh() {}

fn main() {}
