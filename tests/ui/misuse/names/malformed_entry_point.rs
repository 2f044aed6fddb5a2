//! error: BG0302

use bgtask::prelude::*;

#[background_task(trigger = "time:15", windows(model = "out-of-process", entry_point = "Tasks::Refresh"))]
fn refresh() {}

fn main() {}
