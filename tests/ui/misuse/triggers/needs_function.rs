//! error: BG0109

use bgtask::prelude::*;

#[background_task(trigger = "gatt-characteristic-notification")]
fn refresh() {}

fn main() {}
