//! error: BG0106

use bgtask::prelude::*;

#[background_task(trigger = push_notification(once))]
fn refresh() {}

fn main() {}
