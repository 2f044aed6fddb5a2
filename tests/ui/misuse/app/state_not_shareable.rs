//! error: cannot be shared between threads safely

use bgtask::prelude::*;

pub struct Library(std::cell::Cell<u32>);

#[background_app(tasks(), state = Library)]
pub struct App;

fn main() {}
