//! The arguments of an attribute, taken apart by name.

use darling::FromMeta;
use darling::ast::NestedMeta;
use proc_macro2::{Group, Ident, TokenStream};
use quote::ToTokens;
use syn::parse::ParseStream;
use syn::{Expr, Lit, MacroDelimiter, Meta, MetaList, MetaNameValue, Path, Token, Type, token};

use super::text::{self, path_text, shown, unraw};
use super::{Diagnostics, Region, parts, suggestion};
use crate::catalog::TriggerKind;
use crate::rules::annotation;

/// One argument as it stands.
pub(super) struct Argument(Meta);

impl FromMeta for Argument {
    fn from_meta(meta: &Meta) -> darling::Result<Self> {
        Ok(Self(meta.clone()))
    }
}

/// Arguments of no known name.
#[derive(Default)]
struct Rest(Vec<NestedMeta>);

impl FromMeta for Rest {
    fn from_list(list: &[NestedMeta]) -> darling::Result<Self> {
        Ok(Self(list.to_vec()))
    }
}

/// Declares the arguments that are known in one place, each of which may stand in the source any number of times: what is
/// too often is said with our own words.
macro_rules! arguments {
    ($(#[$doc:meta])* $name:ident { $($argument:ident = $text:literal,)* }) => {
        $(#[$doc])*
        pub(super) struct $name {
            $(pub $argument: Vec<Meta>,)*
        }

        impl $name {
            const NAMES: &'static [&'static str] = &[$($text),*];

            /// Reads the arguments in `tokens`, which stand in the place that `place` names.
            pub fn read(place: &str, tokens: &TokenStream, errors: &mut Diagnostics) -> Self {
                #[derive(FromMeta)]
                struct Read {
                    $(#[darling(multiple, rename = $text)] $argument: Vec<Argument>,)*
                    #[darling(flatten)] rest: Rest,
                }

                let mut list = split(tokens, errors);
                list.retain(|item| is_argument(item, Self::NAMES, errors));
                let nothing = || Read { $($argument: Vec::new(),)* rest: Rest::default() };
                let read = Read::from_list(&list).unwrap_or_else(|error| {
                    // Every field takes any number of anything, so darling has nothing left to refuse; should a later
                    // version find something, it is told rather than lost.
                    errors.add(annotation::MALFORMED_ATTRIBUTE, error.span(), format!("{error}"), "");
                    nothing()
                });
                for unknown in &read.rest.0 {
                    unknown_argument(place, unknown, Self::NAMES, errors);
                }
                Self { $($argument: read.$argument.into_iter().map(|argument| argument.0).collect(),)* }
            }
        }
    };
}

arguments! {
    /// What `#[background_task(…)]` takes.
    TaskArguments {
        trigger = "trigger",
        condition = "condition",
        conditions = "conditions",
        name = "name",
        cancel_on_condition_loss = "cancel_on_condition_loss",
        network_requested = "network_requested",
        group = "group",
        windows = "windows",
        apple = "apple",
        platforms = "platforms",
        allow = "allow",
        create = "create",
        bgtask = "crate",
    }
}

arguments! {
    /// What `windows(…)` takes.
    WindowsArguments {
        model = "model",
        entry_point = "entry_point",
        clsid = "clsid",
        run_in_standby = "run_in_standby",
    }
}

arguments! {
    /// What `apple(…)` takes.
    AppleArguments {
        kind = "kind",
        identifier = "identifier",
        external_power = "external_power",
        network = "network",
    }
}

arguments! {
    /// What `#[background_app(…)]` takes.
    AppArguments {
        tasks = "tasks",
        model = "model",
        namespace = "namespace",
        identifier_prefix = "identifier_prefix",
        modes = "modes",
        exits_on_suspend = "exits_on_suspend",
        platforms = "platforms",
        state = "state",
        block_on = "block_on",
        strict = "strict",
        allow = "allow",
        bgtask = "crate",
    }
}

/// The argument that a task can't do without.
const TRIGGER: &str = "trigger";

/// The arguments whose value is a type, which is read unlike other values.
const TYPES: &[&str] = &["state"];

/// The parts between the commas.
fn split(tokens: &TokenStream, errors: &mut Diagnostics) -> Vec<NestedMeta> {
    let read = |input: ParseStream<'_>| {
        if input.peek(Lit) {
            return input.parse().map(NestedMeta::Lit);
        }
        let mut path = Path::parse_mod_style(input)?;
        // `r#name` is `name`.
        for segment in &mut path.segments {
            segment.ident = Ident::new(&unraw(&segment.ident), segment.ident.span());
        }
        if input.peek(token::Paren) {
            let group: Group = input.parse()?;
            let delimiter = MacroDelimiter::Paren(token::Paren { span: group.delim_span() });
            return Ok(NestedMeta::Meta(MetaList { path, delimiter, tokens: group.stream() }.into()));
        }
        if !input.peek(Token![=]) || input.peek(Token![==]) || input.peek(Token![=>]) {
            return Ok(NestedMeta::Meta(path.into()));
        }
        let eq_token = input.parse()?;
        let value = if TYPES.iter().any(|name| path.is_ident(name)) {
            Expr::Verbatim(input.parse::<Type>()?.into_token_stream())
        } else {
            input.parse()?
        };
        Ok(NestedMeta::Meta(MetaNameValue { path, eq_token, value }.into()))
    };
    parts::read(tokens, read, ("an argument", "write `name = value`, `name(…)`, or the name of a switch"), errors)
}

fn is_argument(item: &NestedMeta, names: &[&'static str], errors: &mut Diagnostics) -> bool {
    let NestedMeta::Lit(literal) = item else { return true };
    let is_trigger = |text: String| is_trigger(text.split([':', ',']).next().unwrap_or_default().trim(), names);
    let help = match literal {
        Lit::Str(text) if is_trigger(text.value()) => format!("write `{TRIGGER} = {}`", shown(literal)),
        _ => String::from("write `name = value`"),
    };
    let message = format!("`{}` stands here without a name", shown(literal));
    errors.add(annotation::MALFORMED_ATTRIBUTE, Region::of(literal), message, help);
    false
}

/// Whether a name is a trigger's, where one of the known arguments takes it.
fn is_trigger(name: &str, names: &[&'static str]) -> bool {
    names.contains(&TRIGGER) && TriggerKind::from_name(name).is_some()
}

fn unknown_argument(place: &str, argument: &NestedMeta, names: &[&'static str], errors: &mut Diagnostics) {
    let NestedMeta::Meta(meta) = argument else { return };
    let name = path_text(meta.path());
    let help = match meta {
        Meta::NameValue(pair) if is_trigger(&name, names) => {
            format!("write `{TRIGGER} = {}({})`", name.replace('-', "_"), shown(&pair.value))
        }
        meta if is_trigger(&name, names) => format!("write `{TRIGGER} = {}`", shown(meta)),
        Meta::Path(_)
            if names == AppArguments::NAMES && suggestion::closest(&name, names.iter().copied()).is_none() =>
        {
            format!("to list a task, write `tasks({})`", text::cut(&name))
        }
        _ => help(&name, names),
    };
    errors.add(
        annotation::UNKNOWN_ARGUMENT,
        Region::of(meta.path()),
        format!("{place} takes no argument `{}`", text::cut(&name)),
        help,
    );
}

/// Help for an argument that is none of `names`: where it stands, what it is nearest to, here or elsewhere, or all that there
/// are.
fn help(name: &str, names: &[&'static str]) -> String {
    let near = |names: &[&'static str]| suggestion::closest(name, names.iter().copied());
    let places = [
        (WindowsArguments::NAMES, "windows(…)"),
        (AppleArguments::NAMES, "apple(…)"),
        (AppArguments::NAMES, "#[background_app(…)]"),
        (TaskArguments::NAMES, "#[background_task(…)]"),
    ];
    let elsewhere = || places.iter().filter(|(there, _)| *there != names);
    // An app has no brackets for one system.
    let at = if names == AppArguments::NAMES { "on a task, in" } else { "in" };
    if let Some((_, place)) = elsewhere().find(|(there, _)| there.contains(&name)) {
        return format!("it stands {at} `{place}`");
    }
    if let Some(near) = near(names) {
        return format!("did you mean `{near}`?");
    }
    if let Some((near, place)) = elsewhere().find_map(|(there, place)| Some((near(there)?, place))) {
        return format!("did you mean `{near}`? it stands {at} `{place}`");
    }
    suggestion::help(name, names.iter().copied())
}

/// The only one of them; every further one is told.
pub(super) fn single<'m>(arguments: &'m [Meta], errors: &mut Diagnostics) -> Option<&'m Meta> {
    let (first, more) = arguments.split_first()?;
    for again in more {
        let name = path_text(again.path());
        errors.add(
            annotation::DUPLICATE_ARGUMENT,
            Region::of(again),
            format!("`{name}` is given twice"),
            "leave one out",
        );
    }
    Some(first)
}

/// The tokens in the brackets of `name(…)`.
pub(super) fn inner(meta: &Meta, errors: &mut Diagnostics) -> Option<TokenStream> {
    if let Meta::List(list) = meta {
        return Some(list.tokens.clone());
    }
    let name = path_text(meta.path());
    errors.add(
        annotation::MALFORMED_VALUE,
        Region::of(meta),
        format!("`{name}` takes arguments of its own"),
        format!("write `{name}(…)`"),
    );
    None
}
