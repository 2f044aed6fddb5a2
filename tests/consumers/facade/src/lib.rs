//! A library that hands bgtask on to its own users.
#![deny(warnings)]

pub mod reexport {
    pub use bgtask;
}

pub use bgtask::prelude::*;
