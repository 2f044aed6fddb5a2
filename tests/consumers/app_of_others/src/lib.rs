//! An app of tasks that stand in another library and in modules of its own.
#![deny(warnings)]
#![forbid(unsafe_code)]

mod ui {
    pub(crate) mod badge {
        #[bgtask::background_task(trigger = "time:15")]
        pub(crate) fn update() {}
    }

    pub mod app {
        use elsewhere::{clean, feed};

        #[bgtask::background_app(
            tasks(elsewhere::tell, feed::Refresh, clean, super::badge::update),
            model = "out-of-process",
            namespace = "Tasks"
        )]
        pub struct App;
    }
}

pub use ui::app::App;
