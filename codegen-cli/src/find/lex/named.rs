//! Literals that name another file, which may have items in it: the first one that `include!` is given, or a macro that mostly
//! stands in its brackets, and the value of a `path` attribute. Bodies that have one are not passed over.

use super::{Kind, Lexer, is_of_word};

/// The macros.
const MACROS: [&str; 3] = ["include", "concat", "env"];

/// The attribute.
const PATH: &str = "path";

impl Lexer<'_> {
    /// Whether a literal that stands after the last token names a file.
    pub(super) fn names_file(&self) -> bool {
        let Some(last) = self.list.len().checked_sub(1) else { return false };
        let kind = |at: Option<usize>| at.and_then(|at| self.list.get(at)).map(|token| token.kind);
        let word = |at: Option<usize>| at.map_or("", |at| self.word_at(at));
        let word = |at: Option<usize>| word(at).strip_prefix("r#").unwrap_or(word(at));
        let (before, first) = (last.checked_sub(1), last.checked_sub(2));
        match kind(Some(last)) {
            // Else it is a variable or a field.
            Some(Kind::Mark(b'=')) => {
                word(before) == PATH && !matches!(kind(first), Some(Kind::Word | Kind::Other | Kind::Mark(b'.')))
            }
            Some(Kind::Open(_)) => kind(before) == Some(Kind::Mark(b'!')) && MACROS.contains(&word(first)),
            _ => false,
        }
    }

    /// Whether a literal that begins at `start` may do so, in a body without tokens. From `floor` on nothing stands before it
    /// but words and marks.
    pub(super) fn may_name_file(&self, start: usize, floor: usize, is_after_comment: bool) -> bool {
        let before = self.bytes.get(floor..start).unwrap_or_default().trim_ascii_end();
        match before {
            [] if is_after_comment => true,
            [] => self.is_given_to_macro(floor),
            [name @ .., b'='] => match before_word(name, PATH) {
                Some(before) => {
                    !before.last().is_some_and(|byte| byte.is_ascii() && is_of_word(*byte) || *byte == b'.')
                }
                None => name.trim_ascii_end().is_empty() && is_after_comment || is_odd(name.trim_ascii_end()),
            },
            before => is_odd(before),
        }
    }

    /// Whether the bracket before a place may be that of one of the macros.
    fn is_given_to_macro(&self, floor: usize) -> bool {
        let before = self.bytes.get(..floor).and_then(<[u8]>::split_last);
        let Some((b'(' | b'[' | b'{', before)) = before else { return false };
        match before.trim_ascii_end() {
            [name @ .., b'!'] => {
                MACROS.iter().any(|wanted| before_word(name, wanted).is_some()) || is_odd(name.trim_ascii_end())
            }
            before => is_odd(before),
        }
    }
}

/// What stands before a word that a text ends with.
fn before_word<'t>(text: &'t [u8], word: &str) -> Option<&'t [u8]> {
    let before = text.trim_ascii_end().strip_suffix(word.as_bytes())?;
    // What is not ASCII may be white space.
    let is_whole = !before.last().is_some_and(|byte| byte.is_ascii() && is_of_word(*byte));
    is_whole.then(|| before.trim_ascii_end())
}

/// Whether a text may end with a comment, or with white space of a rare kind.
fn is_odd(text: &[u8]) -> bool {
    text.last().is_some_and(|byte| matches!(byte, b'/' | 0x0B) || !byte.is_ascii())
}
