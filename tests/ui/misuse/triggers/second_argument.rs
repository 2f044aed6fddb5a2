//! error: BG0105

use bgtask::prelude::*;

#[background_task(trigger = time(15, 30))]
fn refresh() {}

fn main() {}
