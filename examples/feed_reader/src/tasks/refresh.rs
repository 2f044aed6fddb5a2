use std::time::Duration;

use bgtask::prelude::*;
use serde::{Deserialize, Serialize};

use super::TaskError;
use crate::library::Library;

/// How long a server takes to answer; the feeds of this example lie in a folder, which answers at once.
const ANSWER_TIME: Duration = Duration::from_secs(2);

/// Reads every feed anew, while somebody is there to read it.
#[background_task(trigger = "time:15", condition = "UserPresent", cancel_on_condition_loss)]
#[derive(Default)]
pub struct RefreshFeeds;

/// What a refresh leaves for the app to show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refreshed {
    /// The feeds that were read.
    pub feeds: usize,
    /// The articles that were not there before.
    pub new_articles: usize,
}

impl BackgroundTask for RefreshFeeds {
    type Error = TaskError;

    async fn run(&self, task: &TaskInstance) -> Result<(), TaskError> {
        let library = task.state::<Library>()?;
        let mut refreshed = Refreshed::default();
        for name in library.feeds()? {
            task.cancelled_or(task.sleep(ANSWER_TIME)).await?;
            refreshed.new_articles += library.take_in(&name, &library.read_feed(&name)?)?;
            refreshed.feeds += 1;
            task.set_progress(u32::try_from(refreshed.feeds).unwrap_or(u32::MAX));
        }
        task.leave(&refreshed)?;
        Ok(())
    }
}
