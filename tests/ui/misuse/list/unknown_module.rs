//! error: cannot find module or crate `feeds`

use bgtask::prelude::*;

mod feed {
    #[bgtask::background_task(trigger = "time:15")]
    pub fn refresh() {}
}

#[background_app(tasks(feeds::refresh, feed::refresh))]
pub struct App;

fn main() {}
