//! error: BG0103

use bgtask::prelude::*;

#[background_task(trigger = "system:TimezoneChanged")]
fn refresh() {}

fn main() {}
