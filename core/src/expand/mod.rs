//! From the model to code: what `#[background_task]` and `#[background_app]` leave behind.
//!
//! The annotated item always comes first and unchanged, so that editors keep working and a mistake in an annotation is
//! one mistake. What is generated after it uses full paths, and little of it: the work is done by generic functions of the
//! runtime.

mod app;
mod list;
mod spec;
mod task;

pub use app::{app, app_with_list};
pub use task::task;

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::Path;

use crate::grammar::{Diagnostic, Diagnostics, Head, Region};

/// The path of the runtime's private module, at the user's `crate = …` or at `::bgtask`.
fn private(bgtask: Option<&Path>) -> TokenStream {
    match bgtask {
        Some(path) => quote!(#path::__private),
        None => quote!(::bgtask::__private),
    }
}

/// A block of its own for what is generated beside an item, in which `__bgtask` is the runtime's private module. So a wrong
/// path to it is told once, and the rest is short. It is there only when the item is.
fn beside(head: &Head, bgtask: Option<&Path>, content: &TokenStream) -> TokenStream {
    let private = private(bgtask);
    let cfgs = head.cfgs();
    // Who uses the item is told, and that is not the item's own implementation.
    let deprecated = head.is_deprecated().then(|| quote!(#[allow(deprecated)]));
    quote! {
        #(#cfgs)*
        #deprecated
        const _: () = {
            use #private as __bgtask;
            #content
        };
    }
}

/// The errors as tokens, and whether there are any. Warnings are for the tools, as a stable macro can't warn; `strict`
/// makes errors of those that are not allowed.
fn errors(diagnostics: Diagnostics, strict: bool, allowed: &[&str]) -> Option<TokenStream> {
    let is_told = |diagnostic: &Diagnostic| diagnostic.is_error() || strict && !diagnostic.rule.is_allowed(allowed);
    let errors: Vec<_> = diagnostics.into_vec().into_iter().filter(is_told).collect();
    if errors.is_empty() {
        return None;
    }
    Some(errors.iter().map(Diagnostic::to_compile_error).collect())
}

/// What is left of an item that can't even be read: the item as it is, and the reason.
fn unreadable(item: &TokenStream, error: &syn::Error) -> TokenStream {
    let error = error.to_compile_error();
    quote!(#item #error)
}

/// A span at which mistakes in generated code are told, while names mean what they mean at the call site and lints know the
/// code for generated.
fn located(place: Span) -> Span {
    Span::call_site().located_at(place)
}

/// Gives every token such a span.
fn at(place: Span, tokens: &impl ToTokens) -> TokenStream {
    respan(located(place), tokens.to_token_stream())
}

/// Gives generated tokens such spans, from the first token of a region to its last.
fn from_to(place: Region, tokens: &impl ToTokens) -> TokenStream {
    let mut tokens: Vec<_> = at(place.start, tokens).into_iter().collect();
    if let Some(last) = tokens.last_mut() {
        last.set_span(located(place.end));
    }
    tokens.into_iter().collect()
}

/// Makes generated tokens part of what the user wrote at a place: for what stands around tokens of the user's, so that
/// the compiler takes all of it for one thing in one place and tells a mistake in it once.
fn part_of(place: Span, tokens: &impl ToTokens) -> TokenStream {
    respan(place, tokens.to_token_stream())
}

fn respan(span: Span, tokens: TokenStream) -> TokenStream {
    tokens
        .into_iter()
        .map(|mut token| {
            if let TokenTree::Group(group) = &token {
                token = Group::new(group.delimiter(), respan(span, group.stream())).into();
            }
            token.set_span(span);
            token
        })
        .collect()
}

/// A name for a variable that no path of the user's can mean.
fn variable(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}
