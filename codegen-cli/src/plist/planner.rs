//! Plans the edits of an XML property list.

use std::collections::BTreeSet;

use bgtask_core::catalog::plist_key::{self, PlistKey};

use super::decision::Decision;
use super::dictionary::{ARRAY, Dictionary, Entry, FALSE, KEY, Listed, STRING, TRUE, strings_in};
use super::{Note, NoteKind, Plan, PlistError, Stale, Wanted, WantedItem, reasons};
use crate::xml::{Defaults, Document, Editor, Element, NewElement, NewId, Node, NodeId, Parent, Place, Reason};

/// As Xcode writes property lists.
const DEFAULTS: Defaults = Defaults { indent: "\t", spaced_slash: false };

/// Plans what a property list needs.
pub(super) fn plan(document: &Document<'_>, listed: &Listed, wanted: &Wanted) -> Result<Plan, Vec<PlistError>> {
    let dictionary = Dictionary::of(document, listed);
    let (present, errors) = dictionary.present();
    if !errors.is_empty() {
        return Err(errors);
    }
    let decision = Decision::of(&present, wanted);
    let identifiers = &plist_key::BG_TASK_SCHEDULER_PERMITTED_IDENTIFIERS;
    let items: Vec<_> = dictionary.get(identifiers).into_iter().flat_map(|entry| strings_in(entry.value)).collect();
    let stale: Vec<_> = decision.stale.iter().filter_map(|index| items.get(*index)).collect();

    let mut planner = Planner { document, dictionary: &dictionary, editor: Editor::new(document, DEFAULTS) };
    // In the order of their names, for files that are sorted.
    planner.add_items(identifiers, &decision.identifiers);
    for text in &decision.usage_descriptions {
        let string = NewElement::new(planner.named(STRING)).containing(&text.text);
        planner.add_entry(text.key, reasons::add_text(text), string, Some(reasons::add_text(text)));
    }
    if let Some(value) = decision.exits_on_suspend {
        planner.set_flag(&plist_key::UI_APPLICATION_EXITS_ON_SUSPEND, value);
    }
    planner.add_items(&plist_key::UI_BACKGROUND_MODES, &decision.modes);
    if wanted.prune {
        planner.remove_items(identifiers, &stale, decision.identifiers.is_empty());
    }

    let by_placeholder = decision.by_placeholder.iter().filter_map(|(index, identifier)| {
        let (element, entry) = items.get(*index)?;
        let kind = NoteKind::MatchedByPlaceholder { entry: entry.clone(), identifier: identifier.clone() };
        Some(Note { kind, position: Some(element.position()) })
    });
    let notes = dictionary.notes.iter().cloned().chain(by_placeholder).collect();
    let stale = stale
        .into_iter()
        .map(|(element, identifier)| Stale { identifier: identifier.clone(), position: Some(element.position()) });
    Ok(Plan { stale: stale.collect(), notes, edits: planner.editor.finish(), binary: None })
}

struct Planner<'p, 'd, 'a> {
    document: &'d Document<'a>,
    dictionary: &'p Dictionary<'d, 'a>,
    editor: Editor<'d, 'a>,
}

