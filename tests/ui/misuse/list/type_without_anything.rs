//! error: `Refresh` is not declared as a background task

use bgtask::prelude::*;

pub struct Refresh;

#[background_app(tasks(Refresh))]
pub struct App;

fn main() {}
