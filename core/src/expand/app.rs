//! What `#[background_app]` leaves behind.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote};

use super::list::{self, WithList};
use super::{at, beside, errors, part_of, spec, unreadable, variable};
use crate::grammar::{AppItem, ListedTask};
use crate::record;

/// Expands `#[background_app(arguments)] item`.
pub fn app(arguments: &TokenStream, item: &TokenStream) -> TokenStream {
    let app = match AppItem::read(arguments, item.clone()) {
        Ok(app) => app,
        Err(error) => return unreadable(item, &error),
    };
    if app.tasks.is_none() && !app.diagnostics.has_errors() {
        return list::include(app, arguments);
    }
    let head = app.head.to_token_stream();
    let generated = expand(app, &spec::place());
    quote!(#head #generated)
}

/// Expands what the build script's list makes of an app without `tasks`. The item was left behind before.
pub fn app_with_list(input: TokenStream) -> TokenStream {
    match WithList::read(input).and_then(|WithList { arguments, item }| AppItem::read(&arguments, item)) {
        Ok(app) => {
            let generated = expand(app, &quote!(<Self as __bgtask::Placed>::PLACE));
            // The list's paths are longer than one writes them.
            quote!(#[allow(unused_qualifications)] #generated)
        }
        Err(error) => error.to_compile_error(),
    }
}

/// What stands beside the item, of an app at `place`.
fn expand(app: AppItem, place: &TokenStream) -> TokenStream {
    let spec = spec::app(&app, place);
    let AppItem { head, tasks, diagnostics, state, block_on, bgtask, strict, allow, .. } = app;
    let errors = errors(diagnostics, strict, &allow);
    let Some(name) = head.name().filter(|_| head.is_plain_type()) else {
        return quote!(#errors);
    };
    let tasks = tasks.unwrap_or_default();
    let tasks: Vec<_> = tasks.iter().enumerate().map(Entry::new).collect();
    let entries = tasks.iter().map(|task| {
        let (entry, number) = (task.asked(&quote!(ENTRY)), &task.number);
        task.item(&quote!(#entry.at(#number)))
    });
    let (task_name, activation) = (variable("name"), variable("activation"));
    let arms = tasks.iter().map(|task| {
        let (name, start) = (task.asked(&quote!(NAME)), task.asked(&quote!(start)));
        task.item(&quote!(#name => #start(#activation)))
    });
    let builders = tasks.iter().map(|task| {
        let (name, build_trigger) = (task.asked(&quote!(NAME)), task.asked(&quote!(build_trigger)));
        task.item(&quote!(#name => #build_trigger(#task_name)))
    });
    // A rule that a task breaks in this app is told at the task's annotation, and the entry is shown beside it. After a
    // mistake in the app's own words nothing more is asked of it.
    let checks = errors.is_none().then(|| {
        let checks = tasks.iter().map(|task| {
            let checked = task.checked(name);
            task.item(&quote!(const _: () = #checked;))
        });
        let check_app = at(name.span(), &quote!(const _: () = __bgtask::check_app::<#name>();));
        quote!(#(#checks)* #check_app)
    });
    let state = state.map_or_else(|| quote!(()), |state| quote!(#state));
    let block_on = block_on.map(|block_on| {
        let future = variable("future");
        quote! {
            fn block_on<F: ::core::future::Future>(#future: F) -> F::Output {
                #block_on(#future)
            }
        }
    });
    let record = record(name);
    let app = quote! {
        #record

        #[automatically_derived]
        impl __bgtask::BackgroundApp for #name {
            const SPEC: __bgtask::AppSpec<'static> = #spec;
            const LIST: &'static [__bgtask::ListEntry<'static>] = &[#(#entries),*];
            const TASKS: &'static [__bgtask::ResolvedTask<'static>] =
                &__bgtask::resolve::<Self, { __bgtask::count(<#name as __bgtask::BackgroundApp>::LIST) }>();

            type State = #state;

            fn record() -> &'static [::core::primitive::u8] {
                &RECORD
            }

            fn dispatch(
                #task_name: &::core::primitive::str,
                #activation: __bgtask::Activation<Self>,
            ) -> ::core::result::Result<(), __bgtask::DispatchError> {
                #[allow(unreachable_patterns)]
                match __bgtask::primary_name::<Self>(#task_name) {
                    #(#arms,)*
                    _ => #activation.unknown(),
                }
            }

            #[cfg(windows)]
            fn build_trigger(#task_name: &::core::primitive::str) -> ::core::option::Option<__bgtask::TriggerBuilder> {
                #[allow(unreachable_patterns)]
                match __bgtask::primary_name::<Self>(#task_name) {
                    #(#builders,)*
                    _ => ::core::option::Option::None,
                }
            }

            #block_on
        }

        #[automatically_derived]
        #[allow(dead_code, clippy::future_not_send)]
        impl #name {
            /// Every registration of the app, with its defaults applied.
            pub const TASKS: &'static [__bgtask::ResolvedTask<'static>] = <Self as __bgtask::BackgroundApp>::TASKS;

            /// Brings the system's registrations into line with the app's tasks.
            ///
            /// # Errors
            ///
            /// When access is denied or the system refuses a registration.
            pub async fn register_all<H: __bgtask::Host>(
                host: &H,
            ) -> ::core::result::Result<__bgtask::RegistrationReport, __bgtask::RegisterAllError> {
                __bgtask::register_all::<Self, H>(host).await
            }

            /// Starts the task that an activation is for: the dispatch behind `OnBackgroundActivated`.
            ///
            /// # Errors
            ///
            /// When the activation is for no task of this app.
            pub fn on_background_activated(
                activation: impl ::core::convert::Into<__bgtask::Activation<Self>>,
            ) -> ::core::result::Result<(), __bgtask::DispatchError> {
                __bgtask::on_background_activated(activation.into())
            }

            /// Has the tasks run that Windows activates in this process. To be called first in `main`.
            ///
            /// # Errors
            ///
            /// In a process of full trust, which Windows activates no task in; when Windows refuses.
            #[cfg(windows)]
            pub fn install() -> ::core::result::Result<__bgtask::Installed<Self>, __bgtask::HostError> {
                __bgtask::install::<Self>()
            }

            /// Runs the tasks that Windows started this process for, by their COM classes. To be called first in `main`.
            ///
            /// # Errors
            ///
            /// When no task of the app has a COM class; when COM refuses.
            #[cfg(windows)]
            pub fn serve_com() -> ::core::result::Result<__bgtask::StartedFor, __bgtask::HostError> {
                __bgtask::serve_com::<Self>()
            }
        }

        #checks
    };
    let app = beside(&head, bgtask.as_ref(), &app);
    quote!(#app #errors)
}

/// What the binary is to say of the app: bytes in a section of their own. Linkers keep it where they honour `used`; others,
/// for PE files, where live code takes its address, which registering and the exports of a component do.
fn record(name: &Ident) -> TokenStream {
    let section = record::SECTION;
    let (segment, mach_o) = record::MACH_O_SECTION;
    let mach_o = format!("{segment},{mach_o}");
    quote! {
        #[used]
        #[cfg_attr(target_vendor = "apple", unsafe(link_section = #mach_o))]
        #[cfg_attr(all(any(unix, windows), not(target_vendor = "apple")), unsafe(link_section = #section))]
        static RECORD: [::core::primitive::u8; __bgtask::record_length::<#name>()] =
            __bgtask::record::<#name, _>(::core::cfg!(debug_assertions));
    }
}

/// An entry of the list in the code that is made of it.
struct Entry<'a> {
    attributes: &'a [syn::Attribute],
    path: &'a syn::Path,
    place: Span,
    number: Literal,
}

impl<'a> Entry<'a> {
    fn new((number, ListedTask { attributes, path }): (usize, &'a ListedTask)) -> Self {
        let place = path.segments.last().map_or_else(Span::call_site, |last| last.ident.span());
        Self { attributes, path, place, number: Literal::usize_unsuffixed(number) }
    }

    /// Something of the listed path's. All of it is asked alike and in one place, so that a path that is no task is told
    /// once.
    fn asked(&self, what: &TokenStream) -> TokenStream {
        self.around(&quote!(<), &quote!(as __bgtask::ListedIn<Self>>::#what))
    }

    /// The path's task held against the rules in the app of this name.
    fn checked(&self, app: &Ident) -> TokenStream {
        let number = &self.number;
        let close = quote!(as __bgtask::ListedIn<#app>>::Task as __bgtask::CheckedIn<#app, #number>>::CHECKED);
        self.around(&quote!(<<), &close)
    }

    fn around(&self, open: &TokenStream, close: &TokenStream) -> TokenStream {
        let Self { path, place, .. } = self;
        let [open, close] = [open, close].map(|tokens| part_of(*place, tokens));
        quote!(#open #path #close)
    }

    /// Code that is there only if the entry is.
    fn item(&self, code: &TokenStream) -> TokenStream {
        let attributes = self.attributes;
        quote!(#(#attributes)* #code)
    }
}
