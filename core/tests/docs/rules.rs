//! docs/rules.md

use bgtask_core::rules::{self, Rule, Severity};

use super::page::Page;
use super::words::{capital, plain, rule, sentence, source, system};

/// What the hundreds of the numbers are about.
const SUBJECTS: &[(&str, &str)] = &[
    ("BG00", "The annotations themselves"),
    ("BG01", "Triggers"),
    ("BG02", "Conditions"),
    ("BG03", "Names"),
    ("BG04", "Hosting models"),
    ("BG05", "Apple systems"),
    ("BG06", "Package.appxmanifest"),
    ("BG07", "Info.plist"),
    ("BG08", "The project as a whole"),
    ("BG09", "The built binary"),
];

/// The page.
pub fn page() -> Page {
    let all: Vec<_> = rules::all().collect();
    let errors = all.iter().filter(|rule| rule.severity == Severity::Error).count();
    let mut page = Page::new("Rules");
    page.text(&format!(
        "What bgtask checks: {} rules, {errors} of them errors and {} warnings. Each has a number that is never given to \
         another rule. `cargo bgtask explain BG0101` prints an entry of this page.",
        all.len(),
        all.len() - errors
    ));
    page.item(
        "**Errors** are what a system would refuse or ignore. What can be said of a task or an app alone, the compiler says, at \
         the line that caused it; what needs manifest, property list or project, `cargo bgtask check` says.",
    );
    page.item(
        "**Warnings** are told by `cargo bgtask check` and, when the app has one, by its build script: a macro can't warn. \
         `strict` on the app, or `--strict` on the command line, makes errors of them.",
    );
    page.item(
        "A warning that is meant so is accepted in place: `allow(\"BG0526\")` on a task holds for that registration, on the app \
         for all of it and its files. It holds under `strict` too. An `allow` that nothing is told of is a warning itself.",
    );
    for (hundred, title) in SUBJECTS {
        let of_subject: Vec<_> = all.iter().filter(|rule| rule.id.starts_with(hundred)).collect();
        page.section(title);
        page.table(
            ["rule", "severity", "systems", "asks that"],
            of_subject
                .iter()
                .map(|of| [rule(of).replace("rules.md", ""), of.severity.name().into(), systems(of), plain(of.title)]),
        );
        for of in of_subject {
            entry(&mut page, of);
        }
    }
    let without = all.iter().filter(|rule| !SUBJECTS.iter().any(|(hundred, _)| rule.id.starts_with(hundred)));
    assert_eq!(without.count(), 0, "a rule's number is in none of the subjects");
    page
}

fn entry(page: &mut Page, of: &Rule) {
    page.entry(of.id);
    page.text(&format!("**{}** {} on {}.", sentence(of.title), capital(of.severity.name()), systems(of)));
    explanation(page, of.explanation);
    page.text(&source(of.source));
}

/// What `cargo bgtask explain` prints as it is: paragraphs, and code that is indented by four columns.
fn explanation(page: &mut Page, text: &str) {
    let mut code = Vec::new();
    for block in text.split("\n\n") {
        if block.starts_with(INDENT) {
            let lines = block.lines().map(|line| line.strip_prefix(INDENT).unwrap_or(line));
            code.push(lines.collect::<Vec<_>>().join("\n"));
        } else {
            show_code(page, &mut code);
            page.text(&plain(block));
        }
    }
    show_code(page, &mut code);
}

const INDENT: &str = "    ";

/// Code with empty lines in it is one piece of code.
fn show_code(page: &mut Page, blocks: &mut Vec<String>) {
    let code = core::mem::take(blocks).join("\n\n");
    let language = match code.as_bytes() {
        [] => return,
        [b'<', ..] => "xml",
        [b'[', ..] => "toml",
        _ if code.starts_with("cargo ") => "sh",
        _ => "rust",
    };
    page.code(language, &code);
}

fn systems(of: &Rule) -> String {
    of.platforms.iter().map(system).collect::<Vec<_>>().join(", ")
}
