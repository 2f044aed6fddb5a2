//! A double of Windows' classes for background tasks.
#![cfg(windows)]

mod bindings;
