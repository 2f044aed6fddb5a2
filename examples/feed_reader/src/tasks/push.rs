use bgtask::prelude::*;

use super::TaskError;
use crate::feed;
use crate::library::Library;

/// Takes in an article that the server pushes: the notification carries it as a feed of one.
#[background_task(trigger = push_notification, condition = InternetAvailable, name = "TakeInPushed")]
#[derive(Default)]
pub struct TakeIn;

impl BackgroundTask for TakeIn {
    type Error = TaskError;

    async fn run(&self, task: &TaskInstance) -> Result<(), TaskError> {
        let content = task.trigger_details().push_content().ok_or(TaskError::NothingPushed)?;
        let articles = feed::parse(&String::from_utf8_lossy(content))?;
        task.state::<Library>()?.take_in("pushed", &articles)?;
        Ok(())
    }
}
