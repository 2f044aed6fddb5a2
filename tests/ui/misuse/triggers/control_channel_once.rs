//! error: BG0111

use bgtask::prelude::*;

#[background_task(trigger = "system:ControlChannelReset,once")]
fn refresh() {}

fn main() {}
