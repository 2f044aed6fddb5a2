//! error: BG0401

use bgtask::prelude::*;

#[background_task(trigger = "device-use")]
pub fn update() {}

#[background_app(tasks(update))]
pub struct App;

fn main() {}
