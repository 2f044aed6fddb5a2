//! error: BG0006

use bgtask::prelude::*;

struct Refresh;

#[background_task(trigger = "time:15")]
impl Refresh {
    fn all(&self) {}
}

fn main() {}
