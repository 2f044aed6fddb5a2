//! Single values: text, switches, words, paths, lists.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::parse::Parse;
use syn::{Expr, ExprLit, Lit, LitStr, Meta, Path};

use super::text::{self, path_text, shown, unraw};
use super::{Diagnostics, Region, parts, suggestion};
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
        Meta::NameValue(pair) => plain(&pair.value, errors),
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

/// A value without what a `macro_rules!` macro puts around the ones that it hands on: invisible groups.
pub(super) fn ungrouped(mut expression: &Expr) -> &Expr {
    while let Expr::Group(group) = expression {
        expression = &group.expr;
    }
    expression
}

/// A value without invisible groups and without attributes, which would be ignored.
pub(super) fn plain<'e>(expression: &'e Expr, errors: &mut Diagnostics) -> Option<&'e Expr> {
    let value = ungrouped(expression);
    let attributes = match value {
        Expr::Lit(value) => &value.attrs,
        Expr::Path(value) => &value.attrs,
        Expr::Call(value) => &value.attrs,
        // Nothing else is a value, and it is refused as a whole.
        _ => return Some(value),
    };
    let Some(first) = attributes.first() else { return Some(value) };
    errors.add(
        annotation::MALFORMED_VALUE,
        Region::of(first),
        format!("`{}` can't stand on a value", shown(first)),
        "put it on the item, as `#[cfg_attr(…, background_task(…))]`, or on an entry of `tasks(…)`",
    );
    None
}

/// The text of a string literal; a suffix makes it something else.
pub(super) fn literal_text(value: &Expr) -> Option<&LitStr> {
    match value {
        Expr::Lit(ExprLit { lit: Lit::Str(literal), .. }) if literal.suffix().is_empty() => Some(literal),
        _ => None,
    }
}

/// A string literal.
pub(super) fn text(meta: &Meta, errors: &mut Diagnostics) -> Option<Spanned<String>> {
    let value = expression(meta, errors)?;
    if let Some(literal) = literal_text(value) {
        return Some(Spanned { value: literal.value(), region: Region::of(literal) });
    }
    not_a(value, "a string literal", errors);
    None
}

/// `name`, `name = true` or `name = false`.
pub(super) fn switch(meta: &Meta, errors: &mut Diagnostics) -> Option<Spanned<bool>> {
    match meta {
        Meta::Path(path) => return Some(Spanned { value: true, region: Region::of(path) }),
        Meta::List(list) => {
            let name = path_text(&list.path);
            errors.add(
                annotation::MALFORMED_VALUE,
                Region::of(list),
                format!("`{name}` is a switch and takes no list"),
                format!("write `{name}`, or `{name} = false`"),
            );
            return None;
        }
        Meta::NameValue(_) => {}
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

/// A type, of an argument that is read as one.
pub(super) fn of_type(meta: &Meta, errors: &mut Diagnostics) -> Option<TokenStream> {
    expression(meta, errors).map(ToTokens::to_token_stream)
}

/// A name, written as a string or as Rust: the last part of a path counts.
pub(super) fn word(value: &Expr, errors: &mut Diagnostics) -> Option<Word> {
    let value = plain(value, errors)?;
    if let Some(literal) = literal_text(value) {
        return Some(Word { text: literal.value(), ident: None, region: Region::of(literal) });
    }
    if let Expr::Path(path) = value
        && path.qself.is_none()
        && let Some(last) = path.path.segments.last()
        && path.path.segments.iter().all(|segment| segment.arguments.is_none())
    {
        return Some(Word { text: unraw(&last.ident), ident: Some(last.ident.clone()), region: Region::of(path) });
    }
    not_a(value, "a name", errors);
    None
}

/// One of the `known` values, by its name. In Rust a name's hyphens are underscores.
pub(super) fn one_of<T: Copy>(
    value: &Expr,
    what: &str,
    known: &[T],
    name: impl Fn(T) -> &'static str,
    errors: &mut Diagnostics,
) -> Option<Spanned<T>> {
    let word = word(value, errors)?;
    let spelled = |value: T| match word.ident {
        Some(_) => name(value).replace('-', "_"),
        None => name(value).to_string(),
    };
    if let Some(value) = known.iter().copied().find(|value| spelled(*value) == word.text) {
        return Some(Spanned { value, region: word.region });
    }
    let names: Vec<_> = known.iter().map(|value| spelled(*value)).collect();
    errors.add(
        annotation::UNKNOWN_VALUE,
        word.region,
        format!("no {what} is called `{}`", text::cut(&word.text)),
        suggestion::help(&word.text, names.iter().map(String::as_str)),
    );
    None
}

/// What stands in the brackets of `name(…)`.
pub(super) fn list(meta: &Meta, errors: &mut Diagnostics) -> Vec<Expr> {
    let name = path_text(meta.path());
    match meta {
        Meta::List(list) => {
            let help = "write values with commas between";
            parts::read(&list.tokens, Expr::parse, ("a value", help), errors)
        }
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
    let found = shown(value);
    errors.add(annotation::MALFORMED_VALUE, Region::of(value), format!("`{found}` is not {wanted}"), help);
}
