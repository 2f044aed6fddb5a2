//! error: BG0220 + BG0526

use bgtask::prelude::*;

#[background_task(trigger = "system:SessionConnected", condition = "SessionConnected", apple(kind = "refresh"))]
pub fn greet() {}

#[background_app(tasks(greet), identifier_prefix = "com.contoso.feed", strict)]
pub struct App;

fn main() {}
