//! error: BG0002

use bgtask::prelude::*;

#[background_app(tasks(), prefix = "com.contoso.feed")]
pub struct App;

fn main() {}
