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
    include: Finder,
    path: Finder,
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
            include: Finder::new(INCLUDE),
            path: Finder::new(PATH),
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

    /// The places in a text where something stands that matters in bodies too, in order: the names, within longer words and
    /// comments too, and what names another file.
    pub fn hits(&self, text: &str) -> Vec<usize> {
        let bytes = text.as_bytes();
        let mut hits: Vec<_> = self.places(bytes).collect();
        hits.extend(self.include.find_iter(bytes).filter(|at| may_include(bytes, *at)));
        hits.extend(self.path.find_iter(bytes).filter(|at| may_be_attribute(bytes, *at)));
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

/// The macro that takes in a file, and the attribute that gives a module its file: in a body no other module has one.
const INCLUDE: &[u8] = b"include";
const PATH: &[u8] = b"path";

/// Whether the macro may be called there. A comment may stand before the mark.
fn may_include(bytes: &[u8], at: usize) -> bool {
    let (before, after) = around(bytes, at, INCLUDE.len());
    !before.last().is_some_and(|byte| is_of_name(*byte))
        && after.trim_ascii_start().first().is_some_and(|byte| matches!(byte, b'!' | b'/') || !byte.is_ascii())
}

/// Whether the attribute may stand there. Mostly it is a variable or a field.
fn may_be_attribute(bytes: &[u8], at: usize) -> bool {
    let (before, after) = around(bytes, at, PATH.len());
    let spaces = before.iter().rev().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let last = before.len().checked_sub(spaces + 1).and_then(|at| before.get(at));
    let after = after.trim_ascii_start();
    !last.is_some_and(|byte| is_of_name(*byte) || *byte == b'.')
        && after.first().is_some_and(|byte| matches!(byte, b'=' | b'/') || !byte.is_ascii())
        && after.get(1) != Some(&b'=')
}

fn around(bytes: &[u8], at: usize, length: usize) -> (&[u8], &[u8]) {
    (bytes.get(..at).unwrap_or_default(), bytes.get(at + length..).unwrap_or_default())
}

fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}
