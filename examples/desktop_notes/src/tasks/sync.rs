use std::time::Duration;

use bgtask::prelude::*;
use serde::{Deserialize, Serialize};

use super::TaskError;
use crate::notebook::{Newer, Notebook};

/// How long the server takes for a note; the server of this example is a folder, which answers at once.
const ANSWER_TIME: Duration = Duration::from_secs(1);

/// Brings every note into step with the server, each hour. A time trigger is one of the two that reach a COM class.
#[background_task(
    trigger = "time:60",
    condition = "InternetAvailable",
    windows(clsid = "56C676AD-332B-4049-80F9-DB9FF46FF55C")
)]
#[derive(Default)]
pub struct SyncNotes;

/// What was brought into step, for the app to show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Synced {
    /// The notes that were newer here.
    pub sent: usize,
    /// The notes that were newer on the server.
    pub received: usize,
}

impl BackgroundTask for SyncNotes {
    type Error = TaskError;

    async fn run(&self, task: &TaskInstance) -> Result<(), TaskError> {
        let notebook = task.state::<Notebook>()?;
        let mut synced = Synced::default();
        for (done, title) in (1..).zip(notebook.titles()?) {
            task.cancelled_or(task.sleep(ANSWER_TIME)).await?;
            match notebook.sync(&title)? {
                Some(Newer::Here) => synced.sent += 1,
                Some(Newer::OnServer) => synced.received += 1,
                None => {}
            }
            task.set_progress(done);
        }
        task.leave(&synced)?;
        Ok(())
    }
}
