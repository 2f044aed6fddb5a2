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
#[derive(Clone, Debug)]
pub(super) struct Words {
    names: Vec<(String, Meaning)>,
    /// Looks for what their own names begin with.
    own: Finder,
    /// Look for the others.
    others: Vec<Finder>,
}

type Finder = memmem::Finder<'static>;

impl Words {
    /// Their own names.
    pub fn new() -> Self {
        let both = TASK_ATTRIBUTE.bytes().zip(APP_ATTRIBUTE.bytes());
        let same = both.take_while(|(one, other)| one == other).count();
        Self {
            names: vec![(String::from(TASK_ATTRIBUTE), Meaning::Task), (String::from(APP_ATTRIBUTE), Meaning::App)],
            own: Finder::new(&TASK_ATTRIBUTE.as_bytes()[..same]),
            others: Vec::new(),
        }
    }

    /// What the name means.
    pub fn meaning(&self, name: &str) -> Option<Meaning> {
        self.names.iter().find(|(known, _)| known == name).map(|(_, meaning)| *meaning)
    }

    /// Whether the name is the attribute's own, and not one that an import gave it.
    pub fn is_own(name: &str) -> bool {
        name == TASK_ATTRIBUTE || name == APP_ATTRIBUTE
    }

    /// Adds another name. `false` when it was known.
    pub fn add(&mut self, name: &str, meaning: Meaning) -> bool {
        let new = self.meaning(name).is_none();
        if new {
            self.names.push((String::from(name), meaning));
            self.others.push(memmem::Finder::new(name).into_owned());
        }
        new
    }

    /// Whether any of the names stands anywhere in a file.
    pub fn is_in(&self, bytes: &[u8]) -> bool {
        self.places(bytes).next().is_some()
    }

    /// The places in a text where the names stand, in order; within longer words and comments too.
    pub fn hits(&self, text: &str) -> Vec<usize> {
        let mut hits: Vec<_> = self.places(text.as_bytes()).collect();
        hits.sort_unstable();
        hits
    }

    /// The places at which the names stand.
    fn places<'w>(&'w self, bytes: &'w [u8]) -> impl Iterator<Item = usize> + 'w {
        let is_own = |at: &usize| {
            let found = bytes.get(*at..).unwrap_or_default();
            found.starts_with(TASK_ATTRIBUTE.as_bytes()) || found.starts_with(APP_ATTRIBUTE.as_bytes())
        };
        let others = self.others.iter().flat_map(|name| name.find_iter(bytes));
        self.own.find_iter(bytes).filter(is_own).chain(others)
    }
}
