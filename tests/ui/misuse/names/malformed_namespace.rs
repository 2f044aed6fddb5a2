//! error: BG0313

use bgtask::prelude::*;

#[background_app(tasks(), model = "out-of-process", namespace = "Contoso::Tasks")]
pub struct App;

fn main() {}
