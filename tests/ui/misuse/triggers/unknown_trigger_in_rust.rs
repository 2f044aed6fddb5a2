//! error: BG0102

use bgtask::prelude::*;

#[background_task(trigger = push_notfication)]
fn refresh() {}

fn main() {}
