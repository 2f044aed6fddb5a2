//! error: BG0104

use bgtask::prelude::*;

#[background_task(trigger = time(15, repeat))]
fn refresh() {}

fn main() {}
