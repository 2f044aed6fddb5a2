//! Where a file is not in step with the code, as problems that point at both.

use bgtask_core::model::ResolvedTask;
use bgtask_core::rules::{Rule, Site};

use super::Declared;
use crate::problem::Problem;
use crate::source::{FileId, Place, Sources};
use crate::xml::{Edit, Position};

/// What `file` lacks: one problem for each task that something is missing for, which names all of it and points at where it
/// belongs. What several tasks need is told at the first of them; what no task needs, the app asks for.
///
/// Of a task that is not `settled`, something that its entries are made of is missing. That is told elsewhere, as an error,
/// and says all: what of its entries is known already would come with the rest.
pub(super) fn lacking(
    declared: &Declared<'_>,
    edits: &[Edit],
    settled: impl Fn(&ResolvedTask<'_>) -> bool,
    rule: &'static Rule,
    file: FileId,
    sources: &Sources,
) -> Vec<Problem> {
    let mut groups: Vec<(Option<&str>, Vec<&Edit>)> = Vec::new();
    let is_settled = |name: &str| declared.named(name).is_none_or(|task| settled(&declared.tasks[task]));
    for edit in edits {
        let first = edit.tasks.iter().map(String::as_str).find(|name| is_settled(name));
        if first.is_none() && !edit.tasks.is_empty() {
            continue;
        }
        match groups.iter_mut().find(|(task, _)| *task == first) {
            Some((_, edits)) => edits.push(edit),
            None => groups.push((first, vec![edit])),
        }
    }
    let shown = sources.path(file).display().to_string();
    let mut problems = Vec::new();
    for (task, edits) in groups {
        let what: Vec<&str> = edits.iter().map(|edit| edit.what.as_str()).collect();
        let whose = match task {
            Some(task) => listed(&[task]),
            None => format!("app `{}`", declared.app.type_name),
        };
        let message = format!("{shown} lacks what {whose} needs: {}", what.join("; "));
        let mut help = String::from("`cargo bgtask sync` does it");
        // The last is the entry itself, after what it stands in.
        if let Some(why) = edits.iter().rev().map(|edit| edit.why.as_str()).find(|why| !why.is_empty()) {
            help = format!("{help}: {why}");
        }
        let place = match task {
            Some(task) => declared.named(task).and_then(|task| declared.place(task, Site::Trigger)),
            None => declared.app_place.clone(),
        };
        let mut problem = Problem::new(rule, place, message, help);
        for edit in edits {
            problem = problem.with_related(Place { file, range: edit.range.clone() }, edit.what.as_str());
        }
        problems.push(problem);
    }
    problems
}

/// `task `A``, or `tasks `A`, `B` and `C``.
pub(crate) fn listed(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        None => String::from("no task"),
        Some((only, [])) => format!("task {only}"),
        Some((last, rest)) => format!("tasks {} and {last}", rest.join(", ")),
    }
}

/// The place of a position in a file: what stands there, up to the end of its word.
pub(super) fn place_of(position: Position, file: FileId, sources: &Sources) -> Place {
    let text = sources.get(file).text();
    let start = offset_of(text, position);
    let rest = &text[start..];
    let end = rest.find(|letter: char| letter.is_whitespace() || letter == '>').unwrap_or(rest.len());
    Place { file, range: start..start + end }
}

/// The offset of a line and a column, where CR, LF and CR LF each end a line.
fn offset_of(text: &str, position: Position) -> usize {
    let mut line = 1;
    let mut start = 0;
    let mut bytes = text.bytes().enumerate().peekable();
    while line < position.line {
        let Some((at, byte)) = bytes.next() else { return text.len() };
        let ends = byte == b'\n' || byte == b'\r' && bytes.peek().is_none_or(|(_, next)| *next != b'\n');
        if ends {
            line += 1;
            start = at + 1;
        }
    }
    text[start..].char_indices().nth(position.column.saturating_sub(1)).map_or(text.len(), |(at, _)| start + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_listed() {
        assert_eq!(listed(&["A"]), "task `A`");
        assert_eq!(listed(&["A", "B", "C"]), "tasks `A`, `B` and `C`");
    }

    #[test]
    fn a_position_is_found_whatever_ends_the_lines() {
        for text in ["<a>\n é<b x='1'/>", "<a>\r\n é<b x='1'/>", "<a>\r é<b x='1'/>"] {
            let mut sources = Sources::new();
            let file = sources.add("f", text);
            let place = place_of(Position { offset: 0, line: 2, column: 3 }, file, &sources);
            assert_eq!(&text[place.range], "<b");
            let beyond = place_of(Position { offset: 0, line: 9, column: 3 }, file, &sources);
            assert_eq!(beyond.range, text.len()..text.len());
        }
    }
}
