//! The examples in explanations: what they show as wrong is wrong, and what they end with is right.

use bgtask_core::rules::{self, Rule};

use crate::{Told, read};

/// The lines of an explanation's examples that are annotations or parts of some, as source that can be read. An attribute
/// may go on over several lines.
fn annotations(rule: &Rule) -> Vec<String> {
    let mut found = Vec::new();
    for block in rule.explanation.split("\n\n").filter(|block| block.starts_with("    ")) {
        let mut open = String::new();
        for line in block.lines() {
            let code = line.split("   //").next().unwrap_or_default().trim();
            open.push_str(code);
            open.push(' ');
            if open.matches(['(', '[']).count() <= open.matches([')', ']']).count() {
                found.extend(source(open.trim()));
                open.clear();
            }
        }
    }
    found
}

fn source(code: &str) -> Option<String> {
    let begins = |words: &[&str]| words.iter().any(|word| code.starts_with(word));
    let with_item = |attribute: &str, item: &str| {
        if attribute.ends_with(']') { format!("{attribute} {item}") } else { attribute.to_string() }
    };
    // A code that goes on after the attribute is an item by itself, unless its item stands on the next line.
    let code = code.replace('…', "2FA3A5A3-77A0-4E5B-8C3B-9A2D2E0C7F11");
    let code = code.as_str();
    if begins(&["#[background_task"]) {
        return Some(with_item(code, "struct Task;"));
    }
    if begins(&["#[background_app"]) {
        return Some(with_item(code, "struct App;"));
    }
    if begins(&["trigger = "]) {
        return Some(format!("#[background_task({code})] struct Task;"));
    }
    if begins(&["condition", "name = ", "group = ", "windows(", "apple("]) {
        return Some(format!("#[background_task(trigger = \"time:15\", {code})] struct Task;"));
    }
    if begins(&["clsid = "]) {
        return Some(format!(
            "#[background_task(trigger = \"time:15\", windows(model = \"com\", {code}))] struct Task;"
        ));
    }
    if begins(&["modes(", "namespace = ", "tasks("]) {
        return Some(format!("#[background_app({code}, platforms(\"windows\", \"apple\"))] struct App;"));
    }
    if begins(&["identifier_prefix = "]) {
        return Some(format!("#[background_app({code})] struct App;"));
    }
    if begins(&["async fn "]) {
        return Some(format!("#[background_task(trigger = \"time:15\")] {code} {{}}"));
    }
    None
}

/// Rules that compare a task with its app, with other tasks or with files, or whose mistake an example only describes.
const NOT_BY_THEMSELVES: &[&str] = &[
    "BG0003", "BG0006", "BG0009", "BG0020", "BG0112", "BG0301", "BG0303", "BG0304", "BG0308", "BG0309", "BG0311",
    "BG0401", "BG0402", "BG0422", "BG0501", "BG0502", "BG0503", "BG0525", "BG0526", "BG0527", "BG0601", "BG0602",
    "BG0801", "BG0803", "BG0804", "BG0810", "BG0902",
];

#[test]
fn examples_show_what_they_say() {
    let (mut shown, mut wrong) = (0, Vec::new());
    for rule in rules::all() {
        let examples = annotations(rule);
        let Some(last) = examples.last() else { continue };
        shown += 1;
        let errors: Vec<_> = read(last).into_iter().filter(|told| told.is_error() || told.id == rule.id).collect();
        if !errors.is_empty() {
            wrong.push(format!("{}: the last example is no cure: {last}: {errors:?}", rule.id));
        }
        let breaks = examples.iter().any(|source| read(source).iter().any(|told: &Told| told.id == rule.id));
        if breaks == NOT_BY_THEMSELVES.contains(&rule.id) {
            wrong.push(format!("{}: an example breaks it: {breaks}: {examples:#?}", rule.id));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(shown > 40, "{shown}");
}
