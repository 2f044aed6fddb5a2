//! error: BG0008

use bgtask::prelude::*;

#[background_task(trigger = "time:15", apple(kind = "fetch"))]
fn refresh() {}

fn main() {}
