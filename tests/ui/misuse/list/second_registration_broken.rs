//! error: BG0401 + trigger = system(TimeZoneChange)

use bgtask::prelude::*;

#[background_task(trigger = "time:15", windows(clsid = "7D13D534-FD12-43CE-8C22-EA1FF13C06DF"))]
#[background_task(trigger = system(TimeZoneChange), name = "zone", windows(clsid = "7D13D534-FD12-43CE-8C22-EA1FF13C06DF"))]
pub fn refresh() {}

#[background_app(tasks(refresh), model = "com")]
pub struct App;

fn main() {}
