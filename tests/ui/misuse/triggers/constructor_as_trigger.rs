//! error: BG0102 + `time:15`

use bgtask::prelude::*;

#[background_task(trigger = "TimeTrigger(15, false)")]
fn refresh() {}

fn main() {}
