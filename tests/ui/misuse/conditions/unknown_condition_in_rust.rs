//! error: BG0201

use bgtask::prelude::*;

#[background_task(trigger = "time:15", conditions(UserPresent, Internet))]
fn refresh() {}

fn main() {}
