//! error: cannot find type `refersh`

use bgtask::prelude::*;

#[background_task(trigger = "time:15")]
pub fn refresh() {}

#[background_app(tasks(refersh))]
pub struct App;

fn main() {}
