//! A double of Windows' classes for background tasks, as the DLL that the `windows` crate looks for beside a program when
//! a class is not registered: <https://docs.rs/windows-core/latest/windows_core/>.
//!
//! It does what Windows' documentation says that Windows does, remembers every call, and does as a test tells it by the
//! crate `control`. What no page says, and what it assumes instead, is said where it is assumed.
#![cfg(windows)]
#![expect(non_snake_case, reason = "Windows names the methods")]
#![allow(
    clippy::inline_always,
    clippy::needless_pass_by_value,
    clippy::ref_as_ptr,
    clippy::struct_field_names,
    clippy::transmute_ptr_to_ptr,
    reason = "the macros and the interfaces of windows-core are so"
)]

mod access;
mod application;
mod bindings;
mod builder;
mod calls;
mod classes;
mod condition;
mod control;
mod events;
mod folder;
mod group;
mod live;
mod manifest;
mod map;
mod package;
mod refusal;
mod registration;
mod run;
mod settings;
mod store;
mod trigger;
mod values;

use std::sync::{Mutex, MutexGuard, PoisonError};

fn lock<T>(value: &Mutex<T>) -> MutexGuard<'_, T> {
    value.lock().unwrap_or_else(PoisonError::into_inner)
}
