//! The reference pages in docs/, made from the catalog and the rules. `BGTASK_ACCEPT=1` writes the files anew.
//!
//! Facts come from the catalog; what stands here is the text around them.

mod docs {
    pub mod apple;
    pub mod apple_modes;
    pub mod conditions;
    pub mod errors;
    pub mod hosting;
    pub mod limits;
    pub mod links;
    pub mod page;
    pub mod readme;
    pub mod rules;
    pub mod subjects;
    pub mod triggers;
    pub mod words;
}

use std::fs;
use std::path::{Path, PathBuf};

use bgtask_core::catalog::TriggerKind;
use docs::{links, readme, subjects};

/// The root of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn check(name: &str, page: docs::page::Page) {
    let path = root().join("docs").join(name);
    let made = page.into_text();
    let kept = || fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    // What is as it should be is not touched: another test may read it at the moment.
    if std::env::var_os("BGTASK_ACCEPT").is_some() && kept() != made {
        fs::write(&path, &made).expect("the page can be written");
    }
    let kept = kept();
    assert!(
        kept == made,
        "docs/{name} is not what the catalog says, from this line on; BGTASK_ACCEPT=1 writes it anew\n  kept: {}\n  made: {}",
        first_difference(&kept, &made),
        first_difference(&made, &kept),
    );
}

/// The first line of `text` that `other` has not in the same place.
fn first_difference<'t>(text: &'t str, other: &str) -> &'t str {
    let mut other = other.lines();
    text.lines().find(|line| other.next() != Some(line)).unwrap_or("(the end)")
}

#[test]
fn triggers() {
    check("triggers.md", docs::triggers::page());
}

#[test]
fn conditions() {
    check("conditions.md", docs::conditions::page());
}

#[test]
fn apple() {
    check("apple.md", docs::apple::page());
}

#[test]
fn hosting() {
    check("hosting.md", docs::hosting::page());
}

#[test]
fn limits() {
    check("limits.md", docs::limits::page());
}

#[test]
fn rules() {
    check("rules.md", docs::rules::page());
}

#[test]
fn errors() {
    check("errors.md", docs::errors::page());
}

#[test]
fn every_trigger_has_one_subject() {
    for kind in TriggerKind::ALL {
        let subjects = subjects::ALL.iter().filter(|subject| subject.triggers.contains(kind)).count();
        assert_eq!(subjects, 1, "{kind:?}");
    }
}

/// What a page shows of the annotation is read by the grammar as that trigger, without an error.
#[cfg(feature = "syntax")]
#[test]
fn every_form_is_one_that_the_grammar_reads() {
    use bgtask_core::grammar::TaskItem;
    use bgtask_core::model::Place;

    for kind in TriggerKind::ALL {
        for form in docs::triggers::forms(kind.facts()) {
            let arguments = format!("trigger = {form}").parse().expect("a form is tokens");
            let item = "pub struct Refresh;".parse().expect("an item is tokens");
            let task = TaskItem::read(arguments, item).expect("the item is Rust");
            let registration = task.registrations.first().expect("one attribute is one registration");
            assert_eq!(registration.spec(Place::UNKNOWN).trigger.kind, *kind, "{form}");
            let diagnostics = task.diagnostics.into_vec();
            let errors = diagnostics.iter().filter(|diagnostic| diagnostic.is_error());
            assert_eq!(errors.map(|error| error.message.as_str()).collect::<Vec<_>>(), [""; 0], "{form}");
        }
    }
}

#[test]
fn what_the_readme_names_exists() {
    assert_eq!(readme::unknown_names(&root()), [""; 0]);
}

#[test]
fn every_page_is_in_the_index() {
    let folder = root().join("docs");
    let index = fs::read_to_string(folder.join("README.md")).expect("docs/ has an index");
    for page in links::pages(&folder) {
        if page != "README.md" {
            assert!(index.contains(&format!("]({page})")), "docs/README.md does not name {page}");
        }
    }
}

#[test]
fn every_link_leads_somewhere() {
    let mut broken = Vec::new();
    let folder = root().join("docs");
    for page in links::pages(&folder) {
        broken.extend(links::broken(&folder.join(page), |_| true));
    }
    // What else README.md links to within itself is its own affair.
    broken.extend(links::broken(&root().join("README.md"), |link| link.starts_with("docs/")));
    broken.extend(links::broken(&root().join("examples/desktop_notes/README.md"), |_| true));
    assert_eq!(broken, [""; 0]);
}
