//! The attributes that decide whether an item is there, where its file is, and whether it is a task or an app.

use std::ops::Range;

use super::lex::{Kind, Tokens};
use super::words::{Meaning, Words};

/// An attribute that matters.
#[derive(Clone, Debug)]
pub(super) enum Attribute {
    /// `#[cfg(…)]`
    Cfg(Predicate),
    /// `#[cfg_attr(…, …)]`
    CfgAttr(Predicate, Vec<Attribute>),
    /// `#[path = "…"]`, with its value where that is a plain literal.
    Path(Option<String>, Range<usize>),
    /// `#[macro_use]`
    MacroUse,
    /// An annotation.
    Mark(Mark),
}

/// What stands in `cfg(…)`.
#[derive(Clone, Debug)]
pub(super) struct Predicate {
    /// Its tokens, with a space between.
    pub text: String,
    /// Where it stands.
    pub range: Range<usize>,
}

/// A `#[background_task]` or `#[background_app]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub meaning: Meaning,
    /// Its path, as written.
    pub path: Vec<String>,
    /// The attribute: from `#` to `]`, or, in a `cfg_attr`, itself.
    pub range: Range<usize>,
    /// What follows the path: the brackets and what is in them, or `= value`.
    pub arguments: Range<usize>,
}

impl Attribute {
    /// Gives this place to all that it says.
    pub fn stand_at(&mut self, place: &Range<usize>) {
        match self {
            Self::Cfg(predicate) => predicate.range = place.clone(),
            Self::CfgAttr(predicate, inner) => {
                predicate.range = place.clone();
                for attribute in inner {
                    attribute.stand_at(place);
                }
            }
            Self::Path(_, range) => *range = place.clone(),
            Self::Mark(mark) => mark.range = place.clone(),
            Self::MacroUse => {}
        }
    }
}

/// Reads the attributes that begin at a token. Gives them and the token after them.
pub(super) fn outer(tokens: &Tokens<'_>, words: &Words, mut at: usize) -> (Vec<Attribute>, usize) {
    let mut found = Vec::new();
    while let Some((attribute, after)) = one(tokens, words, at) {
        found.extend(attribute);
        at = after;
    }
    (found, at)
}

/// Reads the attribute that begins at a token, if it matters. Gives the token after it too.
pub(super) fn one(tokens: &Tokens<'_>, words: &Words, at: usize) -> Option<(Option<Attribute>, usize)> {
    let close = tokens.group(at + 1, b'[').filter(|_| tokens.is_mark(at, b'#'))?;
    Some((read(tokens, words, at + 2..close, tokens.span(at..close + 1)), close + 1))
}

/// Reads the inner attributes, `#![…]`, that begin at a token.
pub(super) fn inner(tokens: &Tokens<'_>, words: &Words, mut at: usize) -> (Vec<Attribute>, usize) {
    let mut found = Vec::new();
    while tokens.is_mark(at, b'#')
        && tokens.is_mark(at + 1, b'!')
        && let Some(close) = tokens.group(at + 2, b'[')
    {
        let whole = tokens.span(at..close + 1);
        found.extend(read(tokens, words, at + 3..close, whole));
        at = close + 1;
    }
    (found, at)
}

/// Reads one attribute, without `#[` and `]`.
fn read(tokens: &Tokens<'_>, words: &Words, range: Range<usize>, whole: Range<usize>) -> Option<Attribute> {
    // Since 2024 some attributes stand in `unsafe(…)`; none of ours do.
    let (last, after) = last_of_path(tokens, range.start)?;
    if after == range.start + 1 {
        match last {
            "cfg" => {
                let close = tokens.any_group(after)?;
                return Some(Attribute::Cfg(predicate(tokens, after + 1..close)));
            }
            "cfg_attr" => {
                let close = tokens.any_group(after)?;
                let parts = split(tokens, after + 1..close);
                let (first, rest) = parts.split_first()?;
                let inner: Vec<_> = rest
                    .iter()
                    .filter_map(|part| read(tokens, words, part.clone(), tokens.span(part.clone())))
                    .collect();
                return (!inner.is_empty()).then(|| Attribute::CfgAttr(predicate(tokens, first.clone()), inner));
            }
            "path" if tokens.is_mark(after, b'=') => {
                return Some(Attribute::Path(literal(tokens, after + 1), whole));
            }
            // The second is an old name for the first.
            "macro_use" | "macro_escape" if after == range.end => return Some(Attribute::MacroUse),
            _ => {}
        }
    }
    let meaning = words.meaning(last);
    // What makes a function a test leaves it out of all else, and frameworks name their attributes like the language's.
    if matches!(last, "test" | "bench") && meaning.is_none() {
        return Some(Attribute::Cfg(Predicate { text: String::from("test"), range: whole }));
    }
    let (meaning, path) = (meaning?, path(tokens, range.start).0);
    let arguments = after..range.end.max(after);
    Some(Attribute::Mark(Mark { meaning, path, range: whole, arguments: tokens.span(arguments) }))
}

