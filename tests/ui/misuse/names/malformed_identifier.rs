//! error: BG0310

use bgtask::prelude::*;

#[background_task(trigger = "time:15", apple(identifier = "$(PRODUCT_BUNDLE_IDENTIFIER).refresh"))]
fn refresh() {}

fn main() {}
