//! The head of an annotated item. What follows it is kept as it is and never parsed.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Generics, Signature, Token, Visibility};

/// The head of an item.
pub struct Head {
    /// Its attributes.
    pub attributes: Vec<Attribute>,
    /// Its visibility.
    pub visibility: Visibility,
    /// What it is.
    pub kind: HeadKind,
    /// The rest, from the generics or the signature on.
    rest: TokenStream,
}

/// What an item is.
pub enum HeadKind {
    /// A struct.
    Struct(Token![struct], Ident, Generics),
    /// An enum.
    Enum(Token![enum], Ident, Generics),
    /// A function.
    Function(Box<Signature>),
    /// Anything else, with the word that begins it.
    Other(Option<proc_macro2::TokenTree>),
}

impl Head {
    /// The item's name, if it is one that a task or an app can have.
    pub fn name(&self) -> Option<&Ident> {
        match &self.kind {
            HeadKind::Struct(_, name, _) | HeadKind::Enum(_, name, _) => Some(name),
            HeadKind::Function(signature) => Some(&signature.ident),
            HeadKind::Other(_) => None,
        }
    }

    /// Whether the item is `struct Name;`.
    pub fn is_unit_struct(&self) -> bool {
        matches!(self.kind, HeadKind::Struct(..)) && self.rest.to_string() == ";"
    }
}

impl Parse for Head {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        let kind = if input.peek(Token![struct]) {
            HeadKind::Struct(input.parse()?, input.parse()?, input.parse()?)
        } else if input.peek(Token![enum]) {
            HeadKind::Enum(input.parse()?, input.parse()?, input.parse()?)
        } else if starts_function(input) {
            HeadKind::Function(Box::new(input.parse()?))
        } else {
            HeadKind::Other(input.fork().parse().ok())
        };
        Ok(Self { attributes, visibility, kind, rest: input.parse()? })
    }
}

/// `const`, `async`, `unsafe` and `extern "C"` may stand before `fn`; `const X` and `unsafe impl` are something else.
fn starts_function(input: ParseStream<'_>) -> bool {
    let ahead = input.fork();
    while ahead.peek(Token![const]) || ahead.peek(Token![async]) || ahead.peek(Token![unsafe]) {
        let _ = ahead.parse::<proc_macro2::TokenTree>();
    }
    if ahead.peek(Token![extern]) {
        let _ = ahead.parse::<syn::Abi>();
    }
    ahead.peek(Token![fn])
}

impl ToTokens for Head {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { attributes, visibility, kind, rest } = self;
        tokens.extend(quote!(#(#attributes)* #visibility));
        match kind {
            // A where clause stands after a tuple struct's fields and before a struct's braces, and is part of the rest.
            HeadKind::Struct(keyword, name, generics) => tokens.extend(quote!(#keyword #name #generics)),
            HeadKind::Enum(keyword, name, generics) => tokens.extend(quote!(#keyword #name #generics)),
            HeadKind::Function(signature) => signature.to_tokens(tokens),
            HeadKind::Other(_) => {}
        }
        rest.to_tokens(tokens);
    }
}
