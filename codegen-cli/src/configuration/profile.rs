//! The one setting of a profile that matters to tasks.

use bgtask_core::rules::project::PANIC_ABORT;
use toml::de::{DeTable, DeValue};

use crate::problem::Problem;
use crate::source::{FileId, Place, Sources};

/// Every profile with `panic = "abort"` in the workspace's Cargo.toml, each at its place. A file that is not TOML has
/// none: who reads it for its own sake says so.
pub fn panic_abort(file: FileId, sources: &Sources) -> Vec<Problem> {
    let Ok(document) = DeTable::parse(sources.get(file).text()) else { return Vec::new() };
    let Some(DeValue::Table(profiles)) = document.get_ref().get("profile").map(toml::Spanned::get_ref) else {
        return Vec::new();
    };
    let mut problems: Vec<_> = profiles
        .iter()
        .filter_map(|(name, profile)| {
            let DeValue::Table(profile) = profile.get_ref() else { return None };
            let panic = profile.get("panic")?;
            let DeValue::String(strategy) = panic.get_ref() else { return None };
            (strategy == "abort").then(|| {
                let message = format!("in the profile `{}` a panic in a task ends the process", name.get_ref());
                let help = "leave `panic` out, and a task that panics fails by itself";
                Problem::new(PANIC_ABORT, Some(Place { file, range: panic.span() }), message, help)
            })
        })
        .collect();
    problems.sort_by_key(|problem| problem.place.as_ref().map(|place| place.range.start));
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(text: &str) -> Vec<String> {
        let mut sources = Sources::new();
        let file = sources.add("Cargo.toml", text);
        panic_abort(file, &sources)
            .into_iter()
            .map(|problem| {
                let place = problem.place.expect("a place");
                format!("{}:{}", sources.line_column(&place).0, problem.message)
            })
            .collect()
    }

    #[test]
    fn each_profile_that_aborts_is_told() {
        let text =
            "[profile.release]\npanic = 'abort'\n[profile.dev]\npanic = 'unwind'\n[profile.dist]\npanic = \"abort\"\n";
        assert_eq!(
            places(text),
            [
                "2:in the profile `release` a panic in a task ends the process",
                "6:in the profile `dist` a panic in a task ends the process"
            ]
        );
    }

    #[test]
    fn unwinding_is_not_told() {
        for text in ["", "[profile.release]\nlto = true\n", "profile = 1", "[profile]\nrelease = 1", "[profile"] {
            assert_eq!(places(text), Vec::<String>::new(), "{text}");
        }
    }
}
