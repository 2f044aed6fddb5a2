//! A component without a prelude, whose author allows no unsafe code: what the exports need, they bring along.
#![no_implicit_prelude]
#![deny(warnings, missing_docs, clippy::all, clippy::pedantic, clippy::undocumented_unsafe_blocks)]
#![forbid(unsafe_code)]

/// A task of the component's.
///
/// # Errors
///
/// When nobody prepared the component.
#[::bgtask::background_task(trigger = "time:15")]
pub fn count(task: &::bgtask::TaskInstance) -> ::core::result::Result<(), ::bgtask::NoState> {
    task.set_progress(*task.state::<u32>()?);
    ::core::result::Result::Ok(())
}

/// A task that runs in the app.
#[::bgtask::background_task(trigger = "time:15", windows(model = "in-process"))]
pub fn show() {}

/// The app, which is elsewhere.
#[::bgtask::background_app(tasks(count, show), model = "out-of-process", namespace = "Tasks", state = u32)]
pub struct App;

/// Once, before the first task.
fn prepare() {
    ::bgtask::provide_state::<App>(100);
}

::bgtask::export_component!(App, start = prepare);
