//! The root dictionary of an XML property list.

use std::borrow::Cow;
use std::collections::HashMap;

use bgtask_core::catalog::plist_key::{self, PlistKey};

use super::decision::{EDITED, Present};
use super::error::{PlistError, PlistErrorKind};
use super::{Note, NoteKind};
use crate::xml::{Document, Element, NodeId, NodeKind};

const PLIST: &str = "plist";
const DICT: &str = "dict";
pub(super) const KEY: &str = "key";
pub(super) const ARRAY: &str = "array";
pub(super) const STRING: &str = "string";
pub(super) const TRUE: &str = "true";
pub(super) const FALSE: &str = "false";

/// A key with its value.
#[derive(Debug, Clone)]
pub(super) struct Entry<'d, 'a> {
    pub(super) name: Cow<'d, str>,
    pub(super) key: Element<'d, 'a>,
    pub(super) value: Element<'d, 'a>,
}

/// The root dictionary.
#[derive(Debug)]
pub(super) struct Dictionary<'d, 'a> {
    pub(super) element: Element<'d, 'a>,
    pub(super) entries: Vec<Entry<'d, 'a>>,
    /// Entries whose key was there before: their indices, and those of the first ones.
    twice: Vec<(usize, usize)>,
    pub(super) notes: Vec<Note>,
}

/// Finds the root dictionary of a document.
fn root_dictionary<'d, 'a>(document: &'d Document<'a>) -> Result<Element<'d, 'a>, PlistError> {
    let root = document.root();
    if root.name() == DICT {
        return Ok(root);
    }
    if root.name() != PLIST {
        let kind = PlistErrorKind::NotAPropertyList(root.qualified_name().to_owned());
        return Err(PlistError::new(kind, Some(root.position())));
    }
    let mut values = root.children();
    let not_a_dictionary = |found: String, element: Element<'_, '_>| {
        PlistError::new(PlistErrorKind::NotADictionary(found), Some(element.position()))
    };
    match (values.next(), values.next()) {
        (Some(value), None) if value.name() == DICT => Ok(value),
        (None, _) => Err(not_a_dictionary("nothing".into(), root)),
        (Some(value), None) => Err(not_a_dictionary(format!("`<{}>`", value.qualified_name()), value)),
        (Some(_), Some(second)) => Err(not_a_dictionary("several values".into(), second)),
    }
}

/// What stands in the root dictionary of a document: it is looked through once, when the file is read.
#[derive(Debug)]
pub(super) struct Listed {
    dictionary: NodeId,
    /// Keys and their values.
    pairs: Vec<(NodeId, NodeId)>,
    /// Text that belongs to no element.
    stray: Vec<NodeId>,
}

impl Listed {
    /// Finds the root dictionary of a document, in which keys and values take turns.
    pub(super) fn of(document: &Document<'_>) -> Result<Self, PlistError> {
        let dictionary = root_dictionary(document)?;
        let without_value = |key: Element<'_, '_>| {
            let kind = PlistErrorKind::KeyWithoutValue(key.text().into_owned());
            PlistError::new(kind, Some(key.position()))
        };
        let mut listed = Self { dictionary: dictionary.id(), pairs: Vec::new(), stray: Vec::new() };
        let mut open: Option<Element<'_, '_>> = None;
        for node in dictionary.nodes() {
            let Some(element) = node.as_element() else {
                if matches!(node.kind(), NodeKind::Text | NodeKind::CData) {
                    listed.stray.push(node.id());
                }
                continue;
            };
            open = match (open, element.name() == KEY) {
                (None, true) => Some(element),
                (Some(key), false) => {
                    listed.pairs.push((key.id(), element.id()));
                    None
                }
                (Some(key), true) => return Err(without_value(key)),
                (None, false) => {
                    let kind = PlistErrorKind::ValueWithoutKey(element.qualified_name().to_owned());
                    return Err(PlistError::new(kind, Some(element.position())));
                }
            };
        }
        match open {
            Some(key) => Err(without_value(key)),
            None => Ok(listed),
        }
    }
}

