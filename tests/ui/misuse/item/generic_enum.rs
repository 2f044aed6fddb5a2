//! error: BG0006

use bgtask::prelude::*;

#[background_task(trigger = "time:15")]
pub enum Refresh<T> {
    All,
    One(T),
}

fn main() {}
