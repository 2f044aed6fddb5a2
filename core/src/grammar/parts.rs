//! What stands between commas. A part that can't be read is told, and the others are still read.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use syn::Token;
use syn::parse::{ParseStream, Parser};

use super::text::shown;
use super::{Diagnostics, Region, depth};
use crate::rules::annotation;

/// Reads every part with `read`. `what` is the name of a part, and `help` says how one is written.
pub(super) fn read<T>(
    tokens: &TokenStream,
    read: impl Fn(ParseStream<'_>) -> syn::Result<T>,
    (what, help): (&str, &str),
    errors: &mut Diagnostics,
) -> Vec<T> {
    if let Some(span) = depth::too_deep(tokens) {
        errors.add(annotation::MALFORMED_ATTRIBUTE, span, "this is nested too deep to be read", "write it shorter");
        return Vec::new();
    }
    let mut parts = Vec::new();
    let parser = |input: ParseStream<'_>| {
        let content;
        let _ = syn::parenthesized!(content in input);
        while !content.is_empty() {
            let start = content.fork();
            match read(&content) {
                Ok(part) if content.is_empty() || content.peek(Token![,]) => parts.push(part),
                Ok(_) => {
                    let token = content.fork().parse::<TokenTree>();
                    let region = token.as_ref().map_or_else(|_| content.span().into(), Region::of);
                    let found = token.map(|token| shown(&token)).unwrap_or_default();
                    let message = format!("`{found}` stands where a comma is expected");
                    let help = match found.as_str() {
                        ":" => "write the value in quotes, such as `trigger = \"system:TimeZoneChange\"`",
                        _ => help,
                    };
                    errors.add(annotation::MALFORMED_ATTRIBUTE, region, message, help);
                    up_to_comma(&content);
                }
                Err(error) => {
                    let part = shown(&up_to_comma(&start));
                    let message = if part.is_empty() {
                        format!("{what} is missing before this comma")
                    } else {
                        format!("`{part}` is not {what}: {error}")
                    };
                    errors.add(annotation::MALFORMED_ATTRIBUTE, error.span(), message, help);
                    up_to_comma(&content);
                }
            }
            let _: Option<Token![,]> = content.parse()?;
        }
        Ok(())
    };
    // In a group whose end is the last token, what is missing at the end is told there.
    let last = tokens.clone().into_iter().last().map_or_else(Span::call_site, |last| last.span());
    let mut group = Group::new(Delimiter::Parenthesis, tokens.clone());
    group.set_span(last);
    if let Err(error) = parser.parse2(TokenTree::from(group).into()) {
        // Everything above tells its errors itself; should something slip through, it is told rather than lost.
        errors.add(annotation::MALFORMED_ATTRIBUTE, error.span(), error.to_string(), help);
    }
    parts
}

/// Takes the tokens before the next comma.
fn up_to_comma(input: ParseStream<'_>) -> TokenStream {
    let mut taken = TokenStream::new();
    while !input.is_empty() && !input.peek(Token![,]) {
        match input.parse::<TokenTree>() {
            Ok(token) => taken.extend([token]),
            Err(_) => break,
        }
    }
    taken
}
