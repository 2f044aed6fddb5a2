//! error: BG0121

use bgtask::prelude::*;

#[background_task(trigger = "device-manufacturer-notification:Contoso")]
pub fn run() {}

#[background_app(tasks(run), strict)]
pub struct App;

fn main() {}
