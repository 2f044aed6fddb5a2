//! What `use` and `extern crate` bring into a module.

use std::ops::Range;
use std::sync::Arc;

use super::attributes;
use super::lex::Tokens;

/// One name that is brought in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Import {
    /// What it is, as written: `crate`, `self`, `super` and the name of a crate are first parts, and a leading `::` is an
    /// empty one.
    pub path: Vec<String>,
    /// The name it has from then on; `None` for `*`.
    pub name: Option<String>,
}

/// The imports of a `use`, without the word itself.
pub(super) fn of_use(tokens: &Tokens<'_>, range: Range<usize>) -> Vec<Arc<Import>> {
    let mut imports = Vec::new();
    tree(tokens, range, &[], &mut imports);
    imports
}

/// The import of an `extern crate`, from the crate's name on.
pub(super) fn of_extern_crate(tokens: &Tokens<'_>, at: usize) -> Option<Import> {
    let name = tokens.word(at)?;
    let alias = if tokens.is_word(at + 1, "as") { tokens.word(at + 2)? } else { name };
    let path = if name == "self" { vec![String::from("crate")] } else { vec![String::new(), String::from(name)] };
    Some(Import { path, name: Some(String::from(alias)) })
}

/// Reads `a::b`, `a as b`, `a::*`, `a::{…}` and lists of them. The depth of recursion is that of the brackets.
fn tree(tokens: &Tokens<'_>, range: Range<usize>, prefix: &[String], imports: &mut Vec<Arc<Import>>) {
    let mut at = range.start;
    while at < range.end {
        let (own, mut after) = attributes::path(tokens, at);
        let mut path = if prefix.is_empty() { own } else { prefix.iter().cloned().chain(own).collect() };
        if tokens.is_path_separator(after) {
            after += 2;
        }
        if let Some(close) = tokens.group(after, b'{') {
            tree(tokens, after + 1..close, &path, imports);
            after = close + 1;
        } else if tokens.is_mark(after, b'*') {
            imports.push(Arc::new(Import { path, name: None }));
            after += 1;
        } else {
            // `a::{self}` is `a`.
            if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
                path.pop();
            }
            let name =
                if tokens.is_word(after, "as") { tokens.word(after + 1) } else { path.last().map(String::as_str) };
            if let Some(name) = name.map(String::from) {
                imports.push(Arc::new(Import { path, name: Some(name) }));
            }
        }
        // On to the next of the list.
        while after < range.end && !tokens.is_mark(after, b',') {
            after = tokens.next(after);
        }
        at = after + 1;
    }
}
