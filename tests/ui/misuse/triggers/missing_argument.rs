//! error: BG0107

use bgtask::prelude::*;

#[background_task(trigger = "time")]
fn refresh() {}

fn main() {}
