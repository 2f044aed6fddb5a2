//! error: expected expression, found `;`

use bgtask::prelude::*;

#[background_task(trigger = "time:15")]
fn refresh() {
    let feeds = ;
}

fn main() {}
