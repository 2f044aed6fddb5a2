//! error: BG0123

use bgtask::prelude::*;

#[background_task(trigger = "chat-message-notification")]
pub fn run() {}

#[background_app(tasks(run), strict)]
pub struct App;

fn main() {}
