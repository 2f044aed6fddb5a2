//! error: BG0108

use bgtask::prelude::*;

#[background_task(trigger = time(-15))]
fn refresh() {}

fn main() {}
