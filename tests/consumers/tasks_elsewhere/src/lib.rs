//! A library of tasks, for the apps of others.
#![deny(warnings, missing_docs, unreachable_pub)]
#![forbid(unsafe_code)]

/// Tasks around feeds.
pub mod feed {
    use bgtask::prelude::*;

    /// Refreshes the feeds.
    #[background_task(trigger = "time:15")]
    #[derive(Debug, Default)]
    pub struct Refresh;

    impl BackgroundTask for Refresh {
        type Error = std::fmt::Error;

        async fn run(&self, task: &TaskInstance) -> Result<(), Self::Error> {
            task.set_progress(1);
            Ok(())
        }
    }

    /// Tasks for the night.
    pub mod night {
        /// Tidies up.
        #[bgtask::background_task(trigger = "time:60")]
        pub fn tidy() {}
    }
}

/// Tells what came.
#[bgtask::background_task(trigger = "time:30")]
pub async fn tell(task: &bgtask::TaskInstance) {
    task.set_progress(2);
}

pub use feed::night::tidy as clean;