impl<'d, 'a> Dictionary<'d, 'a> {
    /// The dictionary, with the names of its keys.
    pub(super) fn of(document: &'d Document<'a>, listed: &Listed) -> Self {
        let element = document.element(listed.dictionary);
        let entry = |(key, value): &(NodeId, NodeId)| {
            let (key, value) = (document.element(*key), document.element(*value));
            Entry { name: key.text(), key, value }
        };
        let entries: Vec<_> = listed.pairs.iter().map(entry).collect();
        let stray = |id: &NodeId| {
            let position = document.position(document.node(*id).range().start);
            Note { kind: NoteKind::StrayText, position: Some(position) }
        };
        let mut notes: Vec<_> = listed.stray.iter().map(stray).collect();
        let mut first_of = HashMap::with_capacity(entries.len());
        let mut twice = Vec::new();
        for (index, entry) in entries.iter().enumerate() {
            let first = *first_of.entry(&*entry.name).or_insert(index);
            if first != index {
                twice.push((index, first));
            }
        }
        for (index, _) in &twice {
            let entry: &Entry<'_, '_> = &entries[*index];
            if !EDITED.iter().any(|key| key.name == entry.name) {
                let kind = NoteKind::DuplicateKey(entry.name.clone().into_owned());
                notes.push(Note { kind, position: Some(entry.key.position()) });
            }
        }
        Self { element, entries, twice, notes }
    }

    pub(super) fn get(&self, key: &PlistKey) -> Option<&Entry<'d, 'a>> {
        self.entries.iter().find(|entry| entry.name == key.name)
    }

    /// What concerns us, and what is wrong with it.
    pub(super) fn present(&self) -> (Present, Vec<PlistError>) {
        let mut errors = Vec::new();
        for (index, first) in &self.twice {
            let (entry, first) = (&self.entries[*index], &self.entries[*first]);
            if EDITED.iter().any(|key| key.name == entry.name) {
                errors.push(PlistError {
                    kind: PlistErrorKind::DuplicateKey(entry.name.clone().into_owned()),
                    position: Some(entry.key.position()),
                    other: Some(first.key.position()),
                });
            }
        }
        let present = Present {
            modes: self.strings(&plist_key::UI_BACKGROUND_MODES, &mut errors),
            identifiers: self.strings(&plist_key::BG_TASK_SCHEDULER_PERMITTED_IDENTIFIERS, &mut errors),
            exits_on_suspend: self.boolean(&plist_key::UI_APPLICATION_EXITS_ON_SUSPEND, &mut errors),
            bundle_identifier: self
                .get(&plist_key::CF_BUNDLE_IDENTIFIER)
                .filter(|entry| entry.value.name() == STRING)
                .map(|entry| entry.value.text().into_owned()),
            usage_descriptions: self.usage_descriptions().map(|entry| entry.name.clone().into_owned()).collect(),
        };
        (present, errors)
    }

    /// The entries with texts that the user reads.
    pub(super) fn usage_descriptions(&self) -> impl Iterator<Item = &Entry<'d, 'a>> {
        self.entries.iter().filter(|entry| plist_key::is_usage_description(&entry.name))
    }

    fn strings(&self, key: &PlistKey, errors: &mut Vec<PlistError>) -> Vec<String> {
        let Some(entry) = self.get(key) else {
            return Vec::new();
        };
        if entry.value.name() != ARRAY {
            errors.push(wrong_type(key, entry));
            return Vec::new();
        }
        for item in entry.value.children().filter(|item| item.name() != STRING) {
            let kind =
                PlistErrorKind::WrongItem { key: key.name.to_owned(), found: format!("<{}>", item.qualified_name()) };
            errors.push(PlistError::new(kind, Some(item.position())));
        }
        strings_in(entry.value).map(|(_, text)| text).collect()
    }

    fn boolean(&self, key: &PlistKey, errors: &mut Vec<PlistError>) -> Option<bool> {
        let entry = self.get(key)?;
        match entry.value.name() {
            TRUE => Some(true),
            FALSE => Some(false),
            _ => {
                errors.push(wrong_type(key, entry));
                None
            }
        }
    }
}

/// The strings in an array, with their elements.
pub(super) fn strings_in<'d, 'a>(array: Element<'d, 'a>) -> impl Iterator<Item = (Element<'d, 'a>, String)> {
    array.children().filter(|item| item.name() == STRING).map(|item| (item, item.text().into_owned()))
}

fn wrong_type(key: &PlistKey, entry: &Entry<'_, '_>) -> PlistError {
    let kind = PlistErrorKind::WrongType {
        key: key.name.to_owned(),
        expected: key.value,
        found: format!("<{}>", entry.value.qualified_name()),
    };
    PlistError { kind, position: Some(entry.value.position()), other: Some(entry.key.position()) }
}
