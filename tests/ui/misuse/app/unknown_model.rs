//! error: BG0008

use bgtask::prelude::*;

#[background_app(tasks(), model = "service")]
pub struct App;

fn main() {}
