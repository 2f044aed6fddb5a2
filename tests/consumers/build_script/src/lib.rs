//! Apps without a list of their own: a build script made it.
#![deny(warnings, unused_macros, unused_macro_rules, unused_qualifications, missing_docs, clippy::pedantic)]
#![forbid(unsafe_code)]

use bgtask::prelude::*;

/// Refreshes the feeds.
#[background_task(trigger = "time:15")]
#[derive(Default)]
pub struct Refresh;

impl BackgroundTask for Refresh {
    type Error = std::fmt::Error;

    async fn run(&self, task: &TaskInstance) -> Result<(), Self::Error> {
        task.set_progress(1);
        Ok(())
    }
}

mod night {
    #[bgtask::background_task(trigger = "time:60")]
    pub fn tidy() {}

    pub(crate) mod deep {
        #[bgtask::background_task(trigger = "time:60")]
        pub fn index() {}
    }
}

/// An app.
#[background_app]
pub struct App;

/// Another app beside it.
#[background_app(model = "out-of-process", namespace = "Tasks", crate = ::bgtask)]
#[derive(Debug)]
pub struct Widgets;

/// An app further down.
pub mod inner {
    use bgtask::background_app;

    /// An app of no tasks.
    #[background_app(identifier_prefix = "com.contoso.feed")]
    #[cfg(any(unix, windows))]
    pub struct Empty;

    /// An app that is not there needs no list.
    #[background_app]
    #[cfg(any())]
    pub struct Nowhere;
}
