//! How deep tokens are nested. A parser of Rust calls itself for every level, so what is too deep for its stack has to be
//! refused before it is parsed.

use proc_macro2::{Span, TokenStream, TokenTree};

/// The most that the tokens from the beginning of an argument to any of its tokens may weigh. The heaviest annotations
/// that make sense weigh a few dozen.
const MOST: usize = 128;

/// A level in brackets weighs more than a word: a parser goes through all of its functions for it.
const BRACKETS: usize = 8;

/// A sign may be an operator, which has a level of its own; but not the colons of a path, and what closes a bracket.
const SIGN: usize = 4;

/// The first token that is too deep, if any is.
pub(super) fn too_deep(tokens: &TokenStream) -> Option<Span> {
    below(tokens, 0)
}

/// `before` is the weight of the tokens that stand before and around these. A comma begins anew, except behind a `<`,
/// which may be a bracket.
fn below(tokens: &TokenStream, before: usize) -> Option<Span> {
    let mut depth = before;
    let mut angled = false;
    for token in tokens.clone() {
        let is = |char| matches!(&token, TokenTree::Punct(punct) if punct.as_char() == char);
        depth += match &token {
            TokenTree::Group(_) => BRACKETS,
            TokenTree::Punct(_) if is('<') => BRACKETS,
            TokenTree::Punct(_) if !is(':') && !is('>') => SIGN,
            _ => 1,
        };
        if depth > MOST {
            return Some(token.span());
        }
        if is(',') && !angled {
            depth = before;
        }
        angled |= is('<');
        if let TokenTree::Group(group) = token
            && let Some(span) = below(&group.stream(), depth)
        {
            return Some(span);
        }
    }
    None
}

/// The first token of an attribute, without `#` and brackets, that is too deep: of `name = value` the value is parsed, of
/// `name(…)` only the brackets are matched.
pub(super) fn too_deep_in_attribute(attribute: &TokenStream) -> Option<Span> {
    let is_eq = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == '=');
    let mut tokens = attribute.clone().into_iter();
    match tokens.find(|token| is_eq(token) || matches!(token, TokenTree::Group(_)))? {
        TokenTree::Group(group) => brackets_below(&group.stream(), MOST / BRACKETS),
        _ => too_deep(&tokens.collect()),
    }
}

/// The first bracket of more than `levels` around one another.
fn brackets_below(tokens: &TokenStream, levels: usize) -> Option<Span> {
    tokens.clone().into_iter().find_map(|token| match token {
        TokenTree::Group(group) if levels == 0 => Some(group.span()),
        TokenTree::Group(group) => brackets_below(&group.stream(), levels - 1),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenStream;

    use super::{BRACKETS, MOST, SIGN, too_deep, too_deep_in_attribute};

    fn tokens(text: &str) -> TokenStream {
        text.parse().expect("the test's own text is tokens")
    }

    #[test]
    fn what_is_written_is_never_too_deep() {
        let names: Vec<_> = (0..5000).map(|at| format!("#[cfg(feature = \"f{at}\")] tasks::group::Task{at}")).collect();
        assert!(too_deep(&tokens(&format!("tasks({}), strict", names.join(", ")))).is_none());
        let state =
            "state = std::sync::Arc<std::sync::Mutex<std::collections::BTreeMap<String, Vec<std::rc::Rc<Feed>>>>>";
        assert!(too_deep(&tokens(state)).is_none());
        assert!(too_deep_in_attribute(&tokens(&format!("table({})", "a (b) ".repeat(5000)))).is_none());
        assert!(too_deep_in_attribute(&tokens("doc = concat!(\"a\", \"b\")")).is_none());
        assert!(too_deep_in_attribute(&tokens("automatically_derived")).is_none());
    }

    #[test]
    fn the_limits_are_exact() {
        let levels = MOST / BRACKETS;
        let nested = |depth: usize| format!("{}{}", "(".repeat(depth), ")".repeat(depth));
        assert!(too_deep(&tokens(&nested(levels))).is_none());
        assert!(too_deep(&tokens(&nested(levels + 1))).is_some());
        assert!(too_deep(&tokens(&"-".repeat(MOST / SIGN))).is_none());
        assert!(too_deep(&tokens(&"-".repeat(MOST / SIGN + 1))).is_some());
        assert!(too_deep_in_attribute(&tokens(&format!("a{}", nested(levels + 1)))).is_none());
        assert!(too_deep_in_attribute(&tokens(&format!("a{}", nested(levels + 2)))).is_some());
    }
}
