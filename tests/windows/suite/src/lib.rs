//! Apps that register tasks with the double of Windows.
#![cfg(windows)]

pub mod apps;
pub mod expected;
pub mod marked;
pub mod package;
