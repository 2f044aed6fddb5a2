//! Binary property lists, read and written through the plist crate: values and their order stay, bytes don't.

use std::io::Cursor;

use bgtask_core::catalog::plist_key::{self, PlistKey};
use plist::{Dictionary, Value};

use super::decision::{Decision, EDITED, Present};
use super::error::{PlistError, PlistErrorKind};
use super::{Note, NoteKind, Plan, Stale, Wanted, WantedItem, guard, reasons};
use crate::xml::{Edit, Reason};

/// What every binary property list begins with.
pub(super) const MAGIC: &[u8] = b"bplist";

/// A binary property list whose value is a dictionary.
#[derive(Debug)]
pub(super) struct Binary {
    pub(super) root: Dictionary,
    /// The keys as they stand, those that the dictionary has only once included.
    keys: Vec<String>,
}

impl Binary {
    pub(super) fn read(bytes: &[u8]) -> Result<Self, PlistError> {
        let refused = |problem: String| PlistError::new(PlistErrorKind::Binary(problem), None);
        let keys = guard::check(bytes).map_err(|problem| refused(problem.to_string()))?;
        let value = Value::from_reader(Cursor::new(bytes)).map_err(|error| refused(error.to_string()))?;
        match value {
            Value::Dictionary(root) => Ok(Self { root, keys }),
            other => Err(PlistError::new(PlistErrorKind::NotADictionary(type_name(&other).to_owned()), None)),
        }
    }

    pub(super) fn plan(&self, wanted: &Wanted) -> Result<Plan, Vec<PlistError>> {
        let (present, errors) = self.present();
        if !errors.is_empty() {
            return Err(errors);
        }
        let decision = Decision::of(&present, wanted);
        let mut edits = Vec::new();
        let mut root = self.root.clone();
        let identifiers = &plist_key::BG_TASK_SCHEDULER_PERMITTED_IDENTIFIERS;
        if wanted.prune && !decision.stale.is_empty() {
            remove(&mut root, identifiers, &decision.stale, &present, &mut edits);
        }
        add(&mut root, identifiers, &decision.identifiers, &mut edits);
        // Only now: a list that is filled again keeps its place.
        if wanted.prune && !decision.stale.is_empty() {
            remove_if_empty(&mut root, identifiers);
        }
        if let Some(value) = decision.exits_on_suspend {
            let key = &plist_key::UI_APPLICATION_EXITS_ON_SUSPEND;
            root.insert(key.name.to_owned(), Value::Boolean(value));
            edits.push(edit(reasons::set(key, value)));
        }
        add(&mut root, &plist_key::UI_BACKGROUND_MODES, &decision.modes, &mut edits);
        for text in &decision.usage_descriptions {
            root.insert(text.key.name.to_owned(), Value::String(text.text.clone()));
            edits.push(edit(reasons::add_text(text)));
        }

        let identifier = |index: usize| present.identifiers.get(index).cloned().unwrap_or_default();
        let stale = decision.stale.iter().map(|index| Stale { identifier: identifier(*index), position: None });
        let by_placeholder = decision.by_placeholder.iter().map(|(index, wanted)| {
            let kind = NoteKind::MatchedByPlaceholder { entry: identifier(*index), identifier: wanted.clone() };
            Note { kind, position: None }
        });
        let mut binary = None;
        if !edits.is_empty() {
            let mut bytes = Vec::new();
            let written = Value::Dictionary(root).to_writer_binary(&mut bytes);
            written.map_err(|error| vec![PlistError::new(PlistErrorKind::Binary(error.to_string()), None)])?;
            binary = Some(bytes);
        }
        Ok(Plan { edits, stale: stale.collect(), notes: by_placeholder.collect(), binary })
    }

