//! error: BG0526

use bgtask::prelude::*;

#[background_task(trigger = "time:15", condition = "SessionConnected")]
pub fn run() {}

#[background_app(tasks(run), strict, identifier_prefix = "com.contoso.feed")]
pub struct App;

fn main() {}
