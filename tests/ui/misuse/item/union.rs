//! error: BG0006

use bgtask::prelude::*;

#[background_task(trigger = "time:15")]
union Refresh {
    all: u8,
    one: i8,
}

fn main() {}
