//! error: BG0009

use bgtask::prelude::*;

#[background_app(model = "in-process")]
pub struct App;

fn main() {}
