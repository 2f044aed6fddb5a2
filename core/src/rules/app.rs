//! What can be said only of a whole app: defaults resolved, names unique, limits kept.

use super::{Findings, apart, apple, hosting, modes, names, task, triggers};
use crate::model::{AppSpec, Platforms, ResolvedTask};

/// Checks what the app's own annotation says.
pub const fn check(app: &AppSpec<'_>) -> Findings {
    let mut found = Findings::NONE;
    names::check_app(app, &mut found);
    modes::check(app, &mut found);
    found
}

/// Checks what the app's annotation says against its tasks.
pub const fn check_with_tasks(app: &AppSpec<'_>, tasks: &[ResolvedTask<'_>]) -> Findings {
    modes::check_with_tasks(app, tasks)
}

/// Checks a registration, given by index in `tasks`, against the app and against the registrations before it: of two
/// that clash, the later is told.
pub const fn check_entry(app: &AppSpec<'_>, tasks: &[ResolvedTask<'_>], index: usize) -> Findings {
    let task = &tasks[index];
    let mut found = check_own_words(task);
    in_app(app, task, &mut found);
    among(tasks, index, &mut found);
    found
}

/// The part of [`check_entry`] that looks at the task's own words alone.
pub const fn check_own_words(task: &ResolvedTask<'_>) -> Findings {
    task::check_on(&task.spec, Platforms { windows: task.windows.is_some(), apple: task.apple.is_some() })
}

/// The part of [`check_entry`] that looks at the task with the app's defaults, and at no other registration.
pub const fn check_in_app(app: &AppSpec<'_>, task: &ResolvedTask<'_>) -> Findings {
    let mut found = Findings::NONE;
    in_app(app, task, &mut found);
    found
}

const fn in_app(app: &AppSpec<'_>, task: &ResolvedTask<'_>, found: &mut Findings) {
    hosting::check(task, found);
    names::check_resolved(app, task, found);
    apple::check_task(task, found);
}

/// The part of [`check_entry`] that looks at the other registrations.
pub const fn check_among(tasks: &[ResolvedTask<'_>], index: usize) -> Findings {
    let mut found = Findings::NONE;
    among(tasks, index, &mut found);
    found
}

const fn among(tasks: &[ResolvedTask<'_>], index: usize, found: &mut Findings) {
    found.add(names::missing_entry_point(tasks, index));
    found.add(names::missing_identifier(tasks, index));
    found.add(names::first_clash(tasks, index));
    found.add(triggers::single_registration(tasks, index));
    found.add(apple::too_many_requests(tasks, index));
}

/// Whether [`check_among`] surely finds nothing, in any of the registrations. Much quicker than to ask each of them.
pub const fn stand_apart(tasks: &[ResolvedTask<'_>]) -> bool {
    apart::stand_apart(tasks)
}
