//! error: BG0401 + BG0304

use bgtask::prelude::*;

#[background_task(trigger = "system:TimeZoneChange")]
pub fn reschedule() {}

#[background_app(tasks(reschedule), model = "com")]
pub struct App;

fn main() {}
