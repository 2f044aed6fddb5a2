use bgtask::prelude::*;

use super::TaskError;
use crate::notebook::Notebook;

/// After an update of the app, writes the notes of older versions in the form of the new one, before anybody opens it.
#[background_task(
    trigger = "system:ServicingComplete",
    windows(model = "forwarded", clsid = "254F8D23-D690-4612-B3EB-D2E0722CA99E")
)]
#[derive(Default)]
pub struct UpgradeNotebook;

impl BackgroundTask for UpgradeNotebook {
    type Error = TaskError;

    async fn run(&self, task: &TaskInstance) -> Result<(), TaskError> {
        let notebook = task.state::<Notebook>()?;
        for (done, note) in (1..).zip(notebook.notes()?) {
            notebook.upgrade(&note)?;
            task.set_progress(done);
        }
        Ok(())
    }
}
