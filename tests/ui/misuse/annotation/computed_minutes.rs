//! error: BG0005

use bgtask::prelude::*;

#[background_task(trigger = time(60 * 24))]
fn refresh() {}

fn main() {}
