use bgtask::prelude::*;

use super::TaskError;
use crate::library::Library;

/// Builds the index anew after an update of the app, whose new version may keep it in another form.
#[background_task(trigger = "system:ServicingComplete", platforms("windows"))]
#[derive(Default)]
pub struct RebuildIndex;

impl BackgroundTask for RebuildIndex {
    type Error = TaskError;

    async fn run(&self, task: &TaskInstance) -> Result<(), TaskError> {
        let library = task.state::<Library>()?;
        for name in library.feeds()? {
            library.take_in(&name, &library.read_feed(&name)?)?;
        }
        Ok(())
    }
}
