//! error: a background task can't return `Result<u32, std::io::Error>`

use bgtask::prelude::*;

#[background_task(trigger = "time:15")]
async fn refresh() -> Result<u32, std::io::Error> {
    Ok(0)
}

fn main() {}
