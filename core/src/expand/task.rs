//! What `#[background_task]` leaves behind.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{ReturnType, Signature};

use super::{errors, private, spec, unreadable};
use crate::grammar::{Head, HeadKind, Registration, TaskItem};

/// Expands `#[background_task(arguments)] item`.
pub fn task(arguments: TokenStream, item: &TokenStream) -> TokenStream {
    let task = match TaskItem::read(arguments, item.clone()) {
        Ok(task) => task,
        Err(error) => return unreadable(item, &error),
    };
    let TaskItem { head, registrations, diagnostics } = task;
    // Whether warnings are errors is for the app to say, which tells them at its list.
    let errors = errors(diagnostics, false);
    let generated = generate(&head, &registrations, errors.is_some());
    quote!(#head #generated #errors)
}

/// After a mistake the type still is a task, of no registrations and with nothing to run: what refers to it compiles, and
/// nothing is said twice.
fn generate(head: &Head, registrations: &[Registration], mistaken: bool) -> TokenStream {
    let private = private(registrations.iter().find_map(|registration| registration.bgtask.as_ref()));
    match &head.kind {
        HeadKind::Struct(_, name, _) | HeadKind::Enum(_, name, _) if head.is_plain_type() => {
            let create = match registrations.iter().find_map(|registration| registration.create.as_ref()) {
                // Whether the type can be made is asked when the annotation is right.
                _ if mistaken => quote!(::core::unreachable!()),
                Some(create) => quote!(#create()),
                None => quote_spanned!(name.span()=> <Self as ::core::default::Default>::default()),
            };
            let declared = declared(name, registrations, mistaken, &private, &create);
            quote!(const _: () = { #declared };)
        }
        HeadKind::Function(signature) if signature.generics.params.is_empty() => {
            function(head, signature, registrations, mistaken, &private)
        }
        _ => TokenStream::new(),
    }
}

/// The implementation of the declaration trait for the type `name`.
fn declared(
    name: &Ident,
    registrations: &[Registration],
    mistaken: bool,
    private: &TokenStream,
    create: &TokenStream,
) -> TokenStream {
    let text = registrations.first().map(|first| first.name.as_str()).unwrap_or_default();
    let registrations = if mistaken { &[] } else { registrations };
    let specs = registrations.iter().map(|registration| spec::task(registration, private));
    let builders = builders(registrations, private);
    quote! {
        #[automatically_derived]
        impl #private::DeclaredTask for #name {
            const NAME: &'static ::core::primitive::str = #text;
            const SPECS: &'static [#private::TaskSpec<'static>] = &[#(#specs),*];

            fn create() -> Self {
                #create
            }

            #builders
        }
    }
}

/// The functions of `with(…)`, which are compiled for Windows alone.
fn builders(registrations: &[Registration], private: &TokenStream) -> Option<TokenStream> {
    let arms: TokenStream = registrations
        .iter()
        .enumerate()
        .filter_map(|(at, registration)| {
            let function = registration.trigger.with.as_ref()?;
            let at = proc_macro2::Literal::usize_unsuffixed(at);
            Some(quote!(#at => ::core::option::Option::Some(#private::TriggerBuilder::new(#function)),))
        })
        .collect();
    if arms.is_empty() {
        return None;
    }
    Some(quote! {
        #[cfg(windows)]
        fn build_trigger(registration: ::core::primitive::usize) -> ::core::option::Option<#private::TriggerBuilder> {
            match registration {
                #arms
                _ => ::core::option::Option::None,
            }
        }
    })
}

/// A function becomes a task by a type of its own name, which lives beside it in the namespace of types.
fn function(
    head: &Head,
    signature: &Signature,
    registrations: &[Registration],
    mistaken: bool,
    private: &TokenStream,
) -> TokenStream {
    let Head { visibility, .. } = head;
    let name = &signature.ident;
    let cfgs: Vec<_> = head.attributes.iter().filter(|attribute| attribute.path().is_ident("cfg")).collect();
    let takes_instance = !signature.inputs.is_empty() && !mistaken;
    let instance = Ident::new(if takes_instance { "task" } else { "_task" }, Span::mixed_site());
    let argument = takes_instance.then_some(&instance);
    let returned = match &signature.output {
        ReturnType::Type(_, returned) if !mistaken => returned.to_token_stream(),
        _ => quote!(()),
    };
    let call = quote_spanned!(name.span()=> #name(#argument));
    let call = match &signature.asyncness {
        _ if mistaken => quote!(()),
        Some(_) => quote!(#call.await),
        None => call,
    };
    let declared = declared(name, registrations, mistaken, private, &quote!(Self {}));
    quote! {
        #(#cfgs)*
        #[doc(hidden)]
        #[allow(non_camel_case_types)]
        #visibility struct #name {}

        #(#cfgs)*
        const _: () = {
            #[automatically_derived]
            impl #private::BackgroundTask for #name {
                type Error = <#returned as #private::TaskOutcome>::Error;

                async fn run(&self, #instance: &#private::TaskInstance) -> ::core::result::Result<(), Self::Error> {
                    #private::TaskOutcome::into_result(#call)
                }
            }

            #declared
        };
    }
}