impl<'d, 'a> Planner<'_, 'd, 'a> {
    fn add_items(&mut self, key: &PlistKey, items: &[WantedItem]) {
        if items.is_empty() {
            return;
        }
        let parent = match self.dictionary.get(key) {
            Some(entry) => Parent::Existing(entry.value.id()),
            None => {
                let array = NewElement::new(self.named(ARRAY)).inline(self.arrays_are_inline());
                Parent::New(self.add_entry(key, reasons::add_key(key, items), array, None))
            }
        };
        for item in items {
            let string = NewElement::new(self.named(STRING)).containing(&item.value);
            self.editor.insert(parent, Place::Last, string, reasons::add_item(key, item));
        }
    }

    fn set_flag(&mut self, key: &PlistKey, value: bool) {
        let name = self.named(if value { TRUE } else { FALSE });
        let reason = reasons::set(key, value);
        match self.dictionary.get(key) {
            Some(entry) => self.editor.rename(entry.value, &name, reason),
            None => {
                self.add_entry(key, reason.clone(), NewElement::new(name), Some(reason));
            }
        }
    }

    /// Puts a key in, and its value right after it.
    fn add_entry(&mut self, key: &PlistKey, why: Reason, value: NewElement, why_value: Option<Reason>) -> NewId {
        let (place, shown) = self.place(key.name);
        let line_end = ['\n', '\r'];
        // Between a key and its value stands what stands there elsewhere: a new line, or not.
        let gap = shown.map(|entry| entry.value.node().white_space_before()).filter(|gap| !gap.contains(line_end));
        let gap = gap.map(str::to_owned);
        let blank_lines = shown.filter(|_| place != Place::First).and_then(blank_lines_around).map(str::to_owned);
        let dictionary = Parent::Existing(self.dictionary.element.id());
        let element = NewElement::new(self.named(KEY)).containing(key.name);
        self.editor.put(dictionary, place, element, Some(why), blank_lines);
        self.editor.put(dictionary, place, value, why_value, gap)
    }

    /// Where a new key goes: in order, if the keys are in some order, and else last. With it comes the entry
    /// beside it.
    fn place(&self, name: &str) -> (Place, Option<&Entry<'d, 'a>>) {
        let entries = &self.dictionary.entries;
        let last = entries.last();
        let index = if entries.len() < ORDER_SHOWN_BY {
            return (Place::Last, last);
        } else if entries.is_sorted_by(|one, other| one.name <= other.name) {
            entries.partition_point(|other| *other.name < *name)
        } else if entries.is_sorted_by(|one, other| lower(&one.name).le(lower(&other.name))) {
            entries.partition_point(|other| lower(&other.name).lt(lower(name)))
        } else {
            return (Place::Last, last);
        };
        match index.checked_sub(1).and_then(|index| entries.get(index)) {
            // What comes last goes after comments that end the dictionary, too.
            Some(_) if index == entries.len() => (Place::Last, last),
            Some(before) => (Place::After(before.value.id()), Some(before)),
            None => (Place::First, entries.first()),
        }
    }

    /// Whether the nearest array that is not empty has its items on its line.
    fn arrays_are_inline(&self) -> bool {
        let mut arrays = self.document.elements().rev().filter(|element| element.name() == ARRAY);
        let shown = arrays.find(|array| array.children().next().is_some());
        shown.is_some_and(|array| !array.node().source().contains(['\n', '\r']))
    }

    /// Takes items out of an array, and with the last one the array and its key.
    fn remove_items(&mut self, key: &PlistKey, items: &[&(Element<'d, 'a>, String)], nothing_comes: bool) {
        let Some(entry) = self.dictionary.get(key).filter(|_| !items.is_empty()) else {
            return;
        };
        let going: BTreeSet<NodeId> = items.iter().map(|(item, _)| item.id()).collect();
        let goes = |node: Node<'_, '_>| going.contains(&node.id());
        if nothing_comes && entry.value.nodes().all(goes) {
            let identifiers: Vec<&str> = items.iter().map(|(_, identifier)| identifier.as_str()).collect();
            let reason = reasons::remove_key(key, &identifiers);
            self.editor.remove(entry.key.id(), reason.clone());
            self.editor.remove(entry.value.id(), reason);
            return;
        }
        for (item, identifier) in items {
            self.editor.remove(item.id(), reasons::remove(key, identifier));
        }
    }

    /// The name of an element, with the prefix that the others have: real files have none.
    fn named(&self, name: &str) -> String {
        match self.dictionary.element.prefix() {
            Some(prefix) => format!("{prefix}:{name}"),
            None => name.to_owned(),
        }
    }
}

/// The letters of a key in lower case, as keys are often sorted.
fn lower(name: &str) -> impl Iterator<Item = char> {
    name.chars().flat_map(char::to_lowercase)
}

/// The blank lines before an entry, with the indentation, if there are some after it too or nothing comes after it: then
/// what is put in there is set apart like the others.
fn blank_lines_around<'d>(entry: &Entry<'d, '_>) -> Option<&'d str> {
    let is_blank = |gap: &str| gap.replace("\r\n", "\n").matches(['\n', '\r']).count() > 1;
    entry.key.node().previous()?;
    let before = entry.key.node().white_space_before();
    let after = entry.value.node().next();
    let apart = is_blank(before) && after.is_none_or(|next| is_blank(next.white_space_before()));
    // White space at the end of the line before belongs to that line.
    before.find(['\n', '\r']).filter(|_| apart).map(|line_end| &before[line_end..])
}

/// As many keys show whether they are in order; fewer may be by chance.
const ORDER_SHOWN_BY: usize = 3;
