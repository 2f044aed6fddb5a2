use std::time::UNIX_EPOCH;

use bgtask::prelude::*;

use super::TaskError;
use crate::notebook::Notebook;

const SECONDS_PER_DAY: u64 = 24 * 60 * 60;

/// Keeps a copy of the notebook, every twelve hours that the device has external power.
#[background_task(
    trigger = "maintenance:720",
    windows(model = "forwarded", clsid = "94D6786B-70C4-467D-92AB-95F3DDEAE7F8")
)]
pub async fn keep_copy(task: &TaskInstance) -> Result<(), TaskError> {
    let day = task.now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs() / SECONDS_PER_DAY;
    let notes = task.state::<Notebook>()?.keep_copy(&format!("day {day}"))?;
    task.set_progress(u32::try_from(notes).unwrap_or(u32::MAX));
    Ok(())
}
