//! What `#[background_task]` leaves behind.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Path, Signature};

use super::{at, beside, errors, from_to, located, spec, unreadable, variable};
use crate::grammar::{Head, HeadKind, Registration, TaskItem};

/// Expands `#[background_task(arguments)] item`.
pub fn task(arguments: TokenStream, item: &TokenStream) -> TokenStream {
    let task = match TaskItem::read(arguments, item.clone()) {
        Ok(task) => task,
        Err(error) => return unreadable(item, &error),
    };
    let TaskItem { mut head, registrations, diagnostics, is_second, mark } = task;
    // Whether warnings are errors is for the app to say, which tells them at its list.
    let errors = errors(diagnostics, false, &[]);
    let generated = (!is_second).then(|| generate(&head, &registrations, errors.is_some()));
    head.attributes.extend(mark);
    quote!(#head #generated #errors)
}

/// After a mistake the type still is a task, of no registrations and with nothing to run: what refers to it compiles, and
/// nothing is said twice.
fn generate(head: &Head, registrations: &[Registration], mistaken: bool) -> TokenStream {
    let bgtask = registrations.iter().find_map(|registration| registration.bgtask.as_ref());
    match &head.kind {
        HeadKind::Struct(_, name, _) | HeadKind::Enum(_, name, _) if head.is_plain_type() => {
            let create = match registrations.iter().find_map(|registration| registration.create.as_ref()) {
                // Whether the type can be made is asked when the annotation is right.
                _ if mistaken => quote!(::core::unreachable!()),
                Some(create) => quote!(#create()),
                None => at(name.span(), &quote!(<Self as ::core::default::Default>::default())),
            };
            beside(head, bgtask, &declared(name, registrations, mistaken, &create))
        }
        // A method can't have a type beside it.
        HeadKind::Function(signature) if signature.generics.params.is_empty() && signature.receiver().is_none() => {
            function(head, signature, registrations, mistaken, bgtask)
        }
        _ => TokenStream::new(),
    }
}

/// The implementation of the declaration trait for the type `name`.
fn declared(name: &Ident, registrations: &[Registration], mistaken: bool, create: &TokenStream) -> TokenStream {
    let text = registrations.first().map(|first| first.name.as_str()).unwrap_or_default();
    let registrations = if mistaken { &[] } else { registrations };
    let specs = registrations.iter().map(spec::task);
    let builders = builders(registrations);
    let checked = checked(name, registrations);
    quote! {
        #checked

        #[automatically_derived]
        impl __bgtask::DeclaredTask for #name {
            type Task = Self;

            const NAME: &'static ::core::primitive::str = #text;
            const SPECS: &'static [__bgtask::TaskSpec<'static>] = &[#(#specs),*];

            fn create() -> Self {
                #create
            }

            #builders
        }
    }
}

/// The type `name` held against the rules that a whole app can break. The error is told where the call stands that panics,
/// so there is a call for every place that a rule may be about.
fn checked(name: &Ident, registrations: &[Registration]) -> TokenStream {
    let broken = registrations.iter().enumerate().map(|(at, registration)| {
        let at = proc_macro2::Literal::usize_unsuffixed(at);
        let words = registration.words().map(|(sites, place)| {
            let sites = sites.iter().map(spec::site);
            let tell = from_to(place, &quote!(__bgtask::tell::<__App, __ENTRY>()));
            quote!(::core::option::Option::Some((#at, #(#sites)|*)) => #tell,)
        });
        let tell = from_to(registration.place(), &quote!(__bgtask::tell::<__App, __ENTRY>()));
        quote!(#(#words)* ::core::option::Option::Some((#at, _)) => #tell,)
    });
    let checked = if registrations.is_empty() {
        quote!(())
    } else {
        quote! {
            match __bgtask::first_broken::<__App, __ENTRY>() {
                #(#broken)*
                _ => {}
            }
        }
    };
    quote! {
        #[automatically_derived]
        impl<__App: __bgtask::BackgroundApp, const __ENTRY: ::core::primitive::u16> __bgtask::CheckedIn<__App, __ENTRY>
            for #name
        {
            const CHECKED: () = #checked;
        }
    }
}

/// The functions of `with(…)`, which are compiled for Windows alone.
fn builders(registrations: &[Registration]) -> Option<TokenStream> {
    let arms: TokenStream = registrations
        .iter()
        .enumerate()
        .filter_map(|(at, registration)| {
            let function = registration.trigger.with.as_ref()?;
            let at = proc_macro2::Literal::usize_unsuffixed(at);
            Some(quote!(#at => ::core::option::Option::Some(__bgtask::TriggerBuilder::new(#function)),))
        })
        .collect();
    if arms.is_empty() {
        return None;
    }
    let registration = variable("registration");
    Some(quote! {
        #[cfg(windows)]
        fn build_trigger(#registration: ::core::primitive::usize) -> ::core::option::Option<__bgtask::TriggerBuilder> {
            match #registration {
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
    bgtask: Option<&Path>,
) -> TokenStream {
    let Head { visibility, .. } = head;
    let cfgs = head.cfgs();
    let name = &signature.ident;
    let mut task_type = name.clone();
    task_type.set_span(located(name.span()));
    let takes_instance = !signature.inputs.is_empty() && !mistaken;
    let instance = variable(if takes_instance { "task" } else { "_task" });
    let argument = takes_instance.then_some(&instance);
    // What is wrong with the function's parameter or with what it returns is told at its name.
    let place = located(name.span());
    let call = quote_spanned!(place=> #name(#argument));
    let call = match &signature.asyncness {
        _ if mistaken => quote!(()),
        Some(_) => quote_spanned!(place=> #call.await),
        None => call,
    };
    let outcome = quote_spanned!(place=> __bgtask::TaskOutcome::into_result(#call));
    let declared = declared(&task_type, registrations, mistaken, &quote!(Self {}));
    let task = quote! {
        #[automatically_derived]
        impl __bgtask::BackgroundTask for #task_type {
            type Error = __bgtask::Failure;

            async fn run(&self, #instance: &__bgtask::TaskInstance) -> ::core::result::Result<(), __bgtask::Failure> {
                #outcome
            }
        }

        #declared
    };
    let task = beside(head, bgtask, &task);
    quote! {
        #(#cfgs)*
        #[doc(hidden)]
        #[allow(non_camel_case_types)]
        #visibility struct #task_type {}

        #task
    }
}
