//! error: BG0502

use bgtask::prelude::*;

#[background_task(trigger = "time:15")]
pub fn refresh() {}

#[background_task(trigger = "time:60", apple(identifier = "com.contoso.feed.hourly"))]
pub fn hourly() {}

#[background_app(tasks(refresh, hourly), identifier_prefix = "com.contoso.feed")]
pub struct App;

fn main() {}
