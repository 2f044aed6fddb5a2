//! What holds of every edit.

use bgtask_codegen::xml::{Document, Edit};

use crate::other_parser::{independent, text_of};

/// Nothing is replaced but the end of a tag that closed itself; all else is put in.
pub fn check_insertions(about: &str, document: &Document<'_>, edits: &[Edit]) {
    assert!(!edits.is_empty(), "{about}");
    for edit in edits {
        assert!(!edit.what.is_empty() && !edit.why.is_empty() && !edit.tasks.is_empty(), "{about}: {edit:?}");
        let replaced = &document.text()[edit.range.clone()];
        let opened = replaced.trim_start() == "/>" && edit.replacement.starts_with('>');
        assert!(replaced.is_empty() || opened, "{about}: {edit:?}");
    }
}

/// Every element, with all its attributes, and every comment and text of the original stands in the result, in order.
pub fn check_elements_stay(about: &str, original: &[u8], edited: &roxmltree::Document<'_>) {
    let text = text_of(original).unwrap_or_default();
    let original = independent(&text).unwrap_or_else(|error| panic!("{about}: {error}"));
    let describe = |node: roxmltree::Node<'_, '_>| {
        let attributes: Vec<_> = node
            .attributes()
            .filter(|attribute| attribute.name() != "IgnorableNamespaces")
            .map(|attribute| {
                (attribute.namespace().map(str::to_owned), attribute.name().to_owned(), attribute.value().to_owned())
            })
            .collect();
        let text = node.text().filter(|_| !node.is_element()).unwrap_or_default();
        let name = node.tag_name();
        (name.namespace().map(str::to_owned), name.name().to_owned(), attributes, text.trim().to_owned())
    };
    let mut there = edited.descendants().map(describe);
    for node in original.descendants() {
        let wanted = describe(node);
        if node.is_text() && wanted.3.is_empty() {
            continue;
        }
        assert!(there.any(|node| node == wanted), "{about}: {wanted:?} is gone");
    }
}

/// Fails with the lines that differ.
pub fn assert_same(about: &str, original: &[u8], result: &[u8]) {
    if original != result {
        let (original, result) = (String::from_utf8_lossy(original), String::from_utf8_lossy(result));
        let diff = similar::TextDiff::from_lines(&*original, &*result);
        panic!("{about}:\n{}", diff.unified_diff().context_radius(2));
    }
}
