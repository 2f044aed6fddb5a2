//! error: BG0102

use bgtask::prelude::*;

#[background_task(trigger = "full-moon")]
fn refresh() {}

fn main() {}
