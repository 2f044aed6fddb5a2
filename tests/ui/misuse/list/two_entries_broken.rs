//! error: BG0308
//! error: BG0304

use bgtask::prelude::*;

mod feed {
    #[bgtask::background_task(trigger = "time:15")]
    pub fn refresh() {}
}

mod mail {
    #[bgtask::background_task(trigger = "time:30")]
    pub fn refresh() {}
}

#[background_task(trigger = "time:60", windows(model = "com"))]
pub fn tidy() {}

#[background_app(tasks(feed::refresh, mail::refresh, tidy))]
pub struct App;

fn main() {}
