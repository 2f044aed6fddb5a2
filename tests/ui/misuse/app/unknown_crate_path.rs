//! error: unresolved import `tasks`

use bgtask::prelude::*;

#[background_task(trigger = "time:15", crate = tasks)]
pub fn refresh() {}

fn main() {}
