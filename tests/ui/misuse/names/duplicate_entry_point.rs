//! error: BG0303

use bgtask::prelude::*;

mod feed {
    #[bgtask::background_task(trigger = "time:15", name = "feed")]
    pub fn refresh() {}
}

mod mail {
    #[bgtask::background_task(trigger = "time:30", name = "mail")]
    pub fn refresh() {}
}

#[background_app(tasks(feed::refresh, mail::refresh), model = "out-of-process", namespace = "Tasks")]
pub struct App;

fn main() {}
