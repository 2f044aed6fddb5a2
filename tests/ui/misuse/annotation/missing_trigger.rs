//! error: BG0004

use bgtask::prelude::*;

#[background_task(condition = "UserPresent")]
fn refresh() {}

fn main() {}
