//! error: BG0005

use bgtask::prelude::*;

#[background_task(trigger = with())]
fn refresh() {}

fn main() {}
