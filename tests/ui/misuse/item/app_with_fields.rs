//! error: BG0006

use bgtask::prelude::*;

#[background_app(tasks())]
pub struct App {
    feeds: Vec<String>,
}

fn main() {}
