//! A feed reader, in its versions.

use bgtask::prelude::*;
use serde::{Deserialize, Serialize};

/// What a refresh leaves for the app.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct News {
    /// How many entries are new.
    pub entries: u32,
}

/// Fetches what is new.
#[background_task(trigger = "time:15", condition = "InternetAvailable")]
pub fn refresh_feeds(task: &TaskInstance) -> Result<(), bgtask::result::ResultError> {
    task.set_progress(50);
    task.leave(&News { entries: 3 })
}

#[background_task(trigger = "system:TimeZoneChange")]
fn reschedule() {}

#[background_task(trigger = "application")]
async fn synchronise(task: &TaskInstance) {
    task.cancelled().await;
}

/// The app as it came out first.
#[background_app(tasks(refresh_feeds, reschedule))]
pub struct Feed;

pub mod later {
    //! The app as it is now: it refreshes less often, and asks for no more than that.

    use bgtask::prelude::*;

    #[background_task(trigger = "time:30", condition = "InternetAvailable")]
    fn refresh_feeds() {}

    /// The app.
    #[background_app(tasks(refresh_feeds))]
    pub struct Feed;
}

/// The app with a task that it asks to be run.
#[background_app(tasks(refresh_feeds, synchronise))]
pub struct Synchronised;
