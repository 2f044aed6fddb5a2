//! Tasks that need no entry in a manifest.

use bgtask_core::catalog::HostingModel;

use crate::examine::{Examined, tasks};

/// Says which tasks of an app need no entry in its manifest, if any.
pub fn note(package: &Examined) -> Option<String> {
    let in_process = package.app.iter().flat_map(tasks).filter_map(|(task, ..)| {
        (task.windows?.model == HostingModel::InProcess).then(|| format!("`{}`", task.spec.name))
    });
    let names: Vec<String> = in_process.collect();
    match names.as_slice() {
        [] => None,
        [only] => Some(format!("in-process: {only} needs no manifest entry")),
        several => Some(format!("in-process: {} need no manifest entry", several.join(", "))),
    }
}
