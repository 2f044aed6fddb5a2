//! Problems in a line each: `file:line:col: error[BG0101]: message`.

use bgtask_codegen::problem::Problem;
use bgtask_codegen::source::Sources;

use super::diagnostic::shown;
use crate::output::Output;

/// Shows problems on standard error.
pub(super) fn write(problems: &[Problem], sources: &Sources, output: &mut Output) {
    for problem in problems {
        output.message(text(problem, sources));
    }
}

fn text(problem: &Problem, sources: &Sources) -> String {
    let place = problem.place.as_ref().map_or_else(String::new, |place| {
        let (line, column) = sources.line_column(place);
        format!("{}:{line}:{column}: ", shown(sources.path(place.file)))
    });
    // A message of several lines would make several of one.
    let message = problem.message.replace('\n', " ");
    format!("{place}{}[{}]: {message}", problem.severity.name(), problem.rule.id)
}
