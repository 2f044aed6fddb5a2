//! error: `refresh` is defined multiple times
//! error: expected type, found module `refresh`

use bgtask::prelude::*;

mod parts {
    pub mod refresh {}
}

mod feed {
    #[bgtask::background_task(trigger = "time:15")]
    pub fn refresh() {}
}

use feed::refresh;
use parts::refresh;

#[background_app(tasks(refresh))]
pub struct App;

fn main() {}
