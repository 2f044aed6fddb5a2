//! error: BG0203

use bgtask::prelude::*;

#[background_task(trigger = "time:15", conditions("UserPresent", "UserNotPresent"))]
fn refresh() {}

fn main() {}
