//! What was built, set beside the manifest and the property list.

use bgtask_core::rules::Site;
use bgtask_core::rules::binary::{BUILT_IN_NOT_IN_FILE, IN_FILE_NOT_BUILT_IN};
use bgtask_core::rules::manifest::STALE_ENTRY_POINT;
use bgtask_core::rules::property_list::STALE_IDENTIFIER;

use super::built::BuiltApp;
use super::compare::Binary;
use crate::app::App;
use crate::plan::Declared;
use crate::problem::Problem;

/// Hands on what was built in the form in which code declares it, so that files are compared with either by the same code.
/// What the code declares as well has its place there.
pub fn with_built<R>(built: &BuiltApp<'_>, app: Option<&App>, use_it: impl FnOnce(&Declared<'_>) -> R) -> R {
    let tasks = built.tasks();
    let place = |task: usize, site: Site| {
        let name = tasks.get(task)?.spec.name;
        let (_, registration) =
            app?.tasks().into_iter().zip(app?.sources()).find(|(task, _)| task.spec.name == name)?.1;
        Some(registration.place_of(site))
    };
    use_it(&Declared {
        app: built.spec(),
        app_place: app.map(|app| app.found().place.clone()),
        tasks: &tasks,
        place: &place,
        unlisted: &[],
        has_list: true,
    })
}

/// What was found about a file, when it was compared with what is built in: told as such.
pub fn of_binary(problem: Problem, binary: Binary<'_>) -> Problem {
    let is_stale = [STALE_ENTRY_POINT, STALE_IDENTIFIER].contains(&problem.rule);
    let rule = if is_stale { IN_FILE_NOT_BUILT_IN } else { BUILT_IN_NOT_IN_FILE };
    let message = format!("{} (as built into {})", problem.message, binary.shown);
    // What is not in the code, `sync` does not know of, and what is in the code, it leaves.
    let help = match problem.place {
        _ if is_stale => format!("if the code has no such task either: {}", problem.help),
        None => String::from(
            "the code has no such task, and `sync` writes what the code has: see `cargo bgtask explain BG0902`",
        ),
        Some(_) => problem.help,
    };
    Problem { rule, severity: rule.severity, message, help, ..problem }
}
