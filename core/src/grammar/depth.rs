//! How deep tokens are nested. A parser of Rust calls itself for every level, so what is too deep for its stack has to be
//! refused before it is parsed.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};

/// The most tokens on the way from the beginning of an argument to any of its tokens. The longest annotations that make
/// sense have a few dozen, and every level of nesting takes at least one.
const MOST: usize = 256;

/// The first token that is too deep, if any is.
pub(super) fn too_deep(tokens: &TokenStream) -> Option<Span> {
    below(tokens, 0)
}

/// `before` tokens stand before and around these. A comma begins anew, except behind a `<`, which may be a bracket.
fn below(tokens: &TokenStream, before: usize) -> Option<Span> {
    let mut depth = before;
    let mut angled = false;
    for token in tokens.clone() {
        depth += 1;
        if depth > MOST {
            return Some(token.span());
        }
        match token {
            TokenTree::Group(group) => {
                if let Some(span) = below(&group.stream(), depth) {
                    return Some(span);
                }
            }
            TokenTree::Punct(punct) => match punct.as_char() {
                ',' if !angled => depth = before,
                '<' => angled = true,
                _ => {}
            },
            TokenTree::Ident(_) | TokenTree::Literal(_) => {}
        }
    }
    None
}

/// The first token that is too deep in what is parsed of an item: in its attributes and its head.
pub(super) fn too_deep_in_head(item: &TokenStream) -> Option<Span> {
    let mut head = TokenStream::new();
    let mut is_function = false;
    let mut after_pound = false;
    for token in item.clone() {
        match &token {
            TokenTree::Group(group) if after_pound => {
                if let Some(span) = too_deep_value(&group.stream()) {
                    return Some(span);
                }
                head = TokenStream::new();
                after_pound = false;
                continue;
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => break,
            TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis && !is_function => {
                // Either `pub(…)`, which is short, or the fields of a struct, which are not parsed.
                continue;
            }
            TokenTree::Ident(word) if word == "fn" => is_function = true,
            TokenTree::Punct(punct) if punct.as_char() == ';' => break,
            _ => {}
        }
        after_pound = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '#');
        head.extend([token]);
    }
    too_deep(&head)
}

/// Of an attribute only `name = value` is parsed, not what stands in the brackets of `name(…)`.
fn too_deep_value(attribute: &TokenStream) -> Option<Span> {
    let mut tokens = attribute.clone().into_iter();
    let is_eq = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == '=');
    tokens.find(|token| is_eq(token) || matches!(token, TokenTree::Group(_))).filter(is_eq)?;
    too_deep(&tokens.collect())
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenStream;

    use super::{MOST, too_deep, too_deep_in_head};

    fn tokens(text: &str) -> TokenStream {
        text.parse().expect("the test's own text is tokens")
    }

    #[test]
    fn what_is_written_is_never_too_deep() {
        let names: Vec<_> = (0..5000).map(|at| format!("#[cfg(feature = \"f{at}\")] tasks::group::Task{at}")).collect();
        assert!(too_deep(&tokens(&format!("tasks({}), strict", names.join(", ")))).is_none());
        let state = "state = std::collections::BTreeMap<String, std::sync::Arc<std::sync::Mutex<Vec<u8>>>>, strict";
        assert!(too_deep(&tokens(state)).is_none());
        let fields = vec!["Vec<u8>"; 5000].join(", ");
        assert!(too_deep_in_head(&tokens(&format!("pub(crate) struct Wide({fields});"))).is_none());
        assert!(too_deep_in_head(&tokens(&format!("#[table({})] fn f() {{ x }}", "a ".repeat(5000)))).is_none());
        assert!(too_deep_in_head(&tokens(&format!("fn f() {{ {} }}", "a + ".repeat(5000)))).is_none());
    }

    #[test]
    fn what_would_overflow_a_stack_is_too_deep() {
        let deep = 20_000;
        for text in [
            format!("trigger = {}{}", "(".repeat(deep), ")".repeat(deep)),
            format!("trigger = {}1", "-".repeat(deep)),
            format!("trigger = 1 {}", "+ 1 ".repeat(deep)),
            format!("state = {}u8{}", "Box<".repeat(deep), ">".repeat(deep)),
            format!("state = {}u8{}", "Pair<u8, ".repeat(deep), ">".repeat(deep)),
        ] {
            assert!(too_deep(&tokens(&text)).is_some(), "{}", &text[..40]);
        }
        for text in [
            format!("fn f(_: {}u8) {{}}", "&".repeat(deep)),
            format!("fn f() -> {}u8{} {{}}", "[".repeat(deep), "]".repeat(deep)),
            format!("#[doc = {}] struct S;", "-".repeat(deep)),
            format!("struct S<T: {}>;", "A + ".repeat(deep)),
        ] {
            assert!(too_deep_in_head(&tokens(&text)).is_some(), "{}", &text[..40]);
        }
    }

    #[test]
    fn the_limit_is_exact() {
        let nested = |depth: usize| tokens(&format!("{}{}", "(".repeat(depth), ")".repeat(depth)));
        assert!(too_deep(&nested(MOST)).is_none());
        assert!(too_deep(&nested(MOST + 1)).is_some());
    }
}
