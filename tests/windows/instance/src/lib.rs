//! Doubles of what Windows hands over when it activates a task: the instance, its registration, its deferral and the
//! details, with a log of what the task's side did to them.
#![cfg(windows)]
#![expect(non_snake_case, reason = "Windows names the methods")]
#![expect(
    clippy::inline_always,
    clippy::ref_as_ptr,
    clippy::transmute_ptr_to_ptr,
    reason = "the macros of windows-core write so"
)]

mod activation;
mod answers;
mod deferral;
mod details;
mod handlers;
mod live;
mod log;
mod registration;

pub use activation::{Activation, INSTANCE, activation};
pub use details::{app_service, notification, user};
pub use live::{Live, live};
pub use log::{Log, Step};
pub use registration::REGISTRATION;
