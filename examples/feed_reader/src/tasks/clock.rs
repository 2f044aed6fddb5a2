use bgtask::prelude::*;

use super::TaskError;
use crate::library::Library;

/// Notes that "today" is another day now, so that the reader sorts its articles anew. Runs in the app's own process, which
/// is the one that shows them.
#[background_task(
    trigger = system(TimeZoneChange),
    windows(model = "in-process"),
    platforms("windows")
)]
#[derive(Default)]
pub struct FollowClock;

impl BackgroundTask for FollowClock {
    type Error = TaskError;

    async fn run(&self, task: &TaskInstance) -> Result<(), TaskError> {
        task.state::<Library>()?.sort_anew()?;
        Ok(())
    }
}
