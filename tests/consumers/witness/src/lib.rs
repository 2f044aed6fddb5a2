//! An app of which reading the source does not tell all: what is built in is for the binary to say.
#![deny(warnings)]
#![forbid(unsafe_code)]

use bgtask::prelude::*;

/// Can be seen.
#[background_task(trigger = "time:15", condition = "UserPresent")]
pub fn refresh() {}

macro_rules! task {
    ($name:ident, $trigger:literal) => {
        /// Can't be seen: a macro writes it.
        #[background_task(trigger = $trigger)]
        pub fn $name() {}
    };
}
task!(hidden, "time:30");

mod more {
    include!(concat!(env!("OUT_DIR"), "/more_tasks.rs"));
}

/// Is there on Windows.
#[cfg(windows)]
#[background_task(trigger = "maintenance:60", windows(model = "in-process"))]
pub fn tidy() {}

/// Is there when it was asked for.
#[cfg(feature = "sensors")]
#[background_task(trigger = "time:45")]
pub fn count_steps() {}

/// Is there in debug builds.
#[cfg(debug_assertions)]
#[background_task(trigger = "time:60")]
pub fn trace() {}

/// Is not there, and only the build script knows.
#[cfg(has_radio)]
#[background_task(trigger = "time:120")]
pub fn listen() {}

#[background_app(
    tasks(
        refresh,
        hidden,
        more::generated,
        #[cfg(windows)]
        tidy,
        #[cfg(feature = "sensors")]
        count_steps,
        #[cfg(debug_assertions)]
        trace,
        #[cfg(has_radio)]
        listen,
    ),
    model = "out-of-process",
    namespace = "Feed.Tasks",
    identifier_prefix = "com.contoso.feed"
)]
pub struct App;
