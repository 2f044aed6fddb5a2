//! error: BG0102

use bgtask::prelude::*;

#[background_task(trigger = "TimeTrigger:15")]
fn refresh() {}

fn main() {}
