//! What is done to a property list, and why.

use bgtask_core::catalog::plist_key::PlistKey;

use super::{WantedItem, WantedText};
use crate::xml::Reason;

pub(super) fn add_item(key: &PlistKey, item: &WantedItem) -> Reason {
    Reason::new(format!("add {} to {}", item.value, key.name), &item.why, &item.tasks)
}

pub(super) fn add_key(key: &PlistKey, items: &[WantedItem]) -> Reason {
    let mut tasks: Vec<String> = Vec::new();
    for task in items.iter().flat_map(|item| &item.tasks) {
        if !tasks.contains(task) {
            tasks.push(task.clone());
        }
    }
    Reason::new(format!("add the key {}", key.name), format!("it lists {}", key.summary), &tasks)
}

pub(super) fn add_text(text: &WantedText) -> Reason {
    Reason::new(format!("add the key {}, to be filled in", text.key.name), &text.why, &text.tasks)
}

pub(super) fn set(key: &PlistKey, value: bool) -> Reason {
    Reason::new(format!("set {} to {value}", key.name), "the app says so", &[])
}

pub(super) fn remove(key: &PlistKey, identifier: &str) -> Reason {
    let what = format!("remove {identifier} from {}", key.name);
    Reason::new(what, "it stands under the app's own prefix, and no task has it", &[])
}

pub(super) fn remove_key(key: &PlistKey, identifiers: &[&str]) -> Reason {
    let what = format!("remove the key {} with {}", key.name, identifiers.join(", "));
    Reason::new(what, "all in it stands under the app's own prefix, and no task has it", &[])
}
