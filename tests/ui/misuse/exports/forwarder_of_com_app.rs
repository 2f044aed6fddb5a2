//! error: no task of the model `forwarded` + need no DLL

use bgtask::prelude::*;

#[background_task(trigger = "time:15", windows(clsid = "7D13D534-FD12-43CE-8C22-EA1FF13C06DF"))]
pub fn refresh() {}

#[background_app(tasks(refresh), model = "com")]
pub struct App;

bgtask::export_forwarder!(App);

fn main() {}
