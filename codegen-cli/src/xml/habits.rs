//! What a document does most often, for places with nothing near to go by.

use std::collections::HashMap;

use super::document::Document;
use super::lines::{LineEnd, is_line_end};
use super::near::TELLING;

/// What a document does most often; counted once, when something is first inserted.
#[derive(Debug)]
pub(super) struct Habits {
    pub(super) line_end: LineEnd,
    /// By how much children are indented more than their parents, and how often.
    steps: HashMap<String, usize>,
    /// The most frequent of these.
    pub(super) step: Option<String>,
    pub(super) quote: char,
}

impl Document<'_> {
    pub(super) fn habits(&self) -> &Habits {
        self.habits.get_or_init(|| Habits::of(self))
    }
}

impl Habits {
    fn of(document: &Document<'_>) -> Self {
        let bytes = document.text.as_bytes();
        let line_end = bytes.iter().position(|&byte| is_line_end(byte)).map_or(LineEnd::Lf, |at| {
            match (bytes.get(at), bytes.get(at + 1)) {
                (Some(b'\r'), Some(b'\n')) => LineEnd::CrLf,
                (Some(b'\r'), _) => LineEnd::Cr,
                _ => LineEnd::Lf,
            }
        });
        let mut steps: HashMap<&str, usize> = HashMap::new();
        let mut run = ("", 0_usize);
        let (mut single, mut double) = (0_usize, 0_usize);
        for element in document.elements().take(TELLING) {
            if let Some(step) = document.step_of(element) {
                // Most are like the one before.
                if step == run.0 {
                    run.1 += 1;
                } else {
                    *steps.entry(run.0).or_default() += run.1;
                    run = (step, 1);
                }
            }
            for attribute in element.attributes() {
                *(if attribute.quote() == '\'' { &mut single } else { &mut double }) += 1;
            }
        }
        *steps.entry(run.0).or_default() += run.1;
        steps.retain(|_, count| *count > 0);
        // The shorter step wins a tie, and then the one that sorts first: the same file gives the same result.
        let indenting = steps.iter().filter(|(step, _)| !step.is_empty());
        let common = indenting.max_by_key(|&(step, count)| (count, std::cmp::Reverse((step.len(), step))));
        Self {
            line_end,
            step: common.map(|(step, _)| (*step).to_owned()),
            steps: steps.into_iter().map(|(step, count)| (step.to_owned(), count)).collect(),
            quote: if single > double { '\'' } else { '"' },
        }
    }

    /// Whether a step is more than a slip: it is taken more than once, or no other is.
    pub(super) fn is_usual(&self, step: &str) -> bool {
        let often = |count: &usize| *count > 1;
        self.steps.get(step).is_some_and(often) || !self.steps.values().any(often)
    }
}
