//! error: BG0107

use bgtask::prelude::*;

#[background_task(trigger = system)]
fn refresh() {}

fn main() {}
