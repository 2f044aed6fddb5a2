//! error: BG0108

use bgtask::prelude::*;

#[background_task(trigger = "time:15min")]
fn refresh() {}

fn main() {}
