//! error: BG0402

use bgtask::prelude::*;

#[background_task(trigger = "application", windows(clsid = "7D13D534-FD12-43CE-8C22-EA1FF13C06DF"))]
pub fn sync() {}

#[background_app(tasks(sync), model = "com")]
pub struct App;

fn main() {}
