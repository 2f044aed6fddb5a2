//! error: BG0503

use bgtask::prelude::*;

#[background_task(trigger = "time:15", apple(kind = "refresh", external_power))]
pub fn refresh() {}

#[background_app(tasks(refresh), identifier_prefix = "com.contoso.feed")]
pub struct App;

fn main() {}
