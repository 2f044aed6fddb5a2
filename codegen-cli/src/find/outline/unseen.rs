//! What a macro makes can't be seen. What stands in its definition or its input, or in an attribute that is none of ours, and
//! may become a task, is.

use std::ops::Range;

use super::super::attributes;
use super::super::included::Included;
use super::super::words::Meaning;
use super::{Builder, Hidden, ItemKind, Made, Unseen};

/// A word that every annotation of a task has among its arguments.
pub(in crate::find) const TRIGGER: &str = "trigger";

impl Builder<'_> {
    /// What of a macro's tokens may become a task: the first annotation, and the first import of an attribute by another
    /// name, and every file.
    pub(super) fn unseen(&self, macro_name: &str, range: Range<usize>) -> Vec<Unseen> {
        if !self.matters(range.clone()) {
            return Vec::new();
        }
        let unseen = |what, place| Unseen { maker: format!("{macro_name}!"), what, place };
        let annotation = range.clone().find_map(|at| self.annotation(at).or_else(|| self.arguments(at)));
        let import = self.renamed(range.clone());
        let files = range.clone().filter_map(|at| self.file(at));
        annotation
            .map(|place| unseen(Made::Annotation, place))
            .into_iter()
            .chain(import.map(|place| unseen(Made::Import, place)))
            .chain(files.map(|(included, place)| unseen(Made::Inclusion(included), place)))
            .collect()
    }

    /// Every annotation in the input of a macro, and every file that is named there, in order.
    pub(super) fn hidden(&self, range: Range<usize>) -> Vec<Hidden> {
        let mut found = Vec::new();
        if self.matters(range.clone()) {
            for at in range {
                let annotation = self.annotation(at).or_else(|| self.arguments(at));
                found.extend(annotation.map(|place| Hidden { file: None, place }));
                found.extend(self.file(at).map(|(file, place)| Hidden { file: Some(file), place }));
            }
        }
        found
    }

    /// The first annotation that is given to another attribute.
    pub(super) fn in_attributes(&self, range: Range<usize>) -> Option<ItemKind> {
        let tokens = self.tokens;
        let mut at = range.start;
        while let Some(close) = tokens.group(at + 1, b'[').filter(|_| at < range.end) {
            let (name, inside) = attributes::last_of_path(tokens, at + 2)?;
            let is_read = self.words.meaning(name).is_some() || name == "cfg_attr";
            let found = if is_read { None } else { (inside..close).find_map(|at| self.arguments(at)) };
            if let Some(place) = found {
                let maker = format!("#[{}]", attributes::path(tokens, at + 2).0.join("::"));
                return Some(ItemKind::Unseen(Unseen { maker, what: Made::Annotation, place }));
            }
            at = close + 1;
        }
        None
    }

    /// `#[background_task]`
    fn annotation(&self, at: usize) -> Option<Range<usize>> {
        let tokens = self.tokens;
        let open = at + if tokens.is_mark(at + 1, b'!') { 2 } else { 1 };
        let close = tokens.is_mark(at, b'#').then(|| tokens.group(open, b'['))??;
        let named = (open + 1..close).any(|at| self.meaning(at).is_some());
        named.then(|| tokens.span(at..close + 1))
    }

    /// `background_task(trigger = …)`: what may be put into an attribute.
    fn arguments(&self, at: usize) -> Option<Range<usize>> {
        let meaning = self.meaning(at)?;
        let close = self.tokens.any_group(at + 1)?;
        let is_one = meaning == Meaning::App || (at + 2..close).any(|at| self.tokens.is_word(at, TRIGGER));
        is_one.then(|| self.tokens.span(at..close + 1))
    }

    /// The first `use bgtask::background_task as task`
    fn renamed(&self, range: Range<usize>) -> Option<Range<usize>> {
        let tokens = self.tokens;
        let mut is_import = false;
        for at in range {
            if tokens.is_mark(at, b';') {
                is_import = false;
            } else if tokens.is_word(at, "use") {
                is_import = true;
            } else if is_import && self.meaning(at).is_some() && tokens.is_word(at + 1, "as") {
                let is_named = tokens.word(at + 2).is_some_and(|name| name != "_");
                if is_named {
                    return Some(tokens.span(at..at + 3));
                }
            }
        }
        None
    }

    /// `include!("…")` and `#[path = "…"]`
    fn file(&self, at: usize) -> Option<(Included, Range<usize>)> {
        let tokens = self.tokens;
        match tokens.word(at)? {
            "include" if tokens.is_mark(at + 1, b'!') => {
                let close = tokens.any_group(at + 2)?;
                Some((Included::of(tokens, at + 3..close), tokens.span(at..close + 1)))
            }
            "path" if tokens.is_mark(at + 1, b'=') => {
                let path = attributes::literal(tokens, at + 2)?;
                Some((Included::File(path), tokens.span(at..at + 3)))
            }
            _ => None,
        }
    }

    fn meaning(&self, at: usize) -> Option<Meaning> {
        self.words.meaning(self.tokens.word(at)?)
    }
}
