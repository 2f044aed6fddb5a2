//! error: BG0527

use bgtask::prelude::*;

#[background_task(trigger = "time:15", apple(kind = "none", identifier = "com.contoso.feed.refresh"))]
pub fn run() {}

#[background_app(tasks(run), strict, identifier_prefix = "com.contoso.feed")]
pub struct App;

fn main() {}
