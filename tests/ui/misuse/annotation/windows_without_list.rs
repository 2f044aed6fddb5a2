//! error: BG0005

use bgtask::prelude::*;

#[background_task(trigger = "time:15", windows = "com")]
fn refresh() {}

fn main() {}
