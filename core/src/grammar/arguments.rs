//! The arguments of an attribute, taken apart by name.

use darling::FromMeta;
use darling::ast::NestedMeta;
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::Meta;

use super::{Diagnostics, Region, suggestion, value};
use crate::rules::annotation;

/// One argument as it stands.
pub(super) struct Argument(Meta);

impl FromMeta for Argument {
    fn from_meta(meta: &Meta) -> darling::Result<Self> {
        Ok(Self(meta.clone()))
    }
}

/// Arguments of no known name.
#[derive(Default)]
struct Rest(Vec<NestedMeta>);

impl FromMeta for Rest {
    fn from_list(list: &[NestedMeta]) -> darling::Result<Self> {
        Ok(Self(list.to_vec()))
    }
}

/// Declares the arguments that are known in one place, each of which may stand in the source any number of times: what is
/// too often is said with our own words.
macro_rules! arguments {
    ($(#[$doc:meta])* $name:ident { $($argument:ident = $text:literal,)* }) => {
        $(#[$doc])*
        pub(super) struct $name {
            $(pub $argument: Vec<Meta>,)*
        }

        impl $name {
            const NAMES: &'static [&'static str] = &[$($text),*];

            /// Reads the arguments in `tokens`, which stand in the place that `place` names.
            pub fn read(place: &str, tokens: &TokenStream, errors: &mut Diagnostics) -> Self {
                #[derive(FromMeta)]
                struct Read {
                    $(#[darling(multiple, rename = $text)] $argument: Vec<Argument>,)*
                    #[darling(flatten)] rest: Rest,
                }

                let mut list = split(tokens, errors);
                list.retain(|item| is_argument(item, errors));
                let nothing = || Read { $($argument: Vec::new(),)* rest: Rest::default() };
                let read = Read::from_list(&list).unwrap_or_else(|error| {
                    // Every field takes any number of anything, so darling has nothing left to refuse; should a later
                    // version find something, it is told rather than lost.
                    errors.add(annotation::MALFORMED_ATTRIBUTE, error.span(), format!("{error}"), "");
                    nothing()
                });
                for unknown in &read.rest.0 {
                    unknown_argument(place, unknown, Self::NAMES, errors);
                }
                Self { $($argument: read.$argument.into_iter().map(|argument| argument.0).collect(),)* }
            }
        }
    };
}

arguments! {
    /// What `#[background_task(…)]` takes.
    TaskArguments {
        trigger = "trigger",
        condition = "condition",
        conditions = "conditions",
        name = "name",
        cancel_on_condition_loss = "cancel_on_condition_loss",
        network_requested = "network_requested",
        group = "group",
        windows = "windows",
        apple = "apple",
        platforms = "platforms",
        create = "create",
        bgtask = "crate",
    }
}

arguments! {
    /// What `windows(…)` takes.
    WindowsArguments {
        model = "model",
        entry_point = "entry_point",
        clsid = "clsid",
    }
}

arguments! {
    /// What `apple(…)` takes.
    AppleArguments {
        kind = "kind",
        identifier = "identifier",
        external_power = "external_power",
        network = "network",
    }
}

arguments! {
    /// What `#[background_app(…)]` takes.
    AppArguments {
        tasks = "tasks",
        model = "model",
        namespace = "namespace",
        identifier_prefix = "identifier_prefix",
        modes = "modes",
        exits_on_suspend = "exits_on_suspend",
        platforms = "platforms",
        state = "state",
        block_on = "block_on",
        strict = "strict",
        bgtask = "crate",
    }
}

/// Splits at the commas. A part that does not parse is told, and the others are still read.
fn split(tokens: &TokenStream, errors: &mut Diagnostics) -> Vec<NestedMeta> {
    if let Ok(list) = NestedMeta::parse_meta_list(tokens.clone()) {
        return list;
    }
    let mut parts = vec![TokenStream::new()];
    for token in tokens.clone() {
        if matches!(&token, proc_macro2::TokenTree::Punct(comma) if comma.as_char() == ',') {
            parts.push(TokenStream::new());
        } else if let Some(part) = parts.last_mut() {
            part.extend([token]);
        }
    }
    let mut list = Vec::new();
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        match NestedMeta::parse_meta_list(part.clone()) {
            Ok(read) => list.extend(read),
            Err(error) => {
                let whole = Region::of(&part);
                errors.add(
                    annotation::MALFORMED_ATTRIBUTE,
                    whole,
                    format!("`{part}` is not an argument: {error}"),
                    "write `name = value`, `name(…)`, or the name of a switch",
                );
            }
        }
    }
    list
}

fn is_argument(item: &NestedMeta, errors: &mut Diagnostics) -> bool {
    let NestedMeta::Lit(literal) = item else { return true };
    errors.add(
        annotation::MALFORMED_ATTRIBUTE,
        Region::of(literal),
        format!("`{}` stands here without a name", literal.to_token_stream()),
        "write `name = value`",
    );
    false
}

fn unknown_argument(place: &str, argument: &NestedMeta, names: &[&'static str], errors: &mut Diagnostics) {
    let NestedMeta::Meta(meta) = argument else { return };
    let name = value::path_text(meta.path());
    errors.add(
        annotation::UNKNOWN_ARGUMENT,
        Region::of(meta.path()),
        format!("{place} takes no argument `{name}`"),
        suggestion::help(&name, names.iter().copied()),
    );
}

/// The only one of them; every further one is told.
pub(super) fn single<'m>(arguments: &'m [Meta], errors: &mut Diagnostics) -> Option<&'m Meta> {
    let (first, more) = arguments.split_first()?;
    for again in more {
        let name = value::path_text(again.path());
        errors.add(
            annotation::DUPLICATE_ARGUMENT,
            Region::of(again),
            format!("`{name}` is given twice"),
            "leave one out",
        );
    }
    Some(first)
}

/// The tokens in the brackets of `name(…)`.
pub(super) fn inner(meta: &Meta, errors: &mut Diagnostics) -> Option<TokenStream> {
    if let Meta::List(list) = meta {
        return Some(list.tokens.clone());
    }
    let name = value::path_text(meta.path());
    errors.add(
        annotation::MALFORMED_VALUE,
        Region::of(meta),
        format!("`{name}` takes arguments of its own"),
        format!("write `{name}(…)`"),
    );
    None
}
