//! error: BG0007

use bgtask::prelude::*;

struct Refresh;

impl Refresh {
    #[background_task(trigger = "time:15")]
    fn all(&self) {}
}

fn main() {}
