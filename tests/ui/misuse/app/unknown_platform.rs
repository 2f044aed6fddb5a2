//! error: BG0008

use bgtask::prelude::*;

#[background_app(tasks(), platforms("linux"))]
pub struct App;

fn main() {}
