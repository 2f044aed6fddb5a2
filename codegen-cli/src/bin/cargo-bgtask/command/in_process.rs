//! Tasks that need no entry in a manifest.

use bgtask_core::catalog::HostingModel;
use bgtask_core::model::ResolvedTask;

use crate::examine::{Examined, tasks};

/// Says which tasks of an app need no entry in its manifest, if any.
pub fn note(package: &Examined) -> Option<String> {
    if !package.kept().windows {
        return None;
    }
    let is_in_process =
        |task: &ResolvedTask<'_>| task.windows.is_some_and(|windows| windows.model == HostingModel::InProcess);
    let in_process = package.app.iter().flat_map(tasks).filter(|(task, ..)| is_in_process(task));
    let names: Vec<String> = in_process.map(|(task, ..)| format!("`{}`", task.spec.name)).collect();
    match names.as_slice() {
        [] => None,
        [only] => Some(format!("in-process: {only} needs no manifest entry")),
        several => Some(format!("in-process: {} need no manifest entry", several.join(", "))),
    }
}
