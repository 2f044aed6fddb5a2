//! error: expected

use bgtask::prelude::*;

#[background_task(trigger = "time:15")]
pub fn (refresh) {}

fn main() {}
