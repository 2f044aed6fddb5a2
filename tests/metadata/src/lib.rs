//! What Windows' metadata says of background triggers, for the tests that hold bgtask's catalog against it.
//!
//! Two metadata files are read: the newest one, and the one that the `windows` crate was made from, which is what the
//! Windows host calls. The format is ECMA-335, with the attributes of
//! <https://learn.microsoft.com/uwp/api/windows.foundation.metadata>.

mod class;
mod constant;
mod enumeration;
mod file;

pub use class::{Class, Constructor, How, Method};
pub use constant::numbers_of;
pub use enumeration::EnumField;
pub use file::Metadata;

/// A version of an API contract: `Windows.Foundation.UniversalApiContract`, 6.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contract {
    /// The contract's full name.
    pub name: String,
    /// Its major version.
    pub version: u32,
}

impl Contract {
    /// The contract that every device of Windows 10 and later brings.
    pub const UNIVERSAL: &str = "Windows.Foundation.UniversalApiContract";

    fn new(name: &str, number: u32) -> Self {
        Self { name: name.to_owned(), version: number >> 16 }
    }
}
