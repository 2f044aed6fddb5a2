//! error: cannot find type `refersh`
//! error: cannot find type `tdiy`

use bgtask::prelude::*;

#[background_app(tasks(refersh, tdiy))]
pub struct App;

fn main() {}
