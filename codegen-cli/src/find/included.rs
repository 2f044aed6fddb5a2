//! What `include!` takes in.
//!
//! Source: <https://doc.rust-lang.org/std/macro.include.html>

use std::ops::Range;

use super::attributes;
use super::lex::Tokens;

/// The file of an `include!`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Included {
    /// A path, as written.
    File(String),
    /// `concat!(env!("CARGO_MANIFEST_DIR"), "…")`: a path in the package's folder.
    InPackage(String),
    /// `concat!(env!("OUT_DIR"), "…")`: something that the build script writes.
    Generated,
    /// Anything else, which the compiler alone knows.
    Unknown,
}

impl Included {
    /// The file, from what stands in the brackets.
    pub fn of(tokens: &Tokens<'_>, range: Range<usize>) -> Self {
        let mut parts = Vec::new();
        if parts_of(tokens, range, &mut parts).is_none() {
            return Self::Unknown;
        }
        let is_out_dir = |part: &Part| matches!(part, Part::Variable(name) if name == "OUT_DIR");
        if parts.iter().any(is_out_dir) {
            return Self::Generated;
        }
        let mut path = String::new();
        let mut is_in_package = false;
        for (at, part) in parts.into_iter().enumerate() {
            match part {
                Part::Text(text) => path.push_str(&text),
                Part::Variable(name) if at == 0 && name == "CARGO_MANIFEST_DIR" => is_in_package = true,
                Part::Variable(_) => return Self::Unknown,
            }
        }
        if is_in_package { Self::InPackage(path) } else { Self::File(path) }
    }
}

/// A part of a path.
enum Part {
    Text(String),
    /// The value of an environment variable, by its name.
    Variable(String),
}

/// Reads literals, `concat!(…)` and `env!(…)`, divided by commas. The depth of recursion is that of the brackets.
fn parts_of(tokens: &Tokens<'_>, range: Range<usize>, parts: &mut Vec<Part>) -> Option<()> {
    let mut at = range.start;
    while at < range.end {
        if let Some(text) = attributes::literal(tokens, at) {
            parts.push(Part::Text(text));
            at += 1;
        } else {
            let (path, mark) = attributes::path(tokens, at);
            let close = tokens.any_group(mark + 1).filter(|_| tokens.is_mark(mark, b'!'))?;
            match path.last()?.as_str() {
                "concat" => parts_of(tokens, mark + 2..close, parts)?,
                "env" => parts.push(Part::Variable(attributes::literal(tokens, mark + 2)?)),
                _ => return None,
            }
            at = close + 1;
        }
        if at < range.end {
            tokens.is_mark(at, b',').then_some(())?;
            at += 1;
        }
    }
    Some(())
}
