//! Edits: what is not edited keeps its bytes, and what comes and goes is ours.

use std::ops::Range;

use bgtask_codegen::xml::{Document, Edit};

use super::outline::{self, Item};
use super::{independent, text_of};

/// A file before and after edits.
pub struct Edited<'e> {
    pub document: &'e Document<'e>,
    pub edits: &'e [Edit],
    pub before: &'e str,
    pub after: &'e str,
}

/// Checks the edits of a plan, and what they make of a file.
pub fn check(document: &Document<'_>, edits: &[Edit], before: &[u8], after: &[u8]) {
    let texts = (text_of(before).expect("was read"), text_of(after).expect("can be read again"));
    let edited = Edited { document, edits, before: &texts.0, after: &texts.1 };
    edited.edits_are_in_order();
    edited.all_else_is_the_same();
    edited.places_are_in_the_file(before.len(), after.len());
    edited.only_elements_come_and_go();
    assert_eq!(encoding_of(before), encoding_of(after));
}

/// Checks that nothing was taken out or replaced.
pub fn only_insert(document: &Document<'_>, edits: &[Edit]) {
    for edit in edits {
        let replaced = &document.text()[edit.range.clone()];
        let opened = replaced.trim_start() == "/>" && edit.replacement.starts_with('>');
        assert!(replaced.is_empty() || opened, "{edit:?}\n{}", document.text());
        assert!(!edit.replacement.is_empty(), "{edit:?}");
    }
}

/// What the first bytes tell of the encoding: zeros in the first two, and the mark if there is one.
fn encoding_of(bytes: &[u8]) -> (Vec<bool>, Option<&[u8]>) {
    let is_mark = |start: &[u8]| matches!(start, [0xFF, 0xFE] | [0xFE, 0xFF] | [0xEF, 0xBB]);
    let zeros = bytes.iter().take(2).map(|byte| *byte == 0);
    (zeros.collect(), bytes.get(..2).filter(|start| is_mark(start)))
}

impl Edited<'_> {
    fn edits_are_in_order(&self) {
        let mut end = 0;
        for edit in self.edits {
            assert!(edit.range.start >= end && edit.range.end >= edit.range.start, "{:?}\n{}", self.edits, self.before);
            assert!(!edit.what.is_empty() && !edit.why.is_empty(), "{edit:?}");
            end = edit.range.end;
        }
        assert!(end <= self.before.len());
    }

    /// The ranges of what is new, in the text after the edits.
    fn new_ranges(&self) -> Vec<Range<usize>> {
        let mut ranges = Vec::new();
        let (mut out, mut put) = (0, 0);
        for edit in self.edits {
            let start = edit.range.start + put - out;
            ranges.push(start..start + edit.replacement.len());
            out += edit.range.len();
            put += edit.replacement.len();
        }
        ranges
    }

    /// Without what is new, and with what was replaced, it is the text of before.
    fn all_else_is_the_same(&self) {
        let mut restored = String::new();
        let mut end = 0;
        for (edit, new) in self.edits.iter().zip(self.new_ranges()) {
            restored.push_str(&self.after[end..new.start]);
            assert_eq!(&self.after[new.clone()], edit.replacement);
            restored.push_str(&self.before[edit.range.clone()]);
            end = new.end;
        }
        restored.push_str(&self.after[end..]);
        assert_eq!(restored, self.before);
    }

    fn places_are_in_the_file(&self, before: usize, after: usize) {
        for place in self.document.places(self.edits) {
            assert!(place.before.offset <= before && place.after.offset <= after, "{place:?}");
        }
    }

    /// Another parser finds what it found before, less what was taken out, beside what was put in.
    fn only_elements_come_and_go(&self) {
        let Ok(before) = independent(self.before) else { return };
        let after = independent(self.after).unwrap_or_else(|error| panic!("{error}\n{}", self.after));
        let is_taken_out = |edit: &&Edit| edit.replacement.is_empty() && !edit.range.is_empty();
        let taken_out: Vec<_> = self.edits.iter().filter(is_taken_out).map(|edit| edit.range.clone()).collect();
        let old = outline::other(&before, &taken_out);
        let new = outline::other(&after, &self.new_ranges());
        assert_eq!(old.len(), new.len(), "{}\nbecame\n{}", self.before, self.after);
        for (old, new) in old.iter().zip(&new) {
            assert!(is_same(old, new), "{old:?}\nbecame\n{new:?}\nin\n{}", self.after);
        }
        for node in before.root().descendants().filter(roxmltree::Node::is_comment) {
            let inside = |range: &Range<usize>| range.contains(&node.range().start);
            let around = |node: roxmltree::Node<'_, '_>| {
                node.ancestors().skip(1).any(|above| taken_out.iter().any(|range| range.contains(&above.range().start)))
            };
            assert!(!taken_out.iter().any(inside) || around(node), "a comment goes:\n{}", self.before);
        }
        // Prefixes mean what they meant.
        let stays = |node: &roxmltree::Node<'_, '_>| {
            node.is_element() && !taken_out.iter().any(|range| range.contains(&node.range().start))
        };
        let new_ranges = self.new_ranges();
        let is_old = |node: &roxmltree::Node<'_, '_>| {
            node.is_element() && !new_ranges.iter().any(|range| range.contains(&node.range().start))
        };
        for (old, new) in before.descendants().filter(stays).zip(after.descendants().filter(is_old)) {
            for namespace in old.namespaces() {
                let now = new.lookup_namespace_uri(namespace.name());
                assert_eq!(now, Some(namespace.uri()), "{:?} of {}\n{}", namespace.name(), self.before, self.after);
            }
        }
    }
}

/// Whether something is as it was, or has grown as it may.
fn is_same(old: &Item, new: &Item) -> bool {
    let (Item::Start { name, attributes }, Item::Start { name: new_name, attributes: new_attributes }) = (old, new)
    else {
        return old == new;
    };
    let is_flag = |name: &str| matches!(name, "true" | "false");
    let renamed = name.0 == new_name.0 && is_flag(&name.1) && is_flag(&new_name.1);
    if name != new_name && !renamed {
        return false;
    }
    let kept = attributes.iter().zip(new_attributes).all(|(old, new)| {
        let grown = old.0.1 == "IgnorableNamespaces" && new.1.starts_with(&old.1);
        old == new || old.0 == new.0 && grown
    });
    let more = new_attributes.get(attributes.len()..).unwrap_or_default();
    let permits = |(name, _): &((Option<String>, String), String)| name.1 == "LaunchAndActivationPermission";
    kept && attributes.len() <= new_attributes.len() && more.iter().all(permits)
}
