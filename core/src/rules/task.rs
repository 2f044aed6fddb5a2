//! What can be said of a task without its app.

use super::{Findings, conditions, names, triggers};
use crate::model::TaskSpec;

/// Checks one registration by itself.
pub const fn check(spec: &TaskSpec<'_>) -> Findings {
    Findings::NONE.and_all(triggers::check(spec)).and_all(conditions::check(spec)).and_all(names::check_task(spec))
}
