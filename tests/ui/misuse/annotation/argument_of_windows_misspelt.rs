//! error: BG0002 + `entry_point`? it stands in `windows(…)`

use bgtask::prelude::*;

#[background_task(trigger = "time:15", entryPoint = "Tasks.Refresh")]
fn refresh() {}

fn main() {}
