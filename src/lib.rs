//! Background tasks for Windows and Apple apps, each declared once.
//!
//! A task is a type or a function with one line on it that says when it runs; an app is the list of its tasks. This crate
//! is what the app links: it registers the tasks with the system, runs each when its trigger fires, and completes its
//! deferral whatever happens. What a manifest or a property list must say comes from the same line, by
//! [`cargo bgtask`](https://crates.io/crates/bgtask-codegen).
//!
//! ```
//! use std::time::Duration;
//!
//! use bgtask::{host::simulated::Simulation, prelude::*};
//!
//! /// Refresh the feed while someone is at the device.
//! #[background_task(trigger = "time:15", condition = "UserPresent")]
//! #[derive(Default)]
//! pub struct RefreshFeed;
//!
//! impl BackgroundTask for RefreshFeed {
//!     type Error = Cancelled;
//!
//!     async fn run(&self, task: &TaskInstance) -> Result<(), Cancelled> {
//!         for page in 1..=3 {
//!             task.cancelled_or(fetch(task, page)).await?;
//!             task.set_progress(page);
//!         }
//!         Ok(())
//!     }
//! }
//!
//! async fn fetch(task: &TaskInstance, page: u32) {
//!     task.sleep(Duration::from_secs(1) * page).await;
//! }
//!
//! #[background_app(tasks(RefreshFeed))]
//! pub struct App;
//!
//! // On the developer's machine, in virtual time. In the app, with the host of its system.
//! let host = Simulation::<App>::new();
//! host.block_on(App::register_all(&host))?;
//! host.advance(Duration::from_secs(20 * 60));
//! assert_eq!(
//!     host.timeline().to_string(),
//!     "Mon 06:00:00  RefreshFeed  registered\n\
//!      Mon 06:15:00  RefreshFeed  triggered\n\
//!      Mon 06:15:00  RefreshFeed  started (instance 1)\n\
//!      Mon 06:15:01  RefreshFeed  progress 1\n\
//!      Mon 06:15:03  RefreshFeed  progress 2\n\
//!      Mon 06:15:06  RefreshFeed  progress 3\n\
//!      Mon 06:15:06  RefreshFeed  completed\n"
//! );
//! # Ok::<(), bgtask::registration::RegisterAllError>(())
//! ```
//!
//! - [`background_task`] and [`background_app`] say what can be declared, [`BackgroundTask`] and [`TaskInstance`] what a
//!   task does and knows.
//! - [`registration`] has [`register_all`](registration::register_all), to be called at every start, and the single
//!   operations; a [`Registration`](registration::Registration) tells of progress and completions.
//! - [`host`] has the systems: the [simulated](host::simulated) one runs everywhere.
//! - [`details`] has what triggers bring to a task.
//! - [`access`] and [`lifecycle`] are what an app asks its system, and is told by it, besides.
//!
//! # Features
//!
//! - `serde`: typed results, from a run to the app: `task.leave(&value)` and `registration.result::<T>()`.

// The hosts alone talk to the systems, and allow it where they do.
#![deny(unsafe_code)]

pub mod access;
mod activation;
mod app;
mod cancellation;
mod completion;
mod deferral;
pub mod details;
mod events;
mod executor;
mod exports;
pub mod host;
mod instance;
pub mod lifecycle;
mod list;
mod lock;
mod records;
pub mod registration;
mod resolution;
#[cfg(feature = "serde")]
pub mod result;
mod sleep;
mod subscription;
mod task;
mod timer;
mod waiters;
mod worker;

pub use activation::{Activation, DispatchError};
pub use app::{BackgroundApp, on_background_activated, provide_state};
pub use bgtask_core::{
    catalog,
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
pub use task::{BackgroundTask, DeclaredTask, Failure, TaskOutcome};
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
        rules::Site,
    };
    pub use bgtask_macros::background_app_with_list;

    #[cfg(windows)]
    pub use crate::host::{
        HostError,
        windows::{
            Installed, StartedFor, TriggerBuilder,
            component::{self, ClassName, FactorySlot, Hresult},
            forwarder, install, serve_com,
        },
    };
    pub use crate::{
        __task_list as task_list, Activation, BackgroundApp, BackgroundTask, DeclaredTask, DispatchError, Failure,
        TaskInstance, TaskOutcome,
        app::{Placed, on_background_activated, primary_name},
        exports::{check_component, check_forwarder},
        host::Host,
        registration::{RegisterAllError, RegisterError, RegistrationReport, register_all},
        resolution::{CheckedIn, ListedIn, check_app, first_broken, record, record_length, resolve, tell},
    };
}

/// The code in docs/windows-developers.md is compiled with the tests.
#[cfg(doctest)]
#[doc = include_str!("../docs/windows-developers.md")]
mod windows_developers {}
