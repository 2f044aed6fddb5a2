//! Files made up from bytes, and what is asked of them.

mod choices;
mod layout;
mod manifest;
mod property_list;
mod tree;
mod wanted;

pub use choices::Choices;
pub use manifest::manifest;
pub use property_list::property_list;
pub use wanted::{wanted_of_a_manifest, wanted_of_a_property_list};
