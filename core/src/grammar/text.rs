//! Tokens as text in messages. A macro and a tool must print the same, so nothing here asks the tokens' printer, which is
//! the compiler's own in a macro, and puts spaces elsewhere.

use proc_macro2::{Delimiter, Ident, Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use syn::Path;

/// The most characters of a user's words that a message repeats.
const MOST: usize = 60;

/// Tokens as one would write them, on one line, cut when they are long.
pub(super) fn shown(tokens: &impl ToTokens) -> String {
    cut(&line(tokens))
}

/// Tokens as one would write them, all that a reader would read of them.
pub(super) fn line(tokens: &impl ToTokens) -> String {
    let mut text = String::new();
    write(tokens.to_token_stream(), &mut text);
    text
}

/// Text on one line, cut when it is long.
pub(super) fn cut(text: &str) -> String {
    let visible = |char: char| if char.is_control() { ' ' } else { char };
    match text.char_indices().nth(MOST) {
        Some((end, _)) => text[..end].chars().map(visible).chain(['…']).collect(),
        None => text.chars().map(visible).collect(),
    }
}

/// A space stands only between two words and behind a comma.
fn write(tokens: TokenStream, text: &mut String) {
    let mut after_word = false;
    for token in tokens {
        // What is cut off need not be written.
        if text.len() > 8 * MOST {
            return;
        }
        let is_word = matches!(token, TokenTree::Ident(_) | TokenTree::Literal(_));
        if after_word && is_word {
            text.push(' ');
        }
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                text.push_str(open);
                write(group.stream(), text);
                text.push_str(close);
            }
            TokenTree::Punct(punct) => {
                text.push(punct.as_char());
                if punct.as_char() == ',' && punct.spacing() == Spacing::Alone {
                    text.push(' ');
                }
            }
            TokenTree::Ident(ident) => text.push_str(&ident.to_string()),
            TokenTree::Literal(literal) => text.push_str(&literal.to_string()),
        }
        after_word = is_word;
    }
}

/// A path as one writes it.
pub(super) fn path_text(path: &Path) -> String {
    let parts: Vec<_> = path.segments.iter().map(|segment| unraw(&segment.ident)).collect();
    parts.join("::")
}

/// An identifier without `r#`.
pub(super) fn unraw(ident: &Ident) -> String {
    let text = ident.to_string();
    text.strip_prefix("r#").map_or(text.clone(), String::from)
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenStream;

    use super::{cut, shown};

    #[test]
    fn tokens_read_as_they_are_written() {
        for text in
            ["push-notification", "Tasks::r#type", "time(15, once)", "&'a str", "-15", "|x|x+1", "[b\"x\", 'y']"]
        {
            let tokens: TokenStream = text.parse().expect("the test's own text is tokens");
            assert_eq!(shown(&tokens), text);
        }
    }

    #[test]
    fn long_and_wild_text_is_tamed() {
        assert_eq!(cut(&"é".repeat(61)), format!("{}…", "é".repeat(60)));
        assert_eq!(cut(&"é".repeat(60)), "é".repeat(60));
        assert_eq!(cut("two\nlines\u{7}"), "two lines ");
        let tokens: TokenStream = "{ a + b }".repeat(1000).parse().expect("the test's own text is tokens");
        assert_eq!(shown(&tokens).chars().count(), 61);
    }
}
