//! error: mismatched types

use bgtask::prelude::*;

fn drive<F>(_future: F) {}

#[background_app(tasks(), block_on = drive)]
pub struct App;

fn main() {}
