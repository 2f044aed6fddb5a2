//! error: BG0202

use bgtask::prelude::*;

#[background_task(trigger = "time:15", condition = "UserPresent", condition = UserPresent)]
fn refresh() {}

fn main() {}
