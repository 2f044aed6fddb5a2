use bgtask::prelude::*;

use super::TaskError;
use crate::library::{Library, SECONDS_PER_DAY};

/// How long an article that was read is kept.
const KEPT_DAYS: u64 = 30;

/// Drops what was read long ago, every eight hours of external power: in most lives, at night.
#[background_task(trigger = "maintenance:480")]
pub async fn tidy(task: &TaskInstance) -> Result<(), TaskError> {
    let library = task.state::<Library>()?;
    let now = task.now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default().as_secs();
    let dropped = library.drop_before(now.saturating_sub(KEPT_DAYS * SECONDS_PER_DAY))?;
    task.set_progress(u32::try_from(dropped).unwrap_or(u32::MAX));
    Ok(())
}
