//! The runtime as an app meets it: tasks, registration and events, under the simulated host.
#![allow(missing_docs, reason = "the apps here are nobody's interface")]

mod access;
mod after_update;
mod app;
mod async_runtime;
mod cancellation;
mod completion;
mod conditions;
mod deferral;
mod details;
mod dispatch;
mod fire;
mod host;
mod instance;
mod ios;
mod registration;
mod timeline;
mod triggers;

use std::time::Duration;

use bgtask::{
    BackgroundApp,
    host::simulated::{Simulation, What},
};

const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

const fn minutes(minutes: u64) -> Duration {
    Duration::from_secs(minutes * 60)
}

const fn hours(hours: u64) -> Duration {
    Duration::from_secs(hours * 60 * 60)
}

/// The times of day at which this happened to a task, as `06:15:00`.
fn times<A: BackgroundApp>(simulation: &Simulation<A>, task: &str, what: &What) -> Vec<String> {
    let at = |time: bgtask::host::simulated::CivilTime| {
        format!("{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second())
    };
    simulation.timeline().of(task).filter(|entry| entry.what == *what).map(|entry| at(entry.at)).collect()
}

/// What happened to a task, a line for each, without the times.
fn story<A: BackgroundApp>(simulation: &Simulation<A>, task: &str) -> Vec<String> {
    simulation.timeline().of(task).map(|entry| entry.what.to_string()).collect()
}
