//! A desktop app that knows bgtask by another name.
#![no_implicit_prelude]
#![deny(warnings, missing_docs, clippy::all, clippy::pedantic)]
#![forbid(unsafe_code)]

/// What reaches the COM server by itself.
#[::tasks::background_task(
    trigger = "time:15",
    windows(clsid = "CC7C99E4-85C6-44B0-A0E6-7F9E5E4A4C12"),
    crate = ::tasks
)]
pub fn count() {}

/// What reaches it by the forwarder.
#[::tasks::background_task(
    trigger = system(TimeZoneChange),
    windows(model = "forwarded", clsid = "7D2A2C5B-1C5B-4B8E-9C3C-2C0F65B9E1A7"),
    crate = ::tasks
)]
pub async fn send(task: &::tasks::TaskInstance) {
    task.cancelled().await;
}

/// The app.
#[::tasks::background_app(tasks(count, send), model = "com", crate = ::tasks)]
pub struct App;
