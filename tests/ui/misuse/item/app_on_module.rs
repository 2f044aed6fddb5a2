//! error: BG0006

use bgtask::prelude::*;

#[background_app(tasks())]
mod app {}

fn main() {}
