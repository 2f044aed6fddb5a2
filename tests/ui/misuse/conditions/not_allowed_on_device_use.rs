//! error: BG0204

use bgtask::prelude::*;

#[background_task(trigger = "device-use", condition = "UserPresent", windows(model = "out-of-process"))]
fn refresh() {}

fn main() {}
