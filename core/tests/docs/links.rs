//! Links between pages.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The pages in a folder, by name.
pub fn pages(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let paths = entries.map(|entry| entry.expect("it can be read").path());
    let pages = paths.filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    let mut names: Vec<_> = pages.filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned())).collect();
    names.sort();
    names
}

/// The links of a page into the repository that lead nowhere, of those that `wanted` lets through.
pub fn broken(page: &Path, wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let text = fs::read_to_string(page).expect("the page can be read");
    let here = page.parent().expect("a page is in a folder");
    let mut broken = Vec::new();
    for link in links(&text).filter(|link| !link.contains("://") && wanted(link)) {
        let (file, anchor) = link.split_once('#').map_or((link, None), |(file, anchor)| (file, Some(anchor)));
        let target = if file.is_empty() { page.to_owned() } else { here.join(file) };
        let leads = target.exists()
            && anchor
                .is_none_or(|anchor| fs::read_to_string(&target).is_ok_and(|text| anchors(&text).contains(anchor)));
        if !leads {
            broken.push(format!("{}: {link}", page.file_name().unwrap_or_default().to_string_lossy()));
        }
    }
    broken
}

/// What stands in the round brackets of `[…](…)`, outside code.
fn links(text: &str) -> impl Iterator<Item = &str> {
    outside_code(text).flat_map(|line| line.split("](").skip(1)).filter_map(|rest| rest.split(')').next())
}

/// The lines that are not in a fenced block.
fn outside_code(text: &str) -> impl Iterator<Item = &str> {
    let mut fenced = false;
    text.lines().filter(move |line| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        !fenced && !fence
    })
}

/// The anchors of a page's headings, as GitHub makes them: small letters, digits, hyphens for spaces, and nothing else but
/// underscores.
fn anchors(text: &str) -> BTreeSet<String> {
    let headings =
        outside_code(text).filter(|line| line.starts_with('#')).map(|line| line.trim_start_matches('#').trim());
    headings
        .map(|heading| {
            let kept = heading.chars().filter(|char| char.is_alphanumeric() || matches!(char, ' ' | '-' | '_'));
            kept.flat_map(char::to_lowercase).map(|char| if char == ' ' { '-' } else { char }).collect()
        })
        .collect()
}

#[test]
fn links_and_anchors_are_found() {
    let text = "# The page\n\nSee [a](b.md#c) and [d](#the-page).\n\n```\n# no heading [x](y)\n```\n## `time`: 15\n";
    assert_eq!(links(text).collect::<Vec<_>>(), ["b.md#c", "#the-page"]);
    let expected = ["the-page", "time-15"].map(String::from);
    assert_eq!(anchors(text), BTreeSet::from(expected));
}
