//! What is missing in a property list and what is stale, whatever its format.

use bgtask_core::catalog::plist_key;

use super::placeholder::{has_placeholder, may_become};
use super::{Wanted, WantedItem, WantedText};

/// What a property list has of what concerns us.
#[derive(Debug, Default)]
pub(super) struct Present {
    pub(super) modes: Vec<String>,
    pub(super) identifiers: Vec<String>,
    pub(super) exits_on_suspend: Option<bool>,
    pub(super) bundle_identifier: Option<String>,
    /// The keys with texts that the user reads.
    pub(super) usage_descriptions: Vec<String>,
}

/// What is to be done.
#[derive(Debug, Default)]
pub(super) struct Decision {
    /// Modes to be added.
    pub(super) modes: Vec<WantedItem>,
    /// Identifiers to be added.
    pub(super) identifiers: Vec<WantedItem>,
    /// The value that `UIApplicationExitsOnSuspend` gets, if it gets another one.
    pub(super) exits_on_suspend: Option<bool>,
    /// Usage descriptions to be added.
    pub(super) usage_descriptions: Vec<WantedText>,
    /// The indices of the identifiers that are stale.
    pub(super) stale: Vec<usize>,
    /// Entries with placeholders that stand for wanted identifiers: their indices, and the identifiers.
    pub(super) by_placeholder: Vec<(usize, String)>,
}

impl Decision {
    pub(super) fn of(present: &Present, wanted: &Wanted) -> Self {
        let mut by_placeholder: Vec<(usize, String)> = Vec::new();
        let bundle = present.bundle_identifier.as_deref().filter(|identifier| !has_placeholder(identifier));
        let names = [plist_key::PRODUCT_BUNDLE_IDENTIFIER.name, plist_key::CF_BUNDLE_IDENTIFIER.name];
        let known = |name: &str| bundle.filter(|_| names.contains(&name));
        let mut identifiers = Vec::new();
        for item in united(&wanted.permitted_identifiers) {
            if present.identifiers.contains(&item.value) {
                continue;
            }
            // One entry becomes one identifier.
            let entry = present.identifiers.iter().enumerate().find(|(index, entry)| {
                by_placeholder.iter().all(|(taken, _)| taken != index) && may_become(entry, &item.value, known)
            });
            match entry {
                Some((index, _)) => by_placeholder.push((index, item.value)),
                None => identifiers.push(item),
            }
        }
        let prefix = wanted.identifier_prefix.as_ref().map(|prefix| format!("{prefix}."));
        let stale = present.identifiers.iter().enumerate().filter(|(index, entry)| {
            prefix.as_ref().is_some_and(|prefix| entry.starts_with(prefix))
                && wanted.permitted_identifiers.iter().all(|item| item.value != **entry)
                && by_placeholder.iter().all(|(taken, _)| taken != index)
        });
        Self {
            modes: united(&wanted.background_modes)
                .into_iter()
                .filter(|item| !present.modes.contains(&item.value))
                .collect(),
            identifiers,
            exits_on_suspend: wanted.exits_on_suspend.filter(|value| present.exits_on_suspend != Some(*value)),
            usage_descriptions: wanted
                .usage_descriptions
                .iter()
                .filter(|text| present.usage_descriptions.iter().all(|key| key != text.key.name))
                .cloned()
                .collect(),
            stale: stale.map(|(index, _)| index).collect(),
            by_placeholder,
        }
    }
}

/// Items of one value as one.
fn united(items: &[WantedItem]) -> Vec<WantedItem> {
    let mut united: Vec<WantedItem> = Vec::new();
    for item in items {
        match united.iter_mut().find(|other| other.value == item.value) {
            Some(other) => {
                let new: Vec<_> = item.tasks.iter().filter(|task| !other.tasks.contains(task)).cloned().collect();
                other.tasks.extend(new);
            }
            None => united.push(item.clone()),
        }
    }
    united
}

/// The keys that are edited.
pub(super) const EDITED: [&plist_key::PlistKey; 3] = [
    &plist_key::UI_BACKGROUND_MODES,
    &plist_key::BG_TASK_SCHEDULER_PERMITTED_IDENTIFIERS,
    &plist_key::UI_APPLICATION_EXITS_ON_SUSPEND,
];
