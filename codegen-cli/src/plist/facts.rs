//! What a property list says, with the place of each thing.

use bgtask_core::catalog::{names, plist_key};

use super::binary::Binary;
use super::dictionary::{Dictionary, Listed, STRING, strings_in};
use crate::xml::{Document, Position};

/// What a property list says. What is of another type than it should be is left out: planning edits tells of it.
#[derive(Debug, Clone, Default)]
pub struct PlistFacts {
    /// The keys of its dictionary, in order.
    pub keys: Vec<PlistItem>,
    /// The values of `UIBackgroundModes`.
    pub background_modes: Vec<PlistItem>,
    /// The values of `BGTaskSchedulerPermittedIdentifiers`.
    pub permitted_identifiers: Vec<PlistItem>,
    /// The value of `UIApplicationExitsOnSuspend`.
    pub exits_on_suspend: Option<bool>,
    /// The value of `CFBundleIdentifier`, which is often a placeholder.
    pub bundle_identifier: Option<String>,
    /// The texts that the user reads when the system asks for permission.
    pub usage_descriptions: Vec<UsageDescription>,
}

/// A text that the user reads when the system asks for permission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsageDescription {
    /// Its key.
    pub key: String,
    /// The text, and where it stands.
    pub text: PlistItem,
}

impl UsageDescription {
    /// Whether nobody has written it yet: it is empty, or says that it is to be filled in.
    pub fn is_unwritten(&self) -> bool {
        self.text.text.trim().is_empty() || self.is_marked()
    }

    /// Whether it is bgtask's own mark that it is to be filled in.
    pub fn is_marked(&self) -> bool {
        self.text.text.trim().starts_with(names::TO_FILL_IN.trim_end())
    }
}

/// A string in a property list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlistItem {
    /// The string.
    pub text: String,
    /// Where it stands; a binary file has no lines.
    pub position: Option<Position>,
}

impl PlistFacts {
    /// Whether the dictionary has a key.
    pub fn has_key(&self, name: &str) -> bool {
        self.keys.iter().any(|key| key.text == name)
    }

    pub(super) fn of_xml(document: &Document<'_>, listed: &Listed) -> Self {
        let dictionary = Dictionary::of(document, listed);
        let (present, _) = dictionary.present();
        let items = |key| {
            let strings = dictionary.get(key).into_iter().flat_map(|entry| strings_in(entry.value));
            strings.map(|(element, text)| PlistItem { text, position: Some(element.position()) }).collect()
        };
        Self {
            keys: dictionary
                .entries
                .iter()
                .map(|entry| PlistItem { text: entry.name.clone().into_owned(), position: Some(entry.key.position()) })
                .collect(),
            background_modes: items(&plist_key::UI_BACKGROUND_MODES),
            permitted_identifiers: items(&plist_key::BG_TASK_SCHEDULER_PERMITTED_IDENTIFIERS),
            exits_on_suspend: present.exits_on_suspend,
            bundle_identifier: present.bundle_identifier,
            usage_descriptions: dictionary
                .usage_descriptions()
                .filter(|entry| entry.value.name() == STRING)
                .map(|entry| UsageDescription {
                    key: entry.name.clone().into_owned(),
                    text: PlistItem { text: entry.value.text().into_owned(), position: Some(entry.value.position()) },
                })
                .collect(),
        }
    }

    pub(super) fn of_binary(binary: &Binary) -> Self {
        let (present, _) = binary.present();
        let items = |texts: Vec<String>| texts.into_iter().map(|text| PlistItem { text, position: None }).collect();
        Self {
            keys: items(binary.root.keys().cloned().collect()),
            background_modes: items(present.modes),
            permitted_identifiers: items(present.identifiers),
            exits_on_suspend: present.exits_on_suspend,
            bundle_identifier: present.bundle_identifier,
            usage_descriptions: present
                .usage_descriptions
                .into_iter()
                .filter_map(|key| {
                    let text = binary.root.get(&key)?.as_string()?.to_owned();
                    Some(UsageDescription { key, text: PlistItem { text, position: None } })
                })
                .collect(),
        }
    }
}
