//! error: BG0420

use bgtask::prelude::*;

#[background_task(
    trigger = "time:15",
    condition = "UserPresent",
    cancel_on_condition_loss,
    network_requested,
    windows(clsid = "7D13D534-FD12-43CE-8C22-EA1FF13C06DF"),
    allow("BG0421"),
)]
pub fn run() {}

#[background_app(tasks(run), strict, model = "com")]
pub struct App;

fn main() {}
