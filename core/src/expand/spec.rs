//! Specs as constant expressions. What says nothing beyond the default is left out.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote};

use crate::catalog::{Condition, EnumValue};
use crate::grammar::{AppItem, OwnedArgument, Registration};
use crate::model::{AppleKind, Platforms};
use crate::rules::Site;

/// The spec of one registration.
pub(super) fn task(registration: &Registration) -> TokenStream {
    let Registration { name, type_name, .. } = registration;
    let mut fields = TokenStream::new();
    let mut field = |name: &str, value: TokenStream| {
        let name = Ident::new(name, Span::call_site());
        fields.extend(quote!(#name: #value,));
    };
    field("name", quote!(#name));
    field("type_name", quote!(#type_name));
    field("place", place());
    field("trigger", trigger_tokens(registration));
    if !registration.conditions.is_empty() {
        let conditions =
            registration.conditions.iter().zip(&registration.condition_idents).map(|(condition, ident)| {
                let ident = ident.clone().unwrap_or_else(|| condition_ident(*condition));
                quote!(__bgtask::Condition::#ident)
            });
        field("conditions", quote!(&[#(#conditions),*]));
    }
    if registration.cancel_on_condition_loss {
        field("cancel_on_condition_loss", quote!(true));
    }
    if registration.network_requested {
        field("network_requested", quote!(true));
    }
    if let Some(group) = &registration.group {
        field("group", some(&quote!(#group)));
    }
    if registration.model.is_some()
        || registration.entry_point.is_some()
        || registration.clsid.is_some()
        || registration.run_in_standby
    {
        let model = registration.model.map(|model| {
            let model = format_ident!("{model:?}");
            quote!(__bgtask::HostingModel::#model)
        });
        let entry_point = registration.entry_point.as_ref().map(|entry_point| quote!(#entry_point));
        let clsid = registration.clsid.map(|clsid| {
            let value = clsid.to_u128();
            let value = Literal::u128_unsuffixed(value);
            quote!(__bgtask::Guid::from_u128(#value))
        });
        let (model, entry_point, clsid) = (optional(model), optional(entry_point), optional(clsid));
        let run_in_standby = registration.run_in_standby;
        field(
            "windows",
            quote!(__bgtask::WindowsSpec {
                model: #model,
                entry_point: #entry_point,
                clsid: #clsid,
                run_in_standby: #run_in_standby,
            }),
        );
    }
    let apple = &registration;
    if apple.apple_kind.is_some()
        || apple.identifier.is_some()
        || apple.external_power.is_some()
        || apple.apple_network.is_some()
    {
        let kind = optional(apple.apple_kind.map(apple_kind));
        let identifier = optional(apple.identifier.as_ref().map(|identifier| quote!(#identifier)));
        let external_power = optional(apple.external_power.map(|said| quote!(#said)));
        let network = optional(apple.apple_network.map(|said| quote!(#said)));
        field(
            "apple",
            quote!(__bgtask::AppleSpec {
                kind: #kind,
                identifier: #identifier,
                external_power: #external_power,
                network: #network,
            }),
        );
    }
    if let Some(said) = registration.platforms {
        field("platforms", some(&platforms(said)));
    }
    if !registration.allow.is_empty() {
        let allow = &registration.allow;
        field("allow", quote!(&[#(#allow),*]));
    }
    quote!(__bgtask::TaskSpec { #fields ..__bgtask::TaskSpec::DEFAULT })
}

/// The spec of an app that stands at `place`.
pub(super) fn app(app: &AppItem, place: &TokenStream) -> TokenStream {
    let type_name = app.type_name();
    let mut fields = TokenStream::new();
    let mut field = |name: &str, value: TokenStream| {
        let name = Ident::new(name, Span::call_site());
        fields.extend(quote!(#name: #value,));
    };
    field("type_name", quote!(#type_name));
    field("place", place.clone());
    if let Some(model) = app.model {
        let model = format_ident!("{model:?}");
        field("model", quote!(__bgtask::HostingModel::#model));
    }
    if let Some(namespace) = &app.namespace {
        field("namespace", some(&quote!(#namespace)));
    }
    if let Some(prefix) = &app.identifier_prefix {
        field("identifier_prefix", some(&quote!(#prefix)));
    }
    if !app.modes.is_empty() {
        let modes = &app.modes;
        field("modes", quote!(&[#(#modes),*]));
    }
    if let Some(exits) = app.exits_on_suspend {
        field("exits_on_suspend", some(&quote!(#exits)));
    }
    if let Some(said) = app.platforms {
        field("platforms", some(&platforms(said)));
    }
    if app.strict {
        field("strict", quote!(true));
    }
    if !app.allow.is_empty() {
        let allow = &app.allow;
        field("allow", quote!(&[#(#allow),*]));
    }
    quote!(__bgtask::AppSpec { #fields ..__bgtask::AppSpec::DEFAULT })
}

/// The place of the attribute.
pub(super) fn place() -> TokenStream {
    quote!(__bgtask::Place {
        module: ::core::module_path!(),
        file: ::core::file!(),
        line: ::core::line!(),
        column: ::core::column!(),
    })
}

/// What a finding is about.
pub(super) fn site(site: &Site) -> TokenStream {
    let (name, index) = match site {
        Site::Condition(index) => (String::from("Condition"), Some(Literal::usize_unsuffixed(*index))),
        site => (format!("{site:?}"), None),
    };
    let name = Ident::new(&name, Span::call_site());
    let index = index.map(|index| quote!((#index)));
    quote!(__bgtask::Site::#name #index)
}

fn trigger_tokens(registration: &Registration) -> TokenStream {
    let trigger = &registration.trigger;
    let facts = trigger.kind.facts();
    let kind = trigger.kind_ident.clone().unwrap_or_else(|| format_ident!("{}", facts.name.replace('-', "_")));
    let kind = quote!(__bgtask::triggers::#kind);
    let argument = match &trigger.argument {
        OwnedArgument::None => None,
        OwnedArgument::Number(number) => {
            let number = Literal::u32_unsuffixed(*number);
            Some(quote!(Number(#number)))
        }
        OwnedArgument::Text(text) => Some(quote!(Text(#text))),
        OwnedArgument::Value(value) => {
            let value = enum_value(*value, trigger.value_ident.as_ref());
            Some(quote!(Value(__bgtask::values::#value)))
        }
    };
    let mut fields = TokenStream::new();
    if let Some(argument) = argument {
        fields.extend(quote!(argument: __bgtask::Argument::#argument,));
    }
    if trigger.once {
        fields.extend(quote!(once: true,));
    }
    if trigger.with.is_some() {
        fields.extend(quote!(with: true,));
    }
    if fields.is_empty() {
        return quote!(__bgtask::Trigger::new(#kind));
    }
    quote!(__bgtask::Trigger { #fields ..__bgtask::Trigger::new(#kind) })
}

/// The documented constant of a value, in the module of its enum.
fn enum_value(value: EnumValue, ident: Option<&Ident>) -> TokenStream {
    let ident = ident.cloned().unwrap_or_else(|| format_ident!("{}", value.name));
    let module = format_ident!("{}", value.module);
    quote!(#module::#ident)
}

fn condition_ident(condition: Condition) -> Ident {
    format_ident!("{}", condition.name())
}

fn apple_kind(kind: AppleKind) -> TokenStream {
    let kind = format_ident!("{kind:?}");
    quote!(__bgtask::AppleKind::#kind)
}

fn platforms(platforms: Platforms) -> TokenStream {
    let Platforms { windows, apple } = platforms;
    quote!(__bgtask::Platforms { windows: #windows, apple: #apple })
}

fn some(value: &TokenStream) -> TokenStream {
    quote!(::core::option::Option::Some(#value))
}

fn optional(value: Option<TokenStream>) -> TokenStream {
    value.map_or_else(|| quote!(::core::option::Option::None), |value| some(&value))
}
