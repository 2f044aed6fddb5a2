//! The head of an annotated item. What follows it is kept as it is and never parsed.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Generics, Signature, Token, Visibility};

use super::depth;

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
    Other(Option<TokenTree>),
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

    /// The `#[cfg(…)]` that stand below the attribute: what is generated is there only when the item is.
    pub fn cfgs(&self) -> Vec<&Attribute> {
        self.attributes.iter().filter(|attribute| attribute.path().is_ident("cfg")).collect()
    }

    /// Whether the item is a type, and has no generics: one that can be named by its name alone.
    pub fn is_plain_type(&self) -> bool {
        match &self.kind {
            HeadKind::Struct(_, _, generics) | HeadKind::Enum(_, _, generics) => generics.params.is_empty(),
            HeadKind::Function(_) | HeadKind::Other(_) => false,
        }
    }

    /// Whether `#[deprecated]` stands below the attribute.
    pub fn is_deprecated(&self) -> bool {
        self.attributes.iter().any(|attribute| attribute.path().is_ident("deprecated"))
    }

    /// Whether the item is `struct Name;`.
    pub fn is_unit_struct(&self) -> bool {
        let mut rest = self.rest.clone().into_iter();
        matches!(self.kind, HeadKind::Struct(..))
            && matches!(rest.next(), Some(TokenTree::Punct(end)) if end.as_char() == ';')
            && rest.next().is_none()
    }

    /// Reads the head of an item.
    ///
    /// # Errors
    ///
    /// When it is not Rust, or nested too deep to be parsed.
    pub(super) fn read(item: TokenStream) -> syn::Result<Self> {
        let (front, body) = split(item)?;
        let mut head: Self = syn::parse2(front)?;
        head.rest.extend(body);
        Ok(head)
    }
}

/// What stands before the body of an item, or the fields of a struct, and the rest. Only the front is parsed, so that a
/// body may be as long and as deep as it likes.
fn split(item: TokenStream) -> syn::Result<(TokenStream, TokenStream)> {
    let mut tokens = item.into_iter();
    let mut front = TokenStream::new();
    // What is left to be measured: everything since the last attribute.
    let mut unmeasured = TokenStream::new();
    let (mut after_pound, mut after_pub, mut is_function) = (false, false, false);
    let mut angles = Angles::default();
    let mut body = None;
    for token in tokens.by_ref() {
        let is_front = match &token {
            TokenTree::Group(group) if after_pound => {
                if let Some(span) = depth::too_deep_in_attribute(&group.stream()) {
                    return Err(too_deep(span));
                }
                unmeasured = TokenStream::new();
                true
            }
            TokenTree::Group(_) if angles.open > 0 => true,
            TokenTree::Group(group) => match group.delimiter() {
                Delimiter::Parenthesis => is_function || after_pub,
                Delimiter::Brace => false,
                Delimiter::Bracket | Delimiter::None => true,
            },
            TokenTree::Punct(punct) => {
                angles.see(punct.as_char());
                punct.as_char() != ';'
            }
            TokenTree::Ident(word) => {
                is_function |= word == "fn";
                true
            }
            TokenTree::Literal(_) => true,
        };
        if !is_front {
            body = Some(token);
            break;
        }
        if !after_pound || !matches!(token, TokenTree::Group(_)) {
            unmeasured.extend([token.clone()]);
        }
        after_pound = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '#');
        after_pub = matches!(&token, TokenTree::Ident(word) if word == "pub");
        front.extend([token]);
    }
    match depth::too_deep(&unmeasured) {
        Some(span) => Err(too_deep(span)),
        None => Ok((front, body.into_iter().chain(tokens).collect())),
    }
}

fn too_deep(span: Span) -> syn::Error {
    syn::Error::new(span, "this is nested too deep to be read")
}

/// Angle brackets, which are no groups of tokens.
#[derive(Default)]
struct Angles {
    open: usize,
    after_dash: bool,
}

impl Angles {
    fn see(&mut self, char: char) {
        match char {
            '<' => self.open += 1,
            // That of `->` and `=>` closes nothing.
            '>' if !self.after_dash => self.open = self.open.saturating_sub(1),
            _ => {}
        }
        self.after_dash = matches!(char, '-' | '=');
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
        let _ = ahead.parse::<TokenTree>();
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
