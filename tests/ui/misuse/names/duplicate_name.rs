//! error: BG0308

use bgtask::prelude::*;

mod feed {
    #[bgtask::background_task(trigger = "time:15")]
    pub fn refresh() {}
}

mod mail {
    #[bgtask::background_task(trigger = "time:30")]
    pub fn refresh() {}
}

#[background_app(tasks(feed::refresh, mail::refresh))]
pub struct App;

fn main() {}
