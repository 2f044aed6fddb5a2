//! error: BG0010

use bgtask::prelude::*;

#[background_task(trigger = "time:15", allow("BG0101"))]
pub fn run() {}

fn main() {}
