//! error: BG0002

use bgtask::prelude::*;

#[background_task(trigger = "time:15", create = make)]
fn refresh() {}

fn main() {}
