//! What can be a task: the item under the attribute.

use proc_macro2::{Ident, Span, TokenTree};
use syn::{Attribute, FnArg, Meta, ReturnType, Type, parse_quote};

use crate::grammar::text::shown;
use crate::grammar::{Diagnostics, Head, HeadKind, Region, TASK_ATTRIBUTE};
use crate::rules::annotation;

/// The compiler expands a `cfg_attr` only after the attributes above it, so what it holds would come as a second task on
/// the same item.
pub(super) fn refuse_conditional(attribute: &Attribute, errors: &mut Diagnostics) {
    let Meta::List(list) = &attribute.meta else { return };
    let is_task = |token| matches!(token, TokenTree::Ident(word) if word == TASK_ATTRIBUTE);
    if list.path.is_ident("cfg_attr") && list.tokens.clone().into_iter().any(is_task) {
        errors.add(
            annotation::MALFORMED_ATTRIBUTE,
            Region::of(attribute),
            "a `background_task` under a condition stands below one without",
            "put it above the others, and it takes over those below it",
        );
    }
}

/// The attribute that an annotation leaves below the others of its item when there may be another of ours among them, under
/// another name. It means next to nothing, nobody writes it so, and it needs nothing in scope.
fn mark() -> Attribute {
    let name = Ident::new(MARK, Span::call_site());
    parse_quote!(#[#name(unused_attributes, unused_attributes)])
}

/// The name of the attribute that is the [`mark`].
const MARK: &str = "allow";

/// The [`mark`], where one of the attributes reads as if it were an annotation. Who names it otherwise is known to the
/// compiler alone.
pub(super) fn mark_for(attributes: &[Attribute]) -> Option<Attribute> {
    let reads_as_ours = |attribute: &Attribute| {
        let Meta::List(list) = &attribute.meta else { return false };
        let mut tokens = list.tokens.clone().into_iter();
        tokens.any(|token| matches!(token, TokenTree::Ident(word) if word == "trigger"))
            && matches!(tokens.next(), Some(TokenTree::Punct(sign)) if sign.as_char() == '=')
    };
    attributes.iter().any(reads_as_ours).then(mark)
}

/// Takes the mark of an annotation above this one off an item, and tells that there are two.
pub(super) fn refuse_second(attributes: &mut Vec<Attribute>, errors: &mut Diagnostics) -> bool {
    // Mostly there is none that could be it, and nothing is written out.
    if !attributes.iter().any(|attribute| attribute.path().is_ident(MARK)) {
        return false;
    }
    let (before, mark) = (attributes.len(), shown(&mark()));
    attributes.retain(|attribute| shown(attribute) != mark);
    if attributes.len() == before {
        return false;
    }
    errors.add(
        annotation::MALFORMED_ATTRIBUTE,
        Span::call_site(),
        "an attribute above has made a task of this item, and could not know this one by its name",
        "call both `background_task`, and the first takes over those below it",
    );
    true
}

pub(super) fn check(head: &Head, errors: &mut Diagnostics) {
    let mut refuse = |region: Region, what: &str, help: &str| {
        errors.add(annotation::UNSUPPORTED_ITEM, region, format!("{what} can't be a background task"), help);
    };
    match &head.kind {
        HeadKind::Struct(_, _, generics) | HeadKind::Enum(_, _, generics) => {
            if !generics.params.is_empty() {
                let help = "the system makes the task and knows no type arguments: annotate a type that has none";
                refuse(Region::of(generics), "a generic type", help);
            }
        }
        HeadKind::Function(signature) => check_signature(signature, errors),
        HeadKind::Other(first) => {
            let what = match first {
                Some(first) => format!("an item that begins with `{}`", shown(first)),
                None => String::from("nothing"),
            };
            let region = first.as_ref().map_or_else(Span::call_site, TokenTree::span).into();
            refuse(region, &what, "annotate a struct, an enum or a free function");
        }
    }
}

fn check_signature(signature: &syn::Signature, errors: &mut Diagnostics) {
    if !signature.generics.params.is_empty() {
        errors.add(
            annotation::UNSUPPORTED_ITEM,
            Region::of(&signature.generics),
            "a generic function can't be a background task",
            "the system starts the task and knows no type arguments: annotate a function that has none",
        );
    }
    let mut refuse = |region: Region, message: &str, help: &str| {
        errors.add(annotation::UNSUPPORTED_SIGNATURE, region, message, help);
    };
    if let syn::Safety::Unsafe(word) = &signature.safety {
        refuse(Region::of(word), "an unsafe function can't be a background task", "nobody could promise what it asks");
    }
    if let Some(abi) = &signature.abi {
        refuse(Region::of(abi), "a task function is an ordinary Rust function", "leave out `extern`");
    }
    let taken: Vec<_> = signature.inputs.iter().collect();
    match taken.as_slice() {
        [] => {}
        [FnArg::Typed(argument)] if is_shared_reference(&argument.ty) => {}
        [FnArg::Receiver(receiver), ..] => refuse(
            Region::of(receiver),
            "a method can't be a background task",
            "annotate the type and implement `BackgroundTask` for it, or annotate a free function",
        ),
        _ => refuse(
            Region::of(&signature.inputs),
            "a task function takes `&TaskInstance` or nothing",
            "what else it needs, it finds in the task instance: details, state, cancellation",
        ),
    }
    if let ReturnType::Type(_, returned) = &signature.output
        && let Type::ImplTrait(opaque) = &**returned
    {
        refuse(
            Region::of(opaque),
            "a task function returns `()` or a `Result<(), E>`",
            "write the type out; for a future write `async fn`",
        );
    }
}

/// `&TaskInstance`, lent for the run: not `&mut`, and not `&'static`.
fn is_shared_reference(of_type: &Type) -> bool {
    match of_type {
        Type::Reference(reference) => {
            reference.mutability.is_none() && reference.lifetime.as_ref().is_none_or(|lifetime| lifetime.ident == "_")
        }
        Type::Group(group) => is_shared_reference(&group.elem),
        _ => false,
    }
}
