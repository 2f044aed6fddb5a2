//! The table of rules itself, and that no rule is left out of the tests.

use std::collections::BTreeSet;

use bgtask_core::rules::{self, Rule, Severity, binary, manifest, project, property_list};

use crate::{Case, annotation, apple, conditions, files, hosting, names, triggers};

/// Rules that are checked against files which core does not read. Their tests stand with the code that reads them, in
/// codegen-cli.
const CHECKED_WITH_FILES: &[&Rule] = &[
    manifest::MANIFEST_OUT_OF_STEP,
    manifest::STALE_ENTRY_POINT,
    manifest::TOO_MANY_TASK_TYPES,
    property_list::PLIST_OUT_OF_STEP,
    property_list::STALE_IDENTIFIER,
    property_list::BUILD_SETTING_CONTRADICTS,
    rules::annotation::UNUSED_ALLOW,
    project::TASK_IN_NO_APP,
    project::PANIC_ABORT,
    project::UNRESOLVED_TASK,
    project::AMBIGUOUS_TASK,
    project::NOT_JUDGED,
    project::UNREADABLE_SOURCE,
    project::UNKNOWN_CONFIGURATION,
    project::MISSING_CONFIGURATION,
    project::AMBIGUOUS_APP,
    project::UNREACHABLE_TASK,
    project::APPS_OF_ONE_NAME,
    project::NOT_BUILT_HERE,
    project::NO_DLL_EXPORTS,
    project::NEVER_CALLED,
    binary::NOT_BUILT_IN,
    binary::NOT_IN_THE_CODE,
    binary::BUILT_OTHERWISE,
    binary::BUILT_IN_NOT_IN_FILE,
    binary::IN_FILE_NOT_BUILT_IN,
];

fn cases() -> impl Iterator<Item = &'static Case> {
    [annotation::CASES, triggers::CASES, conditions::CASES, names::CASES, hosting::CASES, apple::CASES]
        .into_iter()
        .flatten()
}

#[test]
fn every_rule_is_tested_once() {
    let tested: Vec<_> = cases()
        .map(|case| case.rule.id)
        .chain(files::CHECKED.iter().map(|(rule, _)| rule.id))
        .chain(CHECKED_WITH_FILES.iter().map(|rule| rule.id))
        .collect();
    let once: BTreeSet<_> = tested.iter().copied().collect();
    assert_eq!(once.len(), tested.len(), "a rule is in two tables");
    let all: BTreeSet<_> = rules::all().map(|rule| rule.id).collect();
    assert_eq!(once, all);
}

#[test]
fn every_case_holds() {
    for case in cases() {
        case.check();
    }
    for (_, check) in files::CHECKED {
        check();
    }
}

#[test]
fn numbers_are_in_order_and_given_once() {
    let ids: Vec<_> = rules::all().map(|rule| rule.id).collect();
    assert!(ids.is_sorted_by(|a, b| a < b), "{ids:?}");
    for rule in rules::all() {
        let number = rule.id.strip_prefix("BG").expect("every number begins so");
        assert!(number.len() == 4 && number.bytes().all(|digit| digit.is_ascii_digit()), "{}", rule.id);
        // Errors stand before 20 in each subject, warnings from 20 on; the subjects of files mix them.
        let (subject, number) = number.split_at(2);
        if subject < "06" {
            assert_eq!(rule.severity == Severity::Error, number < "20", "{}", rule.id);
        }
        assert_eq!(rules::find(&rule.id.to_lowercase()), Some(rule));
    }
    assert!(rules::find("BG9999").is_none() && rules::find("").is_none() && rules::find("BG01").is_none());
}

#[test]
fn every_rule_teaches() {
    for rule in rules::all() {
        let Rule { id, title, explanation, source, .. } = rule;
        assert!(!title.is_empty() && title.lines().count() == 1 && !title.ends_with('.'), "{id}: {title}");
        assert!(explanation.chars().count() > 150, "{id} says too little");
        assert!(
            !explanation.contains("  \n") && !explanation.contains("\n\n\n") && !explanation.contains('\t'),
            "{id}"
        );
        assert_eq!(explanation.trim(), *explanation, "{id}");
        assert!(source.starts_with("https://") && !source.contains(' '), "{id}: {source}");
        for line in explanation.lines() {
            let indent = line.len() - line.trim_start().len();
            assert!(indent == 0 || indent >= 4, "{id}: neither prose nor an example: `{line}`");
            assert!(indent == 0 || line.chars().count() <= 112, "{id}: an example too wide for a terminal: `{line}`");
        }
        let paragraphs = explanation.split("\n\n").filter(|text| !text.starts_with("    "));
        for paragraph in paragraphs {
            assert!(!paragraph.contains('\n'), "{id}: a paragraph is one line, for its reader to wrap: {paragraph}");
            assert!(paragraph.ends_with(['.', ':', '?']), "{id}: `{paragraph}`");
        }
        let platforms = rule.platforms;
        assert!(platforms.windows || platforms.apple, "{id} is set by nobody");
    }
}
