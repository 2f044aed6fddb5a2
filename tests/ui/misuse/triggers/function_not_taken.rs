//! error: BG0110

use bgtask::prelude::*;

#[background_task(trigger = with("time", build))]
fn refresh() {}

fn main() {}
