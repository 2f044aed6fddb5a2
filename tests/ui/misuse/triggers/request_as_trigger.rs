//! error: BG0102 + `time:15` + BGAppRefreshTaskRequest

use bgtask::prelude::*;

#[background_task(trigger = "BGAppRefreshTaskRequest")]
fn refresh() {}

fn main() {}
