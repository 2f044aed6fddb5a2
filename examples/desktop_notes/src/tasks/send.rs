use bgtask::prelude::*;

use super::TaskError;
use crate::notebook::Notebook;

/// Sends what was written without a network, as soon as there is one. Windows refuses a system trigger for a COM class, so
/// it goes through the forwarder.
#[background_task(
    trigger = system(InternetAvailable),
    windows(model = "forwarded", clsid = "A1FB8911-5377-45F4-92EC-1DEFD59BFFEE")
)]
#[derive(Default)]
pub struct SendWaiting;

impl BackgroundTask for SendWaiting {
    type Error = TaskError;

    async fn run(&self, task: &TaskInstance) -> Result<(), TaskError> {
        let sent = task.state::<Notebook>()?.empty_outbox()?;
        task.set_progress(u32::try_from(sent).unwrap_or(u32::MAX));
        Ok(())
    }
}
