//! error: BG0311

use bgtask::prelude::*;

#[background_task(trigger = "maintenance:60", apple(identifier = "com.contoso.feed.night"))]
pub fn tidy() {}

#[background_task(trigger = "maintenance:240", apple(identifier = "com.contoso.feed.night"))]
pub fn index() {}

#[background_app(tasks(tidy, index), identifier_prefix = "com.contoso.feed")]
pub struct App;

fn main() {}
