//! Single values: text, switches, words, paths, lists.

use proc_macro2::Ident;
use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{Expr, ExprLit, Lit, Meta, Path, Token};

use super::{Diagnostics, Region, suggestion};
use crate::rules::annotation;

/// A value and its place.
#[derive(Clone, Debug)]
pub(super) struct Spanned<T> {
    pub value: T,
    pub region: Region,
}

/// A word, and the identifier that it was written as, if not as a string.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub text: String,
    pub ident: Option<Ident>,
    pub region: Region,
}

/// What stands after `name =`.
pub(super) fn expression<'m>(meta: &'m Meta, errors: &mut Diagnostics) -> Option<&'m Expr> {
    match meta {
        Meta::NameValue(pair) => Some(ungrouped(&pair.value)),
        Meta::Path(_) | Meta::List(_) => {
            let name = path_text(meta.path());
            errors.add(
                annotation::MALFORMED_VALUE,
                Region::of(meta),
                format!("`{name}` takes a value"),
                format!("write `{name} = …`"),
            );
            None
        }
    }
}

/// Values handed on by a `macro_rules!` macro come in invisible groups.
pub(super) fn ungrouped(mut expression: &Expr) -> &Expr {
    while let Expr::Group(group) = expression {
        expression = &group.expr;
    }
    expression
}

/// A string literal.
pub(super) fn text(meta: &Meta, errors: &mut Diagnostics) -> Option<Spanned<String>> {
    let value = expression(meta, errors)?;
    match value {
        Expr::Lit(ExprLit { lit: Lit::Str(literal), .. }) => {
            Some(Spanned { value: literal.value(), region: Region::of(literal) })
        }
        other => {
            not_a(other, "a string literal", errors);
            None
        }
    }
}

/// `name`, `name = true` or `name = false`.
pub(super) fn switch(meta: &Meta, errors: &mut Diagnostics) -> Option<Spanned<bool>> {
    if let Meta::Path(path) = meta {
        return Some(Spanned { value: true, region: Region::of(path) });
    }
    match expression(meta, errors)? {
        Expr::Lit(ExprLit { lit: Lit::Bool(literal), .. }) => {
            Some(Spanned { value: literal.value, region: Region::of(meta) })
        }
        other => {
            not_a(other, "`true` or `false`", errors);
            None
        }
    }
}

/// A path.
pub(super) fn path(meta: &Meta, errors: &mut Diagnostics) -> Option<Path> {
    match expression(meta, errors)? {
        Expr::Path(path) if path.qself.is_none() => Some(path.path.clone()),
        other => {
            not_a(other, "a path", errors);
            None
        }
    }
}

/// A name, written as a string or as Rust: the last part of a path counts.
pub(super) fn word(value: &Expr, errors: &mut Diagnostics) -> Option<Word> {
    match ungrouped(value) {
        Expr::Lit(ExprLit { lit: Lit::Str(literal), .. }) => {
            Some(Word { text: literal.value(), ident: None, region: Region::of(literal) })
        }
        Expr::Path(path) if path.qself.is_none() => path.path.segments.last().map(|last| Word {
            text: unraw(&last.ident),
            ident: Some(last.ident.clone()),
            region: Region::of(path),
        }),
        other => {
            not_a(other, "a name", errors);
            None
        }
    }
}

/// One of the `known` values, by its name.
pub(super) fn one_of<T: Copy>(
    value: &Expr,
    what: &str,
    known: &[T],
    name: impl Fn(T) -> &'static str,
    errors: &mut Diagnostics,
) -> Option<Spanned<T>> {
    let word = word(value, errors)?;
    let wanted = if word.ident.is_some() { word.text.replace('_', "-") } else { word.text };
    if let Some(value) = known.iter().copied().find(|value| name(*value) == wanted) {
        return Some(Spanned { value, region: word.region });
    }
    errors.add(
        annotation::UNKNOWN_VALUE,
        word.region,
        format!("no {what} is called `{wanted}`"),
        suggestion::help(&wanted, known.iter().map(|value| name(*value))),
    );
    None
}

/// What stands in the brackets of `name(…)`.
pub(super) fn list(meta: &Meta, errors: &mut Diagnostics) -> Vec<Expr> {
    let name = path_text(meta.path());
    match meta {
        Meta::List(list) => match list.parse_args_with(Punctuated::<Expr, Token![,]>::parse_terminated) {
            Ok(values) => values.into_iter().collect(),
            Err(error) => {
                errors.add(annotation::MALFORMED_ATTRIBUTE, error.span(), format!("{error}"), "");
                Vec::new()
            }
        },
        Meta::Path(_) | Meta::NameValue(_) => {
            errors.add(
                annotation::MALFORMED_VALUE,
                Region::of(meta),
                format!("`{name}` takes a list"),
                format!("write `{name}(…)`"),
            );
            Vec::new()
        }
    }
}

/// Says that a value is of the wrong kind, and why it matters where it would otherwise be good Rust.
pub(super) fn not_a(value: &Expr, wanted: &str, errors: &mut Diagnostics) {
    let help = match value {
        Expr::Path(_) | Expr::Macro(_) | Expr::Call(_) => {
            "the tools read it from source, so it has to stand here in full"
        }
        _ => "",
    };
    let found = value.to_token_stream();
    errors.add(annotation::MALFORMED_VALUE, Region::of(value), format!("`{found}` is not {wanted}"), help);
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
