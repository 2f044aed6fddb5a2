//! error: cannot find type `Library`

use bgtask::prelude::*;

#[background_app(tasks(), state = Library)]
pub struct App;

fn main() {}
