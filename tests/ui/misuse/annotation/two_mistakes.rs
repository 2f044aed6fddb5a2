//! error: BG0002
//! error: BG0101

use bgtask::prelude::*;

#[background_task(trigger = "time:5", conditon = "UserPresent")]
fn refresh() {}

fn main() {}
