//! What can be said only of a whole app: defaults resolved, names unique, limits kept.

use super::{Findings, apart, apple, hosting, modes, names, task, triggers};
use crate::model::{AppSpec, Platforms, ResolvedTask};

/// Checks what the app's own annotation says.
pub const fn check(app: &AppSpec<'_>) -> Findings {
    names::check_app(app).and_all(modes::check(app))
}

/// Checks what the app's annotation says against its tasks.
pub const fn check_with_tasks(app: &AppSpec<'_>, tasks: &[ResolvedTask<'_>]) -> Findings {
    modes::check_with_tasks(app, tasks)
}

/// Checks a registration, given by index in `tasks`, against the app and against the registrations before it: of two
/// that clash, the later is told.
pub const fn check_entry(app: &AppSpec<'_>, tasks: &[ResolvedTask<'_>], index: usize) -> Findings {
    let task = &tasks[index];
    check_own_words(task).and_all(check_in_app(app, task)).and_all(check_among(tasks, index))
}

/// The part of [`check_entry`] that looks at the task's own words alone.
pub const fn check_own_words(task: &ResolvedTask<'_>) -> Findings {
    task::check_on(&task.spec, Platforms { windows: task.windows.is_some(), apple: task.apple.is_some() })
}

/// The part of [`check_entry`] that looks at the task with the app's defaults, and at no other registration.
pub const fn check_in_app(app: &AppSpec<'_>, task: &ResolvedTask<'_>) -> Findings {
    hosting::check(task).and_all(names::check_resolved(app, task)).and_all(apple::check_task(task))
}

/// The part of [`check_entry`] that looks at the other registrations.
pub const fn check_among(tasks: &[ResolvedTask<'_>], index: usize) -> Findings {
    Findings::NONE
        .and(names::missing_entry_point(tasks, index))
        .and(names::missing_identifier(tasks, index))
        .and(names::first_clash(tasks, index))
        .and(triggers::single_registration(tasks, index))
        .and(apple::too_many_requests(tasks, index))
}

/// Whether [`check_among`] surely finds nothing, in any of the registrations. Much quicker than to ask each of them.
pub const fn stand_apart(tasks: &[ResolvedTask<'_>]) -> bool {
    apart::stand_apart(tasks)
}
