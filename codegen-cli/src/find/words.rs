//! The names under which the two attributes are known in a crate.

use bgtask_core::grammar::{APP_ATTRIBUTE, TASK_ATTRIBUTE};
use memchr::memmem;

/// What an attribute says of its item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Meaning {
    /// It is a task.
    Task,
    /// It is an app.
    App,
}

/// The names, their own and those that `use … as …` gives them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Words(Vec<(String, Meaning)>);

impl Words {
    /// Their own names.
    pub fn new() -> Self {
        Self(vec![(String::from(TASK_ATTRIBUTE), Meaning::Task), (String::from(APP_ATTRIBUTE), Meaning::App)])
    }

    /// What the name means.
    pub fn meaning(&self, name: &str) -> Option<Meaning> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, meaning)| *meaning)
    }

    /// Whether the name is the attribute's own, and not one that an import gave it.
    pub fn is_own(name: &str) -> bool {
        name == TASK_ATTRIBUTE || name == APP_ATTRIBUTE
    }

    /// Adds another name. `false` when it was known.
    pub fn add(&mut self, name: &str, meaning: Meaning) -> bool {
        let new = self.meaning(name).is_none();
        if new {
            self.0.push((String::from(name), meaning));
        }
        new
    }

    /// Whether any of the names stands anywhere in a file.
    pub fn is_in(&self, bytes: &[u8]) -> bool {
        self.0.iter().any(|(name, _)| memmem::find(bytes, name.as_bytes()).is_some())
    }

    /// The places in a text where the names stand, in order; within longer words and comments too.
    pub fn hits(&self, text: &str) -> Vec<usize> {
        let mut hits: Vec<_> =
            self.0.iter().flat_map(|(name, _)| memmem::find_iter(text.as_bytes(), name.as_bytes())).collect();
        hits.sort_unstable();
        hits
    }
}
