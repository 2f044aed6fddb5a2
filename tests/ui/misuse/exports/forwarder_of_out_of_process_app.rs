//! error: no task of the model `forwarded` + bgtask::export_component!

use bgtask::prelude::*;

#[background_task(trigger = "time:15")]
pub fn refresh() {}

#[background_app(tasks(refresh), model = "out-of-process", namespace = "Tasks")]
pub struct App;

bgtask::export_forwarder!(App);

fn main() {}
