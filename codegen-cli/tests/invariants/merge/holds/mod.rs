//! What holds of every file that is read, and of every edit.

mod edits;
mod manifest;
mod model;
mod other_parser;
mod outline;
mod property_list;
mod reading;
mod values;

pub use manifest::check as manifest;
pub use property_list::check as property_list;
pub use reading::check as reading;

use other_parser::{independent, text_of};
