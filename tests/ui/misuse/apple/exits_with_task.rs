//! error: BG0501

use bgtask::prelude::*;

#[background_task(trigger = "time:15")]
pub fn refresh() {}

#[background_app(tasks(refresh), identifier_prefix = "com.contoso.feed", exits_on_suspend = true)]
pub struct App;

fn main() {}
