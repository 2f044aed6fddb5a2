//! error: BG0003

use bgtask::prelude::*;

#[background_app(tasks(), identifier_prefix = "com.contoso.feed", modes("audio", "audio"))]
pub struct App;

fn main() {}
