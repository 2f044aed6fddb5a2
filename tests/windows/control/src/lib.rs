//! How a test tells the double of Windows what to do, and learns what happened.

mod process;
mod protocol;
mod store;
#[cfg(windows)]
mod system;

pub use process::Process;
pub use protocol::{Access, Begun, Configuration, Details, InstanceState, Live, Registration, Request};
pub use store::{CONFIGURATION, Store, log};
#[cfg(windows)]
pub use system::System;

/// The environment variable that names the folder in which the double keeps what outlives a process: registrations,
/// settings, the answers it gives, and its log of calls. Without it, all that lives as long as the process.
pub const STORE: &str = "BGTASK_WINDOWS_STORE";
