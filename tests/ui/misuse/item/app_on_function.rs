//! error: BG0006

use bgtask::prelude::*;

#[background_app(tasks())]
fn app() {}

fn main() {}
