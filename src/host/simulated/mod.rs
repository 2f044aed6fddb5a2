//! A host that runs everywhere, in virtual time.
//!
//! It registers tasks and runs them as Windows does by its documentation, on the developer's own machine: time triggers
//! at the system's ticks, conditions that hold a run until all of them are true, limits on time, cancellation with its
//! grace period, registrations that outlive the app. A day passes in milliseconds, and the same way each time.
//!
//! ```
//! use std::time::Duration;
//!
//! use bgtask::{host::simulated::Simulation, prelude::*};
//!
//! #[background_task(trigger = "time:15", condition = "UserPresent")]
//! async fn refresh_feed(task: &TaskInstance) {
//!     task.sleep(Duration::from_secs(2)).await;
//!     task.set_progress(100);
//! }
//!
//! #[background_app(tasks(refresh_feed))]
//! struct App;
//!
//! let simulation = Simulation::<App>::new();
//! simulation.block_on(App::register_all(&simulation))?;
//! simulation.user_present(false);
//! simulation.advance(Duration::from_secs(20 * 60));
//! simulation.user_present(true);
//! simulation.advance(Duration::from_secs(60));
//!
//! assert_eq!(
//!     simulation.timeline().to_string(),
//!     "Mon 06:00:00  refresh_feed  registered\n\
//!      Mon 06:00:00  (user away)\n\
//!      Mon 06:15:00  refresh_feed  triggered\n\
//!      Mon 06:15:00  refresh_feed  held, waiting for UserPresent\n\
//!      Mon 06:20:00  (user present)\n\
//!      Mon 06:20:00  refresh_feed  started (instance 1)\n\
//!      Mon 06:20:02  refresh_feed  progress 100\n\
//!      Mon 06:20:02  refresh_feed  completed\n"
//! );
//! # Ok::<(), bgtask::registration::RegisterAllError>(())
//! ```
//!
//! Tasks run on real threads, and each is waited for until it has ended or waits for virtual time: the order of events is
//! the same in every run. A task may wait for something real too, for the network or on an async runtime; then virtual
//! time stands still until that has come, up to [`Builder::real_limit`].
//!
//! Where Windows gives no order, as between tasks that are due at one tick, the order of registration is taken. Where
//! documentation is silent, the simulation is a model:
//! - A trigger that fires again while its run is held or going on is remembered; several such firings are one, unless
//!   they carry something.
//! - A one-shot registration is gone when its run has ended.
//! - The system's ticks are at the quarters of the hour.
//!
//! [`Profile::Ios`] is a model throughout.

mod builder;
mod changing;
mod civil;
mod device;
mod driver;
mod environment;
mod host;
mod instance;
mod lockstep;
mod random;
mod registered;
mod running;
mod scheduler;
mod settings;
mod simulation;
mod timeline;

pub use bgtask_core::catalog::WorkCost;
pub use builder::{Builder, Profile};
pub use civil::CivilTime;
pub use environment::{AppState, Network, Power};
pub use simulation::Simulation;
pub use timeline::{Entry, Timeline, Waiting, What};
