//! error: BG0522

use bgtask::prelude::*;

#[background_app(tasks(), identifier_prefix = "com.contoso.feed", modes("adio"), strict)]
pub struct App;

fn main() {}
