//! `explain`: what a rule or an error means.

use anyhow::bail;
use bgtask_core::catalog::error_code::{self, ErrorCode};
use bgtask_core::grammar::closest;
use bgtask_core::model::Platform;
use bgtask_core::rules::{self, Rule};

use super::Outcome;
use crate::options::{Explain, MessageFormat};
use crate::output::Output;
use crate::report::{Explanation, Line, VERSION, json_text};

/// What the numbers of rules begin with.
const PREFIX: &str = "BG";

/// As wide as text is easily read.
const WIDTH: usize = 100;

pub(super) fn run(explain: &Explain, format: MessageFormat, output: &mut Output) -> anyhow::Result<Outcome> {
    let code = explain.code.trim();
    let explanation = match (rule(code), error_code::find(code)) {
        (Some(rule), _) => of_rule(rule),
        (None, Some(error)) => of_error(error),
        (None, None) => bail!("nothing is known of `{code}`{}", near(code)),
    };
    match format {
        MessageFormat::Human => output.result(text(&explanation).trim_end()),
        MessageFormat::Short => output.result(format_args!("{}: {}", explanation.code, explanation.title)),
        MessageFormat::Json => output.result(json_text(&Line::Explanation(explanation))),
        MessageFormat::Sarif => bail!("an explanation has no SARIF form; --message-format json has one"),
    }
    Ok(Outcome::Success)
}

/// The rule with this number, as people write it: `BG0601`, `bg601`, `601`, `error[BG0601]`.
fn rule(code: &str) -> Option<&'static Rule> {
    let within = code.split_once('[').and_then(|(_, rest)| rest.split_once(']')).map_or(code, |(number, _)| number);
    let is_marked = within.get(..PREFIX.len()).is_some_and(|start| start.eq_ignore_ascii_case(PREFIX));
    let digits = if is_marked { &within[PREFIX.len()..] } else { within };
    // A digit or two by themselves may be anything.
    let is_number =
        digits.len() <= 4 && (is_marked || digits.len() >= 3) && digits.bytes().all(|one| one.is_ascii_digit());
    if is_number { rules::find(&format!("{PREFIX}{digits:0>4}")) } else { None }
}

fn of_rule(rule: &'static Rule) -> Explanation {
    Explanation {
        version: VERSION,
        code: rule.id.to_owned(),
        name: None,
        kind: rule.severity.name(),
        platforms: rule.platforms.iter().map(Platform::name).collect(),
        title: rule.title.to_owned(),
        why: vec![rule.explanation.to_owned()],
        cures: Vec::new(),
        sources: vec![rule.source],
    }
}

fn of_error(error: &'static ErrorCode) -> Explanation {
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    Explanation {
        version: VERSION,
        code: error.code.to_string(),
        name: error.name,
        kind: error.given_by,
        platforms: vec![error.platform.name()],
        title: error.meaning.to_owned(),
        why: owned(error.causes),
        cures: owned(error.cures),
        sources: error.sources.to_vec(),
    }
}

/// A rule or an error that may have been meant.
fn near(code: &str) -> String {
    let codes: Vec<String> = error_code::all().map(|error| error.code.to_string()).collect();
    let names = error_code::all().filter_map(|error| error.name);
    let known = rules::all().map(|rule| rule.id).chain(codes.iter().map(String::as_str)).chain(names);
    match closest(code, known) {
        Some(near) => format!("; did you mean `{near}`?"),
        None => String::from(
            ": a rule has a number such as BG0101, an error of Windows one such as 0x80040154, one of Apple's scheduler such \
             as BGTaskScheduler:3",
        ),
    }
}

fn text(explanation: &Explanation) -> String {
    let Explanation { code, name, kind, platforms, title, why, cures, sources, .. } = explanation;
    let name = name.map_or_else(String::new, |name| format!(" ({name})"));
    let mut text = format!("{code}{name}: {title}\n{kind}; {}", platforms.join(", "));
    if let Some(rule) = rules::find(code).filter(|rule| rule.can_be_allowed()) {
        let place = if rule.is_of_app() { "the app" } else { "the task or the app" };
        text.extend(["; `allow(\"", code, "\")` on ", place, " accepts it"]);
    }
    text.push('\n');
    if cures.is_empty() {
        for block in why.iter().flat_map(|cause| cause.split("\n\n")) {
            text.push('\n');
            // What is indented is code.
            if block.starts_with("    ") {
                text.push_str(block);
                text.push('\n');
            } else {
                text.push_str(&paragraph(block, "", ""));
            }
        }
    } else {
        for (heading, items) in [("What causes it", why), ("What helps", cures)] {
            text.extend(["\n", heading, ":\n"]);
            text.extend(items.iter().map(|item| paragraph(item, "- ", "  ")));
        }
    }
    text.push_str("\nSource:\n");
    text.extend(sources.iter().map(|source| format!("  {source}\n")));
    text
}

/// A paragraph in lines that are easily read.
fn paragraph(text: &str, first: &str, following: &str) -> String {
    let mut lines = String::new();
    let mut line = String::from(first);
    let mut is_empty = true;
    for word in text.split_whitespace() {
        if !is_empty && line.chars().count() + 1 + word.chars().count() > WIDTH {
            lines.push_str(&line);
            lines.push('\n');
            line = String::from(following);
            is_empty = true;
        }
        if !is_empty {
            line.push(' ');
        }
        line.push_str(word);
        is_empty = false;
    }
    lines + &line + "\n"
}

#[cfg(test)]
mod tests {
    use super::paragraph;

    #[test]
    fn paragraphs_are_broken_between_words() {
        let text = "word ".repeat(30);
        let lines = paragraph(&text, "- ", "  ");
        assert!(lines.lines().all(|line| line.len() <= 100), "{lines}");
        assert_eq!(lines.lines().count(), 2);
        assert!(lines.lines().nth(1).is_some_and(|line| line.starts_with("  word")));
        let long = "x".repeat(200);
        assert_eq!(paragraph(&long, "", ""), format!("{long}\n"));
    }
}
