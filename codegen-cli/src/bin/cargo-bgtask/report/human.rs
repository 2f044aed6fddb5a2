//! Problems as rustc shows them.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};
use bgtask_codegen::problem::Problem;
use bgtask_codegen::source::{FileId, Place, Sources};
use bgtask_core::rules::Severity;

use crate::output::Output;

/// Shows problems on standard error, and where to read on.
pub(super) fn write(problems: &[Problem], sources: &Sources, output: &mut Output) {
    for problem in problems {
        output.message(format_args!("{}\n", text(problem, sources)));
    }
    if let Some(first) = problems.iter().find(|problem| problem.is_error()).or(problems.first()) {
        output.message(format_args!("For more about a rule, try `cargo bgtask explain {}`.", first.rule.id));
    }
}

/// One problem, with styles.
pub(super) fn text(problem: &Problem, sources: &Sources) -> String {
    let level = match problem.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(problem.message.as_str()).id(problem.rule.id);
    let mut group = Group::with_title(title);
    for snippet in snippets(problem, sources) {
        group = group.element(snippet);
    }
    if !problem.help.is_empty() {
        group = group.element(Level::HELP.message(problem.help.as_str()));
    }
    group = group.element(Level::NOTE.message(problem.rule.source));
    Renderer::styled().render(&[group])
}

/// The most bytes of a line that is shown. A longer one was written by a machine, and laying it out takes its time.
const LONGEST_LINE: usize = 10_000;

/// One snippet for each file that the problem points into, the problem's own first.
fn snippets<'a>(problem: &'a Problem, sources: &'a Sources) -> Vec<Element<'a>> {
    // The message stands above; what is underlined needs no second one.
    let main = problem.place.iter().map(|place| (place, None, AnnotationKind::Primary));
    let related = problem.related.iter().map(|(place, label)| (place, Some(label.as_str()), AnnotationKind::Context));
    let mut files: Vec<(FileId, Snippet<'a, Annotation<'a>>)> = Vec::new();
    let mut origins = Vec::new();
    for (place, label, kind) in main.chain(related) {
        let file = sources.get(place.file);
        let range = range(place, sources);
        if line_around(file.text(), &range).len() > LONGEST_LINE {
            let (line, column) = sources.line_column(place);
            origins.push(Origin::path(super::diagnostic::shown(&file.path)).line(line).char_column(column).into());
            continue;
        }
        let annotation = kind.span(range).label(label);
        match files.iter_mut().find(|(known, _)| *known == place.file) {
            Some((_, snippet)) => *snippet = std::mem::replace(snippet, Snippet::source("")).annotation(annotation),
            None => {
                let snippet = Snippet::source(file.text()).path(super::diagnostic::shown(&file.path));
                files.push((place.file, snippet.annotation(annotation)));
            }
        }
    }
    files.into_iter().map(|(_, snippet)| snippet.into()).chain(origins).collect()
}

/// The whole lines that a range is on.
fn line_around<'t>(text: &'t str, range: &Range<usize>) -> &'t str {
    let start = text[..range.start].rfind('\n').map_or(0, |end| end + 1);
    let end = text[range.end..].find('\n').map_or(text.len(), |end| range.end + end);
    &text[start..end]
}

/// The place's range, within the text and between characters.
fn range(place: &Place, sources: &Sources) -> Range<usize> {
    let text = sources.get(place.file).text();
    let within = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = within(place.range.start);
    start..within(place.range.end).max(start)
}

#[cfg(test)]
mod tests {
    use bgtask_codegen::problem::Problem;
    use bgtask_codegen::source::{Place, Sources};
    use bgtask_core::rules::project::NOT_JUDGED;

    use super::text;

    #[test]
    fn of_a_very_long_line_only_the_place_is_shown() {
        let mut sources = Sources::new();
        let file = sources.add("f.xml", format!("<a/>\n<!--{}--><b/>", " ".repeat(20_000)));
        let place = Place { file, range: 20_013..20_015 };
        let shown = text(&Problem::new(NOT_JUDGED, Some(place), "a message", ""), &sources);
        let shown = anstream::adapter::strip_str(&shown).to_string();
        assert!(shown.contains("--> f.xml:2:20009") && shown.len() < 500, "{shown}");
    }

    #[test]
    fn any_place_in_any_text_can_be_shown() {
        let texts = [
            "",
            "\n",
            "a",
            "a\n",
            "a\r\nb",
            "\ta\n\u{7f}\u{0}b\n",
            "é漢\u{200d}👩‍👩‍👧\n\u{301}",
            "\u{feff}x",
            "a\rb\r",
            "\r\n\r\n",
        ];
        for content in texts {
            for start in 0..=content.len() + 2 {
                for end in 0..=content.len() + 2 {
                    let mut sources = Sources::new();
                    let file = sources.add("f.rs", content);
                    let other = sources.add("g.rs", content);
                    let place = |file| Place { file, range: start..end };
                    let problem = Problem::new(NOT_JUDGED, Some(place(file)), "a message", "help")
                        .with_related(place(file), "again")
                        .with_related(place(other), "elsewhere");
                    let shown = anstream::adapter::strip_str(&text(&problem, &sources)).to_string();
                    assert!(shown.starts_with("warning[BG0805]: a message\n"), "{content:?} {start}..{end}: {shown}");
                }
            }
        }
    }
}
