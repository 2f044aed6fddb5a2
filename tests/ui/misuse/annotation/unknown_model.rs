//! error: BG0008

use bgtask::prelude::*;

#[background_task(trigger = "time:15", windows(model = "inprocess"))]
fn refresh() {}

fn main() {}
