//! error: no task of the model `out-of-process` + need no DLL

use bgtask::prelude::*;

#[background_task(trigger = "time:15")]
pub fn refresh() {}

#[background_app(tasks(refresh), model = "in-process")]
pub struct App;

bgtask::export_component!(App);

fn main() {}
