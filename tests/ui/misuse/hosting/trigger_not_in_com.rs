//! error: BG0401

use bgtask::prelude::*;

#[background_task(trigger = "system:TimeZoneChange", windows(clsid = "7D13D534-FD12-43CE-8C22-EA1FF13C06DF"))]
pub fn reschedule() {}

#[background_app(tasks(reschedule), model = "com")]
pub struct App;

fn main() {}
