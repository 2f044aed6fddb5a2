//! error: BG0525

use bgtask::prelude::*;

#[background_task(trigger = "system:TimeZoneChange")]
pub fn run() {}

#[background_app(tasks(run), strict, identifier_prefix = "com.contoso.feed")]
pub struct App;

fn main() {}
