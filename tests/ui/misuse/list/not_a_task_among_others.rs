//! error: `Feed` is not declared as a background task
// The compiler would list what is a task, of an app with many a screenful.

use bgtask::prelude::*;

#[background_task(trigger = "time:15")]
pub fn refresh() {}

#[background_task(trigger = "time:60")]
pub fn tidy() {}

pub struct Feed;

#[background_app(tasks(refresh, tidy, Feed))]
pub struct App;

fn main() {}
