//! What can be said of a task without its app.

use super::{Findings, conditions, names, triggers};
use crate::model::{Platforms, TaskSpec};

/// Checks one registration by itself. A rule that Windows sets does not bind a task that says it is for Apple systems
/// alone, and the other way round.
pub const fn check(spec: &TaskSpec<'_>) -> Findings {
    let platforms = match spec.platforms {
        Some(platforms) => platforms,
        None => Platforms::ALL,
    };
    check_on(spec, platforms)
}

/// Checks one registration by itself, for some platforms.
pub(super) const fn check_on(spec: &TaskSpec<'_>, platforms: Platforms) -> Findings {
    let mut found = Findings::NONE;
    triggers::check(spec, &mut found);
    conditions::check(spec, &mut found);
    names::check_task(spec, &mut found);
    found.keep_set_by(platforms);
    found
}
