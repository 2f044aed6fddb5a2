//! error: BG0310

use bgtask::prelude::*;

#[background_app(tasks(), identifier_prefix = "com.contoso.")]
pub struct App;

fn main() {}
