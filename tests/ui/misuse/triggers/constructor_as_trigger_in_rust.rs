//! error: BG0102 + `system(InternetAvailable)`

use bgtask::prelude::*;

#[background_task(trigger = SystemTrigger(SystemTriggerType::InternetAvailable, false))]
fn refresh() {}

fn main() {}
