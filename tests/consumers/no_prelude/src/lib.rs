//! A library without a prelude: what generated code names, it names in full.
#![no_implicit_prelude]
#![deny(warnings)]
#![forbid(unsafe_code)]

#[::bgtask::background_task(trigger = "time:15", condition = UserPresent)]
#[derive(::core::default::Default)]
pub struct Refresh;

impl ::bgtask::BackgroundTask for Refresh {
    type Error = ::core::fmt::Error;

    async fn run(&self, task: &::bgtask::TaskInstance) -> ::core::result::Result<(), Self::Error> {
        task.set_progress(1);
        ::core::result::Result::Ok(())
    }
}

#[::bgtask::background_task(trigger = time(15), group = "com.contoso.feed", platforms("windows"))]
pub async fn send(task: &::bgtask::TaskInstance) -> ::core::result::Result<(), ::core::fmt::Error> {
    task.set_progress(2);
    ::core::result::Result::Ok(())
}

#[::bgtask::background_task(trigger = "time:15")]
pub fn count() {}

#[::bgtask::background_app(
    tasks(Refresh, send, count),
    identifier_prefix = "com.contoso.feed",
    namespace = "Tasks",
    block_on = drive
)]
pub struct App;

fn drive<F: ::core::future::Future>(future: F) -> F::Output {
    ::bgtask::block_on(future)
}
