//! error: BG0521

use bgtask::prelude::*;

#[background_app(tasks(), identifier_prefix = "com.contoso.feed", modes("newsstand-content"), strict)]
pub struct App;

fn main() {}
