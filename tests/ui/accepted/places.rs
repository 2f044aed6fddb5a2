//! Tasks and apps in nested modules, in functions, under cfg, and made by macros.

use bgtask::prelude::*;

pub mod feed {
    use bgtask::background_task;

    #[background_task(trigger = "time:15")]
    pub fn refresh() {}

    pub mod night {
        use bgtask::prelude::*;

        #[background_task(trigger = "maintenance:60")]
        pub(crate) fn tidy() {}

        #[background_task(trigger = "maintenance:60", name = "inner")]
        pub(in crate::feed) fn inner() {}

        // The app may stand anywhere.
        #[background_app(tasks(tidy, self::inner, super::refresh, crate::reschedule))]
        pub struct Inner;
    }

    #[bgtask::background_app(tasks(night::inner))]
    pub(super) struct Middle;
}

use feed::night as dark;
use feed::refresh as renamed;

#[bgtask::background_task(trigger = "system:TimeZoneChange")]
fn reschedule() {}

#[background_task(trigger = "time:15")]
#[cfg(any())]
fn never(task: &Missing) {}

#[cfg(all())]
#[background_task(trigger = "time:15")]
#[cfg(all())]
#[cfg_attr(all(), doc = "Always.")]
fn always() {}

#[cfg_attr(all(), background_task(trigger = "time:30"))]
fn sometimes() {}

#[background_task(trigger = "time:15")]
#[cfg(any())]
pub struct Never;

#[background_app(tasks(never))]
#[cfg(any())]
struct NoApp;

/// A function that builds a trigger is compiled for Windows alone.
#[cfg_attr(not(windows), background_task(trigger = with("gatt-characteristic-notification", triggers::heart)))]
#[cfg_attr(windows, background_task(trigger = "time:15"))]
fn measured() {}

/// Who uses them is told, and may say that it is meant.
#[background_task(trigger = "time:15")]
#[deprecated]
fn old() {}

#[background_task(trigger = "time:15")]
#[deprecated]
#[derive(Default)]
struct Old;

#[allow(deprecated)]
impl BackgroundTask for Old {
    type Error = std::fmt::Error;
    async fn run(&self, _: &TaskInstance) -> Result<(), Self::Error> {
        Ok(())
    }
}

macro_rules! tasks {
    ($($name:ident every $minutes:literal if $condition:expr;)*) => {
        $(
            #[background_task(trigger = time($minutes), condition = $condition)]
            fn $name() {}
        )*
    };
}

tasks! {
    one every 15 if "UserPresent";
    two every 30 if InternetAvailable;
}

macro_rules! app {
    ($name:ident: $($task:path),*) => {
        #[background_app(tasks($($task),*, $crate::two))]
        struct $name;
    };
}

app!(Made: one, crate::always);

#[background_app(tasks(
    renamed,
    dark::tidy,
    crate::reschedule,
    #[cfg(any())] never,
    #[cfg(all())] always,
    #[cfg(any())] no::such::task,
    sometimes,
    measured,
    old,
    #[allow(deprecated)]
    Old,
))]
#[cfg(all())]
struct App;

fn main() {
    #[background_task(trigger = "time:15")]
    fn local() {}

    #[background_app(tasks(local))]
    struct Local;

    const { assert!(Local::TASKS.len() == 1) };
}

const _: () = assert!(App::TASKS.len() == 8 && Made::TASKS.len() == 3);
const _: () = assert!(dark::Inner::TASKS.len() == 4 && feed::Middle::TASKS.len() == 1);
