//! error: BG0006

use bgtask::prelude::*;

#[background_task(trigger = "time:15")]
fn refresh<T>() {}

fn main() {}
