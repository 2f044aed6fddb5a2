//! error: BG0107

use bgtask::prelude::*;

#[background_task(trigger = "custom-system-event:")]
fn refresh() {}

fn main() {}
