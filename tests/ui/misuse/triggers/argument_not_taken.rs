//! error: BG0105

use bgtask::prelude::*;

#[background_task(trigger = "application:now")]
fn refresh() {}

fn main() {}
