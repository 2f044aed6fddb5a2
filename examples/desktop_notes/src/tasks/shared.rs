use bgtask::prelude::*;

use super::TaskError;
use crate::notebook::{Note, Notebook};

/// Takes in a note that somebody shared: the notification carries it. Push triggers reach a COM class.
#[background_task(trigger = push_notification, windows(clsid = "28A20087-2928-497C-8BA1-97AF5ABBB3D4"))]
#[derive(Default)]
pub struct TakeInShared;

impl BackgroundTask for TakeInShared {
    type Error = TaskError;

    async fn run(&self, task: &TaskInstance) -> Result<(), TaskError> {
        let content = task.trigger_details().push_content().ok_or(TaskError::NothingShared)?;
        let note: Note = serde_json::from_slice(content).map_err(crate::notebook::NotebookError::from)?;
        task.state::<Notebook>()?.write(&note)?;
        Ok(())
    }
}
