//! error: BG0220

use bgtask::prelude::*;

#[background_task(trigger = "system:UserPresent", condition = "UserPresent")]
pub fn run() {}

#[background_app(tasks(run), strict)]
pub struct App;

fn main() {}
