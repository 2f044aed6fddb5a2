//! The two macros that choose among items by `cfg`, whose meaning is fixed: `cfg_if!` of the crate of that name, and the
//! language's own `cfg_select!`. Macros that only pass items on are in `passing`; what any other makes of its input is not
//! known.
//!
//! Sources: <https://docs.rs/cfg-if>, <https://doc.rust-lang.org/std/macro.cfg_select.html>

use std::ops::Range;

use super::attributes::{self, Predicate};
use super::lex::Tokens;

/// A branch: when it holds, and the tokens of its items.
pub(super) type Branch = (Predicate, Range<usize>);

/// The branches of a call of one of the macros; `None` when it is neither, or not written as they ask.
pub(super) fn of(macro_name: &str, tokens: &Tokens<'_>, range: Range<usize>) -> Option<Vec<Branch>> {
    let branches = match macro_name {
        "cfg_if" => of_cfg_if(tokens, range)?,
        "cfg_select" => of_cfg_select(tokens, range)?,
        _ => return None,
    };
    // A branch holds when none before it does.
    let mut before: Vec<String> = Vec::new();
    let exclusive = |(predicate, items): (Predicate, Range<usize>)| {
        let own = predicate.text.clone();
        let text = format!("all({}{own})", before.iter().map(|no| format!("not({no}), ")).collect::<Vec<_>>().concat());
        before.push(own);
        (Predicate { text, range: predicate.range }, items)
    };
    Some(branches.into_iter().map(exclusive).collect())
}

/// `if #[cfg(…)] { … } else if #[cfg(…)] { … } else { … }`
fn of_cfg_if(tokens: &Tokens<'_>, range: Range<usize>) -> Option<Vec<Branch>> {
    let mut branches = Vec::new();
    let mut at = range.start;
    loop {
        let predicate = if tokens.is_word(at, "if") && tokens.is_mark(at + 1, b'#') && tokens.is_word(at + 3, "cfg") {
            let end = tokens.group(at + 2, b'[')?;
            let close = tokens.group(at + 4, b'(')?;
            let predicate = attributes::predicate(tokens, at + 5..close);
            at = end + 1;
            predicate
        } else if branches.is_empty() {
            return None;
        } else {
            otherwise(tokens, at)
        };
        let close = tokens.group(at, b'{')?;
        branches.push((predicate, at + 1..close));
        at = close + 1;
        if at >= range.end {
            return Some(branches);
        }
        if !tokens.is_word(at, "else") {
            return None;
        }
        at += 1;
    }
}

/// `predicate => { … } _ => { … }`
fn of_cfg_select(tokens: &Tokens<'_>, range: Range<usize>) -> Option<Vec<Branch>> {
    let mut branches = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let start = at;
        while !(tokens.is_mark(at, b'=') && tokens.is_mark(at + 1, b'>')) {
            at = tokens.next(at);
            if at >= range.end {
                return None;
            }
        }
        let predicate = if tokens.is_word(start, "_") {
            otherwise(tokens, start)
        } else {
            attributes::predicate(tokens, start..at)
        };
        let close = tokens.group(at + 2, b'{')?;
        branches.push((predicate, at + 3..close));
        at = close + 1 + usize::from(tokens.is_mark(close + 1, b','));
    }
    Some(branches)
}

/// What always holds.
fn otherwise(tokens: &Tokens<'_>, at: usize) -> Predicate {
    Predicate { text: String::from("true"), range: tokens.range(at) }
}
