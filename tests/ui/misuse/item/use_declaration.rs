//! error: BG0006

use bgtask::prelude::*;

#[background_task(trigger = "time:15")]
pub use std::time as refresh;

fn main() {}
