//! error: BG0005

use bgtask::prelude::*;

#[background_app(tasks(), namespace = 7)]
pub struct App;

fn main() {}
