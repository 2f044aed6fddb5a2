//! error: BG0005

use bgtask::prelude::*;

#[background_task(trigger = 15)]
fn refresh() {}

fn main() {}
