//! The list of an app without `tasks(…)`: a build script finds the tasks and leaves it in a file.
//!
//! The file is [`TASK_LIST_FILE`] in the package's `OUT_DIR`, and holds one macro call, [`TASK_LIST_MACRO`], with the list of
//! each app of the package. Its path stands in [`TASK_LIST_VARIABLE`], which cargo sets for as long as the build script says so:
//! the folder outlives a build script that makes lists, and a list that is left in it is not taken.
//!
//! ```text
//! __bgtask_task_lists! {
//!     App {
//!         crate::tasks::RefreshFeed,
//!         #[cfg(windows)]
//!         crate::tasks::reschedule,
//!     }
//!     Widgets {}
//! }
//! ```
//!
//! - An app is known by the name of its type. Two apps of one name in a package can't both have a list here.
//! - An entry is what `tasks(…)` takes: a path, with attributes if need be. The file is included where the app stands, so a
//!   path begins with `crate` or with the name of another crate.
//! - Lists and entries may stand in any order; the order of the entries is the order of `App::TASKS`.
//!
//! An attribute can't read a file, and knows nothing of `OUT_DIR`. So the app's attribute leaves behind a macro of that name,
//! which holds the attribute's arguments, and an `include!` of the file, whose call then brings both together. The call
//! stands in the file, and the macro before it: of several apps in one module, each is met by its own.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Token, braced, bracketed};

use super::{at, beside, private, spec};
use crate::catalog::names::TASK_LIST_MACRO;
#[cfg(doc)]
use crate::catalog::names::{TASK_LIST_FILE, TASK_LIST_VARIABLE};
use crate::grammar::{AppItem, Diagnostic, Region};
use crate::rules::annotation::MISSING_TASK_LIST;

/// What `#[background_app]` leaves behind where it lists no tasks: the item, and the way to the file.
pub(super) fn include(app: AppItem, arguments: &TokenStream) -> TokenStream {
    let AppItem { head, diagnostics, bgtask, .. } = app;
    // The second half reads the same again.
    let _ = diagnostics.into_vec();
    let Some(name) = head.name() else { return quote!(#head) };
    let private = private(bgtask.as_ref());
    let cfgs = head.cfgs();
    let lists = format_ident!("{TASK_LIST_MACRO}");
    let without = Diagnostic {
        rule: MISSING_TASK_LIST,
        region: Region::of(name),
        message: String::from("the app lists no tasks, and its package has no build script that finds them"),
        help: String::from(
            "write `tasks(…)`, or add a build script with `bgtask_codegen::build::Builder::new().run()`, and \
             `bgtask-codegen` to its dependencies",
        ),
    };
    let without = without.text();
    // That no build script made a list is told at this call.
    let list = at(name.span(), &quote!(#private::task_list!(#without)));
    // A macro in an included file knows the place in that file.
    let place = spec::place();
    let placed = quote! {
        #[automatically_derived]
        impl __bgtask::Placed for #name {
            const PLACE: __bgtask::Place<'static> = #place;
        }
    };
    let placed = beside(&head, bgtask.as_ref(), &placed);
    quote! {
        #head

        #placed

        #(#cfgs)*
        macro_rules! #lists {
            ($($lists:tt)*) => {
                #private::background_app_with_list! { [#arguments] [struct #name;] [$($lists)*] }
            };
        }

        #(#cfgs)*
        ::core::include!(#list);
    }
}

/// What the macro in the file is made of: the arguments, the item, and the list of this app.
pub(super) struct WithList {
    pub arguments: TokenStream,
    pub item: TokenStream,
}

impl WithList {
    /// Puts together what [`include`] left behind and what the file says.
    ///
    /// # Errors
    ///
    /// When the file is not of this form or has no list for the app.
    pub(super) fn read(input: TokenStream) -> syn::Result<Self> {
        let parser = |input: ParseStream<'_>| {
            let arguments: TokenStream = in_brackets(input)?;
            let item: TokenStream = in_brackets(input)?;
            let lists;
            let _ = bracketed!(lists in input);
            let mut all = Vec::new();
            while !lists.is_empty() {
                all.push(lists.parse::<TaskList>()?);
            }
            Ok((arguments, item, all))
        };
        let (arguments, item, lists) = parser.parse2(input)?;
        let name = (|input: ParseStream<'_>| {
            let _: Token![struct] = input.parse()?;
            let name: Ident = input.parse()?;
            let _: Token![;] = input.parse()?;
            Ok(name)
        })
        .parse2(item.clone())?;
        let Some(TaskList { tasks, .. }) = lists.into_iter().find(|list| list.app == name) else {
            let diagnostic = Diagnostic {
                rule: MISSING_TASK_LIST,
                region: Region::of(&name),
                message: format!("the build script found no app `{name}`"),
                help: String::from(
                    "in a new file, save build.rs, so that it runs again; in a test or an example, write `tasks(RefreshFeed)`",
                ),
            };
            return Err(syn::Error::new(name.span(), diagnostic.text()));
        };
        let arguments = if arguments.is_empty() { quote!(tasks(#tasks)) } else { quote!(tasks(#tasks), #arguments) };
        Ok(Self { arguments, item })
    }
}

/// `App { path, path }`
struct TaskList {
    app: Ident,
    tasks: TokenStream,
}

impl Parse for TaskList {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let app = input.parse()?;
        let tasks;
        let _ = braced!(tasks in input);
        Ok(Self { app, tasks: tasks.parse()? })
    }
}

fn in_brackets(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let content;
    let _ = bracketed!(content in input);
    content.parse()
}
