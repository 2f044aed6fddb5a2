//! error: BG0305

use bgtask::prelude::*;

#[background_task(trigger = "time:15", windows(model = "com", clsid = "7D13D534-FD12-43CE-8C22"))]
fn refresh() {}

fn main() {}
