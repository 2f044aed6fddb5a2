//! From the model to code: what `#[background_task]` and `#[background_app]` leave behind.
//!
//! The annotated item always comes first and unchanged, so that editors keep working and a mistake in an annotation is
//! one mistake. What is generated after it uses full paths, and little of it: the work is done by generic functions of the
//! runtime.

mod app;
mod spec;
mod task;

pub use app::{app, app_with_list};
pub use task::task;

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::Path;

use crate::grammar::{Diagnostic, Diagnostics};

/// The path of the runtime's private module, at the user's `crate = …` or at `::bgtask`.
fn private(bgtask: Option<&Path>) -> TokenStream {
    match bgtask {
        Some(path) => quote!(#path::__private),
        None => quote!(::bgtask::__private),
    }
}

/// The errors as tokens, and whether there are any. Warnings are for the tools, as a stable macro can't warn; `strict`
/// makes errors of them.
fn errors(diagnostics: Diagnostics, strict: bool) -> Option<TokenStream> {
    let is_told = |diagnostic: &Diagnostic| strict || diagnostic.is_error();
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

/// Gives every token the span at which mistakes in generated code are to be told, at the call site's hygiene.
fn at(span: Span, tokens: &impl ToTokens) -> TokenStream {
    fn respan(span: Span, tokens: TokenStream) -> TokenStream {
        tokens
            .into_iter()
            .map(|mut token| {
                if let proc_macro2::TokenTree::Group(group) = &token {
                    let inner = respan(span, group.stream());
                    token = proc_macro2::Group::new(group.delimiter(), inner).into();
                }
                token.set_span(span);
                token
            })
            .collect()
    }
    respan(span, tokens.to_token_stream())
}
