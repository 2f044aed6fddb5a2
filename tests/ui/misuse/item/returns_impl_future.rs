//! error: BG0007

use bgtask::prelude::*;

#[background_task(trigger = "time:15")]
fn refresh() -> impl Future<Output = ()> {
    async {}
}

fn main() {}
