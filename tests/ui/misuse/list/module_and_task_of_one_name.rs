//! error: is defined multiple times
//! error: expected type, found module `refresh`
//! error: expected type, found module `feed::refresh`

use bgtask::prelude::*;

mod feed {
    pub mod refresh {}

    #[bgtask::background_task(trigger = "time:15")]
    pub fn refresh() {}
}

#[background_app(tasks(feed::refresh))]
pub struct App;

fn main() {}
