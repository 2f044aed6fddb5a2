//! error: BG0002

use bgtask::prelude::*;

#[background_task(trigger = "time:15")]
fn refresh() {}

#[background_app(tasks(refresh), modell = "com")]
struct App;

fn main() {
    println!("{}", App::TASKS.len());
}
