//! The path of a module, or of what functions are around something.

use std::sync::Arc;

/// A path, which shares its beginning with those of the modules around.
#[derive(Clone, Debug)]
pub(super) struct ScopePath(Arc<Part>);

#[derive(Debug)]
struct Part {
    before: Option<ScopePath>,
    name: String,
    /// How many parts there are, with this one.
    length: usize,
}

impl ScopePath {
    /// The root of a crate.
    pub fn root(crate_name: &str) -> Self {
        Self(Arc::new(Part { before: None, name: String::from(crate_name), length: 1 }))
    }

    /// What has this name there.
    pub fn enter(&mut self, name: &str) {
        let (before, length) = (self.clone(), self.len() + 1);
        self.0 = Arc::new(Part { before: Some(before), name: String::from(name), length });
    }

    /// How many parts there are, the crate's name among them.
    pub fn len(&self) -> usize {
        self.0.length
    }

    /// The parts.
    pub fn parts(&self) -> Vec<String> {
        let mut parts = Vec::with_capacity(self.len());
        let mut next = Some(self);
        while let Some(Self(part)) = next {
            parts.push(part.name.clone());
            next = part.before.as_ref();
        }
        parts.reverse();
        parts
    }
}
