//! error: BG0112

use bgtask::prelude::*;

#[background_task(trigger = "application")]
pub fn sync() {}

#[background_task(trigger = "application")]
pub fn export() {}

#[background_app(tasks(sync, export))]
pub struct App;

fn main() {}
