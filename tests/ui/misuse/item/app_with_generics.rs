//! error: BG0006

use bgtask::prelude::*;

#[background_app(tasks())]
pub struct App<const N: usize>;

fn main() {}
