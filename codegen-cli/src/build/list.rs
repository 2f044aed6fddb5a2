//! The file that `#[background_app]` without `tasks` takes its list from. Its form is written down in
//! `bgtask_core::expand::list`.

use std::fmt::Write;

use bgtask_core::catalog::names::TASK_LIST_MACRO;

use crate::app::App;

/// The file, for the apps of a package that have no list of their own.
pub(super) fn text(package: &str, apps: &[App]) -> String {
    let mut text =
        format!("// The tasks of the package `{package}`, as its build script found them.\n{TASK_LIST_MACRO}! {{\n");
    for app in apps.iter().filter(|app| app.has_no_list()) {
        // Writing to a string does not fail.
        let _ = writeln!(text, "    {} {{", app.written_name());
        for (path, guards) in app.list() {
            for guard in guards {
                let _ = writeln!(text, "        #[cfg({})]", tidy(guard));
            }
            let _ = writeln!(text, "        {path},");
        }
        text.push_str("    }\n");
    }
    text.push_str("}\n");
    text
}

/// The tokens of a condition without the spaces that nobody would write; those in texts stay.
fn tidy(guard: &str) -> String {
    let mut tidy = String::new();
    for (at, part) in guard.split('"').enumerate() {
        if at > 0 {
            tidy.push('"');
        }
        if at % 2 == 1 {
            tidy.push_str(part);
        } else {
            tidy.push_str(&part.replace(" (", "(").replace("( ", "(").replace(" )", ")").replace(" ,", ","));
        }
    }
    // With a quote in a text, the halves are not told apart.
    if guard.contains('\\') { String::from(guard) } else { tidy }
}
