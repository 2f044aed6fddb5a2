//! What `#[background_app]` leaves behind.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::parse::Parser;

use super::{at, errors, private, spec, unreadable};
use crate::catalog::names::TASK_LIST_FILE;
use crate::grammar::{AppItem, ListedTask};

/// Expands `#[background_app(arguments)] item`.
pub fn app(arguments: &TokenStream, item: &TokenStream) -> TokenStream {
    let app = match AppItem::read(arguments, item.clone()) {
        Ok(app) => app,
        Err(error) => return unreadable(item, &error),
    };
    if app.tasks.is_some() || app.diagnostics.has_errors() {
        return expand(app);
    }
    // The list is in a file that the build script wrote: a macro that hands the tasks, with what stands here, to the
    // expansion below. A macro may not read files; the compiler does.
    let AppItem { head, diagnostics, bgtask, .. } = app;
    let _ = diagnostics.into_vec();
    let private = private(bgtask.as_ref());
    let file = format!("/{TASK_LIST_FILE}");
    quote! {
        ::core::include!(::core::concat!(::core::env!("OUT_DIR"), #file));
        __bgtask_task_list! { #private::background_app_with_list [#arguments] [#head] }
    }
}

/// Expands `[arguments] [item] [tasks]`, which the build script's list makes of an app without `tasks`.
pub fn app_with_list(input: TokenStream) -> TokenStream {
    let parser = |input: syn::parse::ParseStream<'_>| {
        let mut parts = Vec::new();
        while !input.is_empty() {
            let group: proc_macro2::Group = input.parse()?;
            parts.push(group.stream());
        }
        Ok(parts)
    };
    match parser.parse2(input) {
        Ok(parts) => match <[TokenStream; 3]>::try_from(parts) {
            Ok([arguments, item, tasks]) => app(&quote!(tasks(#tasks), #arguments), &item),
            Err(_) => quote!(::core::compile_error!("the build script's task list is of another version of bgtask");),
        },
        Err(error) => error.to_compile_error(),
    }
}

fn expand(app: AppItem) -> TokenStream {
    let private = private(app.bgtask.as_ref());
    let spec = spec::app(&app, &private);
    let AppItem { head, tasks, diagnostics, state, block_on, strict, .. } = app;
    let errors = errors(diagnostics, strict);
    let Some(name) = head.name().filter(|_| head.is_plain_type()) else {
        return quote!(#head #errors);
    };
    // After a mistake the type still is an app, of no tasks: what refers to it compiles, and nothing is said twice.
    let tasks = if errors.is_some() { Vec::new() } else { tasks.unwrap_or_default() };
    let entries = tasks.iter().enumerate().map(|(entry, ListedTask { attributes, path })| {
        let entry = Literal::usize_unsuffixed(entry);
        quote!(#(#attributes)* #private::list_entry::<Self, #path>(#entry))
    });
    let arms = tasks.iter().map(|ListedTask { attributes, path }| {
        quote!(#(#attributes)* <#path as #private::DeclaredTask>::NAME => activation.start::<#path>(),)
    });
    let builders = tasks.iter().map(|ListedTask { attributes, path }| {
        quote!(#(#attributes)* <#path as #private::DeclaredTask>::NAME => #private::build_trigger::<#path>(name),)
    });
    // A rule that is broken by the app as a whole is told at the entry that breaks it.
    let checks = tasks.iter().enumerate().map(|(entry, ListedTask { attributes, path })| {
        let entry = Literal::usize_unsuffixed(entry);
        let span = path.segments.last().map_or_else(proc_macro2::Span::call_site, |last| last.ident.span());
        let check = at(span, &quote!(const _: () = #private::check_entry::<#name>(#entry);));
        quote!(#(#attributes)* #check)
    });
    let check_app = errors.is_none().then(|| at(name.span(), &quote!(const _: () = #private::check_app::<#name>();)));
    let state = state.map_or_else(|| quote!(()), |state| quote!(#state));
    let block_on = block_on.map(|block_on| {
        quote! {
            fn block_on<F: ::core::future::Future>(future: F) -> F::Output {
                #block_on(future)
            }
        }
    });
    quote! {
        #head

        const _: () = {
            #[automatically_derived]
            impl #private::BackgroundApp for #name {
                const SPEC: #private::AppSpec<'static> = #spec;
                const LIST: &'static [#private::ListEntry<'static>] = &[#(#entries),*];
                const TASKS: &'static [#private::ResolvedTask<'static>] =
                    &#private::resolve::<Self, { #private::count(<#name as #private::BackgroundApp>::LIST) }>();

                type State = #state;

                fn dispatch(
                    name: &::core::primitive::str,
                    activation: #private::Activation<Self>,
                ) -> ::core::result::Result<(), #private::DispatchError> {
                    #[allow(unreachable_patterns)]
                    match #private::primary_name(Self::TASKS, name) {
                        #(#arms)*
                        _ => activation.unknown(),
                    }
                }

                #[cfg(windows)]
                fn build_trigger(name: &::core::primitive::str) -> ::core::option::Option<#private::TriggerBuilder> {
                    #[allow(unreachable_patterns)]
                    match #private::primary_name(Self::TASKS, name) {
                        #(#builders)*
                        _ => ::core::option::Option::None,
                    }
                }

                #block_on
            }

            #[automatically_derived]
            #[allow(dead_code)]
            impl #name {
                /// Every registration of the app, with its defaults applied.
                pub const TASKS: &'static [#private::ResolvedTask<'static>] = <Self as #private::BackgroundApp>::TASKS;

                /// Brings the system's registrations into line with the app's tasks.
                ///
                /// # Errors
                ///
                /// When access is denied or the system refuses a registration.
                pub async fn register_all<H: #private::Host>(
                    host: &H,
                ) -> ::core::result::Result<#private::RegistrationReport, #private::RegisterAllError> {
                    #private::register_all::<Self, H>(host).await
                }

                /// Starts the task that an activation is for: the dispatch behind `OnBackgroundActivated`.
                ///
                /// # Errors
                ///
                /// When the activation is for no task of this app.
                pub fn on_background_activated(
                    activation: impl ::core::convert::Into<#private::Activation<Self>>,
                ) -> ::core::result::Result<(), #private::DispatchError> {
                    #private::on_background_activated(activation.into())
                }
            }

            #(#checks)*
            #check_app
        };

        #errors
    }
}