    /// What concerns us, and what is wrong with it.
    pub(super) fn present(&self) -> (Present, Vec<PlistError>) {
        let mut errors = Vec::new();
        for key in EDITED {
            if self.keys.iter().filter(|name| *name == key.name).count() > 1 {
                errors.push(PlistError::new(PlistErrorKind::DuplicateKey(key.name.to_owned()), None));
            }
        }
        let present = Present {
            modes: self.strings(&plist_key::UI_BACKGROUND_MODES, &mut errors),
            identifiers: self.strings(&plist_key::BG_TASK_SCHEDULER_PERMITTED_IDENTIFIERS, &mut errors),
            exits_on_suspend: self.boolean(&plist_key::UI_APPLICATION_EXITS_ON_SUSPEND, &mut errors),
            bundle_identifier: self
                .root
                .get(plist_key::CF_BUNDLE_IDENTIFIER.name)
                .and_then(Value::as_string)
                .map(str::to_owned),
            usage_descriptions: self.root.keys().filter(|key| plist_key::is_usage_description(key)).cloned().collect(),
        };
        (present, errors)
    }

    fn strings(&self, key: &PlistKey, errors: &mut Vec<PlistError>) -> Vec<String> {
        let items = match self.root.get(key.name) {
            None => return Vec::new(),
            Some(Value::Array(items)) => items,
            Some(other) => {
                errors.push(wrong_type(key, other));
                return Vec::new();
            }
        };
        let mut strings = Vec::new();
        for item in items {
            match item.as_string() {
                Some(text) => strings.push(text.to_owned()),
                None => {
                    let found = type_name(item).to_owned();
                    let kind = PlistErrorKind::WrongItem { key: key.name.to_owned(), found };
                    errors.push(PlistError::new(kind, None));
                }
            }
        }
        strings
    }

    fn boolean(&self, key: &PlistKey, errors: &mut Vec<PlistError>) -> Option<bool> {
        let value = self.root.get(key.name)?;
        let flag = value.as_boolean();
        if flag.is_none() {
            errors.push(wrong_type(key, value));
        }
        flag
    }
}

fn add(root: &mut Dictionary, key: &PlistKey, items: &[WantedItem], edits: &mut Vec<Edit>) {
    if items.is_empty() {
        return;
    }
    if !root.contains_key(key.name) {
        root.insert(key.name.to_owned(), Value::Array(Vec::new()));
        edits.push(edit(reasons::add_key(key, items)));
    }
    if let Some(Value::Array(array)) = root.get_mut(key.name) {
        for item in items {
            array.push(Value::String(item.value.clone()));
            edits.push(edit(reasons::add_item(key, item)));
        }
    }
}

fn remove(root: &mut Dictionary, key: &PlistKey, stale: &[usize], present: &Present, edits: &mut Vec<Edit>) {
    let identifier = |index: &usize| present.identifiers.get(*index).map_or("", String::as_str);
    edits.extend(stale.iter().map(|index| edit(reasons::remove(key, identifier(index)))));
    if let Some(Value::Array(array)) = root.get_mut(key.name) {
        let mut index = 0;
        array.retain(|_| {
            index += 1;
            !stale.contains(&(index - 1))
        });
    }
}

fn remove_if_empty(root: &mut Dictionary, key: &PlistKey) {
    // `remove` would put the last entry in its place.
    root.retain(|name, value| name != key.name || value.as_array().is_none_or(|array| !array.is_empty()));
}

/// A change of a binary file is nowhere in its text.
fn edit(reason: Reason) -> Edit {
    let Reason { what, why, tasks } = reason;
    Edit { range: 0..0, replacement: String::new(), what, why, tasks }
}

fn wrong_type(key: &PlistKey, found: &Value) -> PlistError {
    let found = type_name(found).to_owned();
    let kind = PlistErrorKind::WrongType { key: key.name.to_owned(), expected: key.value, found };
    PlistError::new(kind, None)
}

fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Array(_) => "array",
        Value::Dictionary(_) => "dict",
        Value::Boolean(_) => "boolean",
        Value::Data(_) => "data",
        Value::Date(_) => "date",
        Value::Real(_) => "real",
        Value::Integer(_) => "integer",
        Value::String(_) => "string",
        Value::Uid(_) => "uid",
        _ => "value",
    }
}
