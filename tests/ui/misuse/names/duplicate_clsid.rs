//! error: BG0306

use bgtask::prelude::*;

#[background_task(trigger = "time:15", windows(clsid = "7D13D534-FD12-43CE-8C22-EA1FF13C06DF"))]
pub fn refresh() {}

#[background_task(trigger = "time:60", windows(clsid = "{7d13d534-fd12-43ce-8c22-ea1ff13c06df}"))]
pub fn tidy() {}

#[background_app(tasks(refresh, tidy), model = "com")]
pub struct App;

fn main() {}
