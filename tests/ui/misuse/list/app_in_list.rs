//! error: `Widgets` is not declared as a background task

use bgtask::prelude::*;

#[background_app(tasks())]
pub struct Widgets;

#[background_app(tasks(Widgets))]
pub struct App;

fn main() {}
