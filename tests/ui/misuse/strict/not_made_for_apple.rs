//! error: BG0524

use bgtask::prelude::*;

#[background_app(tasks(), modes("audio"), strict)]
pub struct App;

fn main() {}
