//! error: struct `refresh` is private

use bgtask::prelude::*;

mod feed {
    #[bgtask::background_task(trigger = "time:15")]
    fn refresh() {}
}

#[background_app(tasks(feed::refresh))]
pub struct App;

fn main() {}
