//! error: BG0005

use bgtask::prelude::*;

#[background_task(trigger)]
fn refresh() {}

fn main() {}
