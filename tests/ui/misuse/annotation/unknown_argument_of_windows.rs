//! error: BG0002

use bgtask::prelude::*;

#[background_task(trigger = "time:15", windows(entrypoint = "Tasks.Refresh"))]
fn refresh() {}

fn main() {}
