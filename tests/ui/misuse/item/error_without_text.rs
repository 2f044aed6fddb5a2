//! error: `Silent` doesn't implement `std::fmt::Display`

use bgtask::prelude::*;

pub struct Silent;

#[background_task(trigger = "time:15")]
async fn refresh() -> Result<(), Silent> {
    Ok(())
}

fn main() {}
