//! error: expected type, found function `refresh`

use bgtask::prelude::*;

pub fn refresh() {}

#[background_app(tasks(refresh))]
pub struct App;

fn main() {}
