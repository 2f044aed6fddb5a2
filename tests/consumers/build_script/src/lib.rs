//! Apps without a list of their own: the build script finds the tasks.
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

/// Names that are words of the language.
pub mod r#type {
    /// A task.
    #[bgtask::background_task(trigger = "time:30")]
    pub fn r#move() {}
}

// Private modules, and what they bring in for others.
mod sync {
    mod mail {
        #[bgtask::background_task(trigger = "time:45")]
        pub fn fetch() {}
    }
    mod news {
        pub mod world {
            #[bgtask::background_task(trigger = "time:45")]
            pub fn headlines() {}
        }
    }

    pub(crate) use mail::fetch as fetch_mail;
    pub(crate) use news::*;
}

mod sensors {
    use bgtask::background_task;

    #[cfg(feature = "sensors")]
    #[background_task(trigger = "time:20")]
    pub fn steps() {}

    #[cfg(feature = "radio")]
    #[background_task(trigger = "time:20")]
    pub fn stations() {}

    #[cfg(windows)]
    #[background_task(trigger = "time:20")]
    pub fn battery() {}

    #[cfg(not(windows))]
    #[background_task(trigger = "time:20")]
    pub fn fan() {}

    // What the compiler alone knows: flags of a build script, the profile, and whether it compiles tests.
    #[cfg(has_compass)]
    #[background_task(trigger = "time:25")]
    pub fn compass() {}

    #[cfg(has_barometer)]
    #[background_task(trigger = "time:25")]
    pub fn barometer() {}

    #[cfg(not(debug_assertions))]
    #[background_task(trigger = "time:35")]
    pub fn optimized() {}

    #[cfg(not(test))]
    #[background_task(trigger = "time:40")]
    pub fn in_earnest() {}

    #[cfg(test)]
    #[background_task(trigger = "time:40")]
    #[allow(dead_code)]
    fn in_tests() {}
}

/// An app.
#[background_app]
pub struct App;

/// Another app beside it, further down.
pub mod inner {
    use bgtask::background_app;

    /// An app with a name that is a word of the language.
    #[background_app(model = "out-of-process", namespace = "Tasks", crate = ::bgtask)]
    #[derive(Debug)]
    #[cfg(any(unix, windows))]
    #[allow(non_camel_case_types)]
    pub struct r#try;

    /// An app that is not there needs no list.
    #[background_app]
    #[cfg(any())]
    pub struct Nowhere;
}

#[cfg(test)]
mod tests {
    use super::{App, inner};

    #[test]
    fn an_app_without_a_list_has_every_task_that_is_compiled() {
        let mut expected = vec![
            "Refresh",
            "index",
            "tidy",
            "battery",
            "compass",
            "fan",
            "optimized",
            "steps",
            "fetch",
            "headlines",
            "move",
        ];
        expected.retain(|name| *name != if cfg!(windows) { "fan" } else { "battery" });
        expected.retain(|name| *name != "optimized" || !cfg!(debug_assertions));
        expected.retain(|name| *name != "steps" || cfg!(feature = "sensors"));
        for tasks in [App::TASKS, inner::r#try::TASKS] {
            assert_eq!(tasks.iter().map(|task| task.spec.name).collect::<Vec<_>>(), expected);
        }
    }
}
