//! error: BG0003

use bgtask::prelude::*;

#[background_task(trigger = time(15, once, once))]
fn refresh() {}

fn main() {}
