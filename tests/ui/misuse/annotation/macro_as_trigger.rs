//! error: BG0005

use bgtask::prelude::*;

#[background_task(trigger = concat!("time:", 15))]
fn refresh() {}

fn main() {}
