//! error: a_dll_exports_once_and_export_component_has_the_forwarder_too

use bgtask::prelude::*;

#[background_task(trigger = "time:15", windows(model = "out-of-process"))]
pub fn refresh() {}

#[background_task(trigger = "time:60", windows(clsid = "7D13D534-FD12-43CE-8C22-EA1FF13C06DF"))]
pub fn tidy() {}

#[background_app(tasks(refresh, tidy), model = "forwarded", namespace = "Tasks")]
pub struct App;

bgtask::export_component!(App);
bgtask::export_forwarder!(App);

fn main() {}
