//! error: BG0001

use bgtask::prelude::*;

#[background_app(tasks(), state = "Library")]
pub struct App;

fn main() {}
