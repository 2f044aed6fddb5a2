//! Tokens as they come from `macro_rules!`: in invisible groups.

use bgtask_core::expand;
use bgtask_core::model::Place;
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;

use crate::{good_app, good_task};

/// What a macro hands on for `$fragment`.
fn fragment(tokens: TokenStream) -> TokenStream {
    TokenTree::from(Group::new(Delimiter::None, tokens)).into()
}

fn twice(tokens: TokenStream) -> TokenStream {
    fragment(fragment(tokens))
}

#[test]
fn values_in_invisible_groups_are_the_values() {
    let trigger = twice(quote!("time:15,once"));
    let (called, minutes, once) = (fragment(quote!(time)), twice(quote!(15)), fragment(quote!(once)));
    let (condition, name, flag) = (twice(quote!(UserPresent)), fragment(quote!("Feed")), fragment(quote!(true)));
    let (model, clsid) = (fragment(quote!("com")), twice(quote!("2FA3A5A3-77A0-4E5B-8C3B-9A2D2E0C7F11")));
    let plain = good_task(
        "trigger = \"time:15,once\", conditions(UserPresent), name = \"Feed\", cancel_on_condition_loss = true,
         windows(model = \"com\", clsid = \"2FA3A5A3-77A0-4E5B-8C3B-9A2D2E0C7F11\")",
    );
    for grouped in [
        quote!(trigger = #trigger, condition = #condition, name = #name, cancel_on_condition_loss = #flag,
               windows(model = #model, clsid = #clsid)),
        quote!(trigger = #called(#minutes, #once), conditions(#condition), name = #name, cancel_on_condition_loss,
               windows(model = com, clsid = #clsid)),
    ] {
        let task = good_task_of(&grouped);
        let spec = task.registrations[0].spec(Place::UNKNOWN);
        assert_eq!(spec, plain.registrations[0].spec(Place::UNKNOWN));
    }
}

fn good_task_of(arguments: &TokenStream) -> bgtask_core::grammar::TaskItem {
    let mut task = bgtask_core::grammar::TaskItem::read(
        arguments.clone(),
        quote!(
            struct Refresh;
        ),
    )
    .expect("good Rust");
    let told = core::mem::take(&mut task.diagnostics).into_vec();
    assert!(told.is_empty(), "{told:?}");
    task
}

#[test]
fn whole_arguments_and_lists_may_be_grouped() {
    let argument = fragment(quote!(trigger = "time:15"));
    assert!(good_task_of(&quote!(#argument, name = "x")).registrations[0].is_complete());
    let (with, name, path) = (fragment(quote!(with)), fragment(quote!("device-watcher")), twice(quote!(a::build)));
    assert!(good_task_of(&quote!(trigger = #with(#name, #path))).registrations[0].spec(Place::UNKNOWN).trigger.with);
    let (task, state) = (fragment(quote!(a::Refresh)), fragment(quote!(Vec<u8>)));
    let expanded = expand::app(
        &quote!(tasks(#task, b::Tidy), state = #state),
        &quote!(
            struct App;
        ),
    )
    .to_string();
    let plain = expand::app(
        &quote!(tasks(a::Refresh, b::Tidy), state = Vec<u8>),
        &quote!(
            struct App;
        ),
    )
    .to_string();
    assert!(!expanded.contains("compile_error"), "{expanded}");
    assert_eq!(expanded.replace(' ', ""), plain.replace(' ', ""));
}

#[test]
fn what_the_build_script_lists_is_read_like_tasks() {
    for arguments in ["", "strict", "identifier_prefix = \"a.b\","] {
        let arguments: TokenStream = arguments.parse().expect("tokens");
        let expanded = expand::app_with_list(quote! {
            [#arguments] [struct App;] [Other { crate::Other } App { crate::Refresh, #[cfg(x)] crate::Tidy, }]
        });
        let text = expanded.to_string();
        assert!(!text.contains("compile_error"), "{text}");
        assert!(text.contains("cfg (x)") && text.matches("crate :: Tidy").count() >= 2, "{text}");
        assert!(!text.contains("crate :: Other"), "the list of another app");
        assert!(!text.contains("struct App"), "the item stands where the attribute was");
        syn::parse2::<syn::File>(expanded).expect("Rust");
    }
    for wrong in [
        quote!(),
        quote!([]),
        quote!([] []),
        quote!([] [struct A;] []),
        quote!([] [struct A;] [B {}]),
        quote!([] [struct A;] [A {}] []),
        quote!([] [enum A {}] [A {}]),
        quote!([] [struct A;] [A { 5 }]),
        quote!(a b c),
        quote!(5),
    ] {
        let text = expand::app_with_list(wrong.clone()).to_string();
        assert!(text.contains("compile_error"), "{wrong}: {text}");
    }
    assert!(good_app("tasks()").tasks.is_some_and(|tasks| tasks.is_empty()));
    assert!(good_app("").tasks.is_none());
}
