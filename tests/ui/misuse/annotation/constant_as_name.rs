//! error: BG0005

use bgtask::prelude::*;

const NAME: &str = "refresh";

#[background_task(trigger = "time:15", name = NAME)]
fn refresh() {}

fn main() {}
