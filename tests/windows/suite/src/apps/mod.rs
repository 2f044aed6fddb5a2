//! The apps.

mod built;
pub mod every;
pub mod feed;
pub mod options;
pub mod serviced;
