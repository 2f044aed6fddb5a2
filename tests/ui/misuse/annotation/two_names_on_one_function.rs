//! error: BG0001 + call both `background_task`

use bgtask::background_task as task;
use bgtask::prelude::*;

#[background_task(trigger = "time:15")]
#[task(trigger = "maintenance:60", name = "nightly")]
pub fn refresh() {}

fn main() {}
