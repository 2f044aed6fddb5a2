//! Setting a package up: what of a project is there already, and what is added to its Cargo.toml.

mod cargo_toml;
mod class_id;
mod shape;

pub use cargo_toml::{Added, Additions, PACKAGE, Source, add, is_inherited, package_name};
pub use class_id::new_class_id;
pub use shape::{Shape, has_xcode_project, is_of_xcode, look};
