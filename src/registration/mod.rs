//! Registering an app's tasks with the system.
//!
//! [`register_all`] is what an app calls at its start; [`Registrar`] has the single operations.

mod after_update;
mod error;
mod fire;
mod listen;
mod register;
mod register_all;
mod registrar;
#[expect(clippy::module_inception, reason = "what a registration is, among what is done with registrations")]
mod registration;
mod report;

pub use after_update::{after_update, after_update_with};
pub use error::RegisterError;
pub use fire::{ApplicationTrigger, DeviceServicingTrigger, DeviceUseTrigger, MediaProcessingTrigger, OtherTrigger};
pub use listen::TaskEvent;
pub use register::{RegisterOptions, Registered};
pub(crate) use register_all::register_declared;
pub use register_all::{RegisterAllOptions, Undeclared, register_all, register_all_with};
pub use registrar::{Registrar, TaskStatus};
pub use registration::Registration;
pub use report::{Change, RegisterAllError, RegistrationReport, TaskReport};
