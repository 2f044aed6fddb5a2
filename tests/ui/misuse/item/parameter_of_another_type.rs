//! error: mismatched types

use bgtask::prelude::*;

#[background_task(trigger = "time:15")]
fn refresh(_task: &str) {}

fn main() {}
