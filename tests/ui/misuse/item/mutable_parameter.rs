//! error: BG0007

use bgtask::prelude::*;

#[background_task(trigger = "time:15")]
fn refresh(_task: &mut TaskInstance) {}

fn main() {}
