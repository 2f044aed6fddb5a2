//! What an item's attributes say of it on one platform.

mod guards;

pub(super) use guards::of_path as guards_of_path;

use super::attributes::{Attribute, Mark};
use super::cfg::{Environment, Truth};
use crate::source::{FileId, Place};

/// What an item's attributes say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Judged {
    /// Whether it is there.
    pub truth: Truth,
    /// The predicates that could not be judged and on which it depends.
    pub unknown: Vec<Place>,
    /// The values of `path`, of which the first that holds counts.
    pub paths: Vec<PathAttribute>,
    /// The annotations.
    pub marks: Vec<Mark>,
    /// What must hold for it to be there, where that may differ between the compilations of one build.
    pub guards: Vec<String>,
    /// Whether the macros of a module are known after it.
    pub macro_use: Truth,
    /// Whether any condition is among them, and be it one that holds.
    pub is_conditional: bool,
}

impl Judged {
    /// What nothing is said of.
    pub fn of_nothing() -> Self {
        Self {
            truth: Truth::Yes,
            unknown: Vec::new(),
            paths: Vec::new(),
            marks: Vec::new(),
            guards: Vec::new(),
            macro_use: Truth::No,
            is_conditional: false,
        }
    }

    /// Adds what a macro says of the same item.
    pub fn join(&mut self, other: &Self) {
        self.join_conditions(other);
        self.macro_use = self.macro_use.max(other.macro_use);
    }

    /// Adds what must hold for something around it to be there.
    pub fn join_conditions(&mut self, other: &Self) {
        self.truth = self.truth.min(other.truth);
        self.unknown.extend(other.unknown.iter().cloned());
        self.guards.extend(other.guards.iter().cloned());
        self.is_conditional |= other.is_conditional;
    }
}

/// A `#[path = "…"]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PathAttribute {
    /// Its value, where that is a literal.
    pub value: Option<String>,
    pub place: Place,
    /// The predicate that could not be judged, if it stands under one.
    pub unknown: Option<Place>,
}

/// Judges the attributes of an item.
pub(super) fn judge(environment: &Environment<'_>, attributes: &[Attribute], file: FileId) -> Judged {
    let is_condition = |one: &Attribute| matches!(one, Attribute::Cfg(_) | Attribute::CfgAttr(..));
    let mut judged = Judged { is_conditional: attributes.iter().any(is_condition), ..Judged::of_nothing() };
    judge_into(environment, attributes, file, None, &mut judged);
    if environment.keeps_guards && judged.truth != Truth::No {
        judged.guards = guards::of(environment, attributes);
    }
    judged
}

/// `unknown` is the predicate that the attributes stand under, where that could not be judged.
fn judge_into(
    environment: &Environment<'_>,
    attributes: &[Attribute],
    file: FileId,
    unknown: Option<&Place>,
    judged: &mut Judged,
) {
    let place = |range: &std::ops::Range<usize>| Place { file, range: range.clone() };
    for attribute in attributes {
        match attribute {
            Attribute::Cfg(predicate) => match (environment.judge(&predicate.text), unknown) {
                (Truth::Yes, _) => {}
                (Truth::No, None) => judged.truth = Truth::No,
                (Truth::No | Truth::Unknown, unknown) => {
                    judged.unknown.push(unknown.cloned().unwrap_or_else(|| place(&predicate.range)));
                    judged.truth = judged.truth.min(Truth::Unknown);
                }
            },
            Attribute::CfgAttr(predicate, inner) => match environment.judge(&predicate.text) {
                Truth::No => {}
                Truth::Yes => judge_into(environment, inner, file, unknown, judged),
                Truth::Unknown => {
                    let here = place(&predicate.range);
                    judge_into(environment, inner, file, Some(unknown.unwrap_or(&here)), judged);
                }
            },
            Attribute::Path(value, range) => {
                let unknown = unknown.cloned();
                judged.paths.push(PathAttribute { value: value.clone(), place: place(range), unknown });
            }
            Attribute::MacroUse => {
                let own = if unknown.is_some() { Truth::Unknown } else { Truth::Yes };
                judged.macro_use = judged.macro_use.max(own);
            }
            Attribute::Mark(mark) => {
                judged.unknown.extend(unknown.cloned());
                judged.marks.push(mark.clone());
            }
        }
    }
}

/// The values of all `path` attributes, whatever their conditions.
pub(super) fn paths(attributes: &[Attribute]) -> Vec<&str> {
    let mut found = Vec::new();
    for attribute in attributes {
        match attribute {
            Attribute::Path(value, _) => found.extend(value.as_deref()),
            Attribute::CfgAttr(_, inner) => found.extend(paths(inner)),
            Attribute::Cfg(_) | Attribute::MacroUse | Attribute::Mark(_) => {}
        }
    }
    found
}
