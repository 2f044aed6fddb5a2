//! The macros that are known by their names where the walk is: in order of the text, up to the end of the module or the body,
//! and beyond that of a module with `#[macro_use]`. A later definition stands before an earlier one.
//!
//! What a macro makes may be definitions too. Where such a one stands before one that was seen, and a call outside of that
//! macro means it, the compiler refuses the call.
//!
//! Source: <https://doc.rust-lang.org/reference/macros-by-example.html#scoping-exporting-and-importing>

use std::sync::Arc;

use super::cfg::Truth;
use super::passing::Definition;
use super::targets::Targets;
use crate::source::FileId;

/// The definitions, the latest last.
#[derive(Debug, Default)]
pub(super) struct Scope(Vec<Known>);

/// What may be known by a name.
#[derive(Clone, Debug)]
pub(super) struct Known {
    /// `None` for what definitions there may be in a file that could not be read.
    definition: Option<Arc<Definition>>,
    /// Where it is defined.
    pub file: FileId,
    /// The targets on which it may be there.
    targets: Targets,
    /// Whether it is surely there, as far as that is not also a question to what stands around it and the call.
    is_sure: bool,
    /// What must hold for it to be there, where that is left to the compiler.
    pub guards: Vec<String>,
}

/// What a name means.
pub(super) enum Resolved<'s> {
    /// The same on all targets; `None` when nothing does, or it can't be told what.
    Same(Option<&'s Known>),
    /// It has to be asked for each target.
    PerTarget,
}

impl Known {
    /// The definition.
    pub fn definition(&self) -> Option<&Definition> {
        self.definition.as_deref()
    }
}

impl Scope {
    /// How many there are: a mark to come back to.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Adds a definition that may be there.
    pub fn define(
        &mut self,
        definition: &Arc<Definition>,
        file: FileId,
        targets: Targets,
        truth: Truth,
        guards: Vec<String>,
    ) {
        let definition = Some(Arc::clone(definition));
        self.0.push(Known { definition, file, targets, is_sure: truth == Truth::Yes, guards });
    }

    /// Adds whatever a file defines that could not be read.
    pub fn obscure(&mut self, file: FileId, targets: Targets) {
        self.0.push(Known { definition: None, file, targets, is_sure: false, guards: Vec::new() });
    }

    /// Makes those from a mark on depend on something.
    pub fn depend(&mut self, from: usize, truth: Truth, guards: &[String]) {
        for known in self.0.iter_mut().skip(from) {
            known.is_sure &= truth == Truth::Yes;
            known.guards.extend(guards.iter().cloned());
        }
    }

    /// Ends a module or a body that began at a mark. `macro_use` says whether its macros are known after it.
    pub fn leave(&mut self, from: usize, macro_use: Truth) {
        match macro_use {
            Truth::No => self.0.truncate(from),
            Truth::Unknown => self.depend(from, Truth::Unknown, &[]),
            Truth::Yes => {}
        }
    }

    /// What a name means on some targets.
    pub fn resolve(&self, name: &str, targets: Targets) -> Resolved<'_> {
        let is_it = |known: &&Known| {
            known.definition().is_none_or(|definition| definition.name == name) && targets.are_partly_in(known.targets)
        };
        match self.0.iter().rev().find(is_it) {
            Some(known) if !targets.are_all_in(known.targets) => Resolved::PerTarget,
            known => Resolved::Same(known.filter(|known| known.is_sure)),
        }
    }
}
