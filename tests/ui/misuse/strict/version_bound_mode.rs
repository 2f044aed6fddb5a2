//! error: BG0523

use bgtask::prelude::*;

#[background_app(tasks(), identifier_prefix = "com.contoso.feed", modes("push-to-talk"), strict)]
pub struct App;

fn main() {}
