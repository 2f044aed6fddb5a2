//! error: BG0422

use bgtask::prelude::*;

#[background_task(trigger = "time:15", windows(clsid = "7D13D534-FD12-43CE-8C22-EA1FF13C06DF"))]
pub fn run() {}

#[background_app(tasks(run), strict)]
pub struct App;

fn main() {}
