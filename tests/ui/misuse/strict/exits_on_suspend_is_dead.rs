//! error: BG0520

use bgtask::prelude::*;

#[background_app(tasks(), identifier_prefix = "com.contoso.feed", exits_on_suspend = false, strict)]
pub struct App;

fn main() {}
