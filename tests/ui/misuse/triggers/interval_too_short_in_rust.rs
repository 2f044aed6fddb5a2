//! error: BG0101

use bgtask::prelude::*;

#[background_task(trigger = maintenance(14, once))]
fn refresh() {}

fn main() {}
