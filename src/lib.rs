//! Background tasks for Windows and Apple apps, each declared once.

// The hosts alone talk to the systems, and allow it where they do.
#![deny(unsafe_code)]

pub mod access;
mod activation;
mod app;
mod cancellation;
mod completion;
mod deferral;
mod details;
mod events;
mod executor;
pub mod host;
mod instance;
pub mod lifecycle;
mod lock;
mod records;
pub mod registration;
mod resolution;
mod sleep;
mod subscription;
mod task;
mod timer;
mod waiters;
mod worker;

pub use activation::{Activation, DispatchError};
pub use app::{BackgroundApp, on_background_activated, provide_state};
pub use bgtask_core::{
    catalog::{AccessStatus, CancellationReason},
    model::Guid,
};
pub use bgtask_macros::{background_app, background_task};
pub use cancellation::{Cancelled, Canceller, WaitForCancellation};
pub use completion::{Completion, Outcome};
pub use details::{Arguments, Payload, TriggerDetails};
pub use events::Events;
pub use executor::block_on;
pub use instance::{InstanceStart, NoState, TaskInstance};
pub use sleep::Sleep;
pub use subscription::Subscription;
pub use task::{BackgroundTask, DeclaredTask, TaskOutcome};
pub use timer::{Action, Timer};
pub use worker::Run;

/// What an app's tasks and its start need: `use bgtask::prelude::*;`.
pub mod prelude {
    pub use crate::{
        BackgroundTask, CancellationReason, Cancelled, TaskInstance, background_app, background_task,
        host::{Host, Running},
        registration::{Registrar, Registration},
    };
}

/// What generated code refers to. No part of the public interface: it changes with every version.
#[doc(hidden)]
pub mod __private {
    pub use bgtask_core::{
        catalog::{Condition, EnumValue, HostingModel, TriggerKind, triggers, values},
        model::{
            AppSpec, AppleKind, AppleSpec, Argument, Guid, Place, Platforms, ResolvedApple, ResolvedTask,
            ResolvedWindows, TaskSpec, Trigger, WindowsSpec,
        },
        resolve::{ListEntry, count},
    };
    pub use bgtask_macros::background_app_with_list;

    pub use crate::{
        Activation, BackgroundApp, BackgroundTask, DeclaredTask, DispatchError, TaskInstance, TaskOutcome,
        app::{on_background_activated, primary_name},
        host::Host,
        registration::{RegisterAllError, RegisterError, RegistrationReport, register_all},
        resolution::{check_app, check_entry, list_entry, resolve},
    };
    #[cfg(windows)]
    pub use crate::{app::build_trigger, host::windows::TriggerBuilder};
}
