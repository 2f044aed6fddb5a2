//! error: BG0002 + `trigger = time(15)`

use bgtask::prelude::*;

#[background_task(time(15))]
fn refresh() {}

fn main() {}
