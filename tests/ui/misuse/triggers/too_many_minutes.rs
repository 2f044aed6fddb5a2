//! error: BG0108

use bgtask::prelude::*;

#[background_task(trigger = "time:4294967296")]
fn refresh() {}

fn main() {}