/// What an attribute begins with, behind its bracket, that is [for tests](are_for_tests), as such a one is mostly written.
pub(super) const FOR_TESTS: [&[u8]; 2] = [b"cfg(test)]", b"cfg(all(test,"];

/// Whether what these attributes are of is there for tests alone: under no other condition than that can it be there.
pub(super) fn are_for_tests(attributes: &[Attribute]) -> bool {
    let is_for_tests = |text: &str| text == "test" || text.starts_with("all ( test ,");
    attributes.iter().any(|attribute| matches!(attribute, Attribute::Cfg(predicate) if is_for_tests(&predicate.text)))
}

/// The last word of `a::b::c`, and the token after it.
pub(super) fn last_of_path<'t>(tokens: &Tokens<'t>, mut at: usize) -> Option<(&'t str, usize)> {
    if tokens.is_path_separator(at) {
        at += 2;
    }
    let mut last = tokens.word(at)?;
    while tokens.is_path_separator(at + 1)
        && let Some(next) = tokens.word(at + 3)
    {
        last = next;
        at += 3;
    }
    Some((last, at + 1))
}

/// Reads `a::b::c`. A leading `::` is an empty first part.
pub(super) fn path(tokens: &Tokens<'_>, mut at: usize) -> (Vec<String>, usize) {
    let mut path = Vec::new();
    if tokens.is_path_separator(at) {
        path.push(String::new());
        at += 2;
    }
    while let Some(word) = tokens.word(at) {
        path.push(String::from(word));
        at += 1;
        if !(tokens.is_path_separator(at) && tokens.word(at + 2).is_some()) {
            break;
        }
        at += 2;
    }
    (path, at)
}

/// Splits at the commas.
fn split(tokens: &Tokens<'_>, range: Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = range.start;
    let mut at = range.start;
    while at < range.end {
        if tokens.is_mark(at, b',') {
            parts.push(start..at);
            start = at + 1;
        }
        at = tokens.next(at);
    }
    if start < range.end {
        parts.push(start..range.end);
    }
    parts
}

/// Reads what stands in `cfg(…)`.
pub(super) fn predicate(tokens: &Tokens<'_>, range: Range<usize>) -> Predicate {
    // With a space between any two, there is room in what is written, mostly.
    let mut text = String::with_capacity(tokens.span(range.clone()).len() + range.len());
    for at in range.clone() {
        if !text.is_empty() {
            text.push(' ');
        }
        match literal(tokens, at) {
            Some(value) if !value.contains(['"', '\\']) => {
                text.push('"');
                text.push_str(&value);
                text.push('"');
            }
            // `r#true` is an option of that name, which is not always set.
            _ if matches!(tokens.str(at), "r#true" | "r#false") => text.push_str(tokens.str(at)),
            _ => text.push_str(tokens.word(at).unwrap_or_else(|| tokens.str(at))),
        }
    }
    Predicate { text, range: tokens.span(range) }
}

/// The value of a string literal.
pub(super) fn literal(tokens: &Tokens<'_>, at: usize) -> Option<String> {
    if tokens.get(at)?.kind != Kind::Text {
        return None;
    }
    let text = tokens.str(at);
    match text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(plain) if !plain.contains(['\\', '\r']) => Some(String::from(plain)),
        _ => Some(syn::parse_str::<syn::LitStr>(text).ok()?.value()),
    }
}
