//! error: BG0201

use bgtask::prelude::*;

#[background_task(trigger = "time:15", condition = "UserPresent, InternetAvailable")]
fn refresh() {}

fn main() {}
