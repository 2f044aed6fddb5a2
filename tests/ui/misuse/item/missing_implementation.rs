//! error: `Refresh` is not a background task

use bgtask::prelude::*;

#[background_task(trigger = "time:15")]
#[derive(Default)]
pub struct Refresh;

fn main() {}
