//! What can be said only of a whole app: defaults resolved, names unique, limits kept.

use super::{Findings, apple, hosting, modes, names, task, triggers};
use crate::model::{AppSpec, Platforms, ResolvedTask};

/// Checks what the app's own annotation says.
pub const fn check(app: &AppSpec<'_>) -> Findings {
    names::check_app(app).and_all(modes::check(app))
}

/// Checks what the app's annotation says against its tasks.
pub const fn check_with_tasks(app: &AppSpec<'_>, tasks: &[ResolvedTask<'_>]) -> Findings {
    modes::check_with_tasks(app, tasks)
}

/// Checks the registrations of one entry of the app's list, given by index in `tasks`, against the app and against the
/// registrations before it: of two that clash, the later is told.
pub const fn check_entry(app: &AppSpec<'_>, tasks: &[ResolvedTask<'_>], index: usize) -> Findings {
    let resolved = &tasks[index];
    let platforms = Platforms { windows: resolved.windows.is_some(), apple: resolved.apple.is_some() };
    task::check_on(&resolved.spec, platforms)
        .and_all(hosting::check(resolved))
        .and_all(names::check_resolved(app, tasks, index))
        .and(triggers::single_registration(tasks, index))
        .and_all(apple::check_task(tasks, index))
}
