//! error: BG0501

use bgtask::prelude::*;

#[background_app(tasks(), identifier_prefix = "com.contoso.feed", modes("audio"), exits_on_suspend = true)]
pub struct App;

fn main() {}
