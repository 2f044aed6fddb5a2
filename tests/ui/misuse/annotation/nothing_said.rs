//! error: BG0004

use bgtask::prelude::*;

#[background_task]
fn refresh() {}

fn main() {}
