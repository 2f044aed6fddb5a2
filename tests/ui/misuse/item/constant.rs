//! error: BG0006

use bgtask::prelude::*;

#[background_task(trigger = "time:15")]
const REFRESH: u8 = 1;

fn main() {}
