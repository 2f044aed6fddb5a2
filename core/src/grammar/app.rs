//! `#[background_app]`.

use std::collections::HashSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Meta, Path};

use super::arguments::{AppArguments, single};
use super::text::{cut, path_text, unraw};
use super::value::{self, Spanned};
use super::{Diagnostics, Head, Region, allow, parts, platforms};
use crate::catalog::HostingModel;
use crate::model::{AppSpec, Place, Platforms};
use crate::rules::{self, Site, annotation};

/// An annotated app.
pub struct AppItem {
    /// The item.
    pub head: Head,
    /// The list of tasks; `None` when the build script makes it.
    pub tasks: Option<Vec<ListedTask>>,
    /// What is wrong, errors and warnings.
    pub diagnostics: Diagnostics,
    pub(crate) model: Option<HostingModel>,
    pub(crate) namespace: Option<String>,
    pub(crate) identifier_prefix: Option<String>,
    pub(crate) modes: Vec<String>,
    pub(crate) exits_on_suspend: Option<bool>,
    pub(crate) platforms: Option<Platforms>,
    /// A type.
    pub(crate) state: Option<TokenStream>,
    pub(crate) block_on: Option<Path>,
    pub(crate) strict: bool,
    /// The numbers of warnings that are accepted.
    pub(crate) allow: Vec<&'static str>,
    pub(crate) bgtask: Option<Path>,
    type_name: String,
    item: Region,
    sites: Vec<(Site, Region)>,
}

/// One entry of `tasks(…)`.
#[derive(Clone)]
pub struct ListedTask {
    /// Its attributes, such as `#[cfg(…)]`.
    pub attributes: Vec<Attribute>,
    /// The path of the task.
    pub path: Path,
}

impl Parse for ListedTask {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Ok(Self { attributes: input.call(Attribute::parse_outer)?, path: input.call(Path::parse_mod_style)? })
    }
}

impl AppItem {
    /// Reads an annotated app: the attribute's arguments and the item.
    ///
    /// # Errors
    ///
    /// When not even the head of the item is Rust; the tokens are then to be handed on as they are.
    pub fn read(arguments: &TokenStream, item: TokenStream) -> syn::Result<Self> {
        let head = Head::read(item)?;
        let mut errors = Diagnostics::new();
        check_item(&head, &mut errors);
        let arguments = AppArguments::read("#[background_app]", arguments, &mut errors);
        let mut sites = Vec::new();
        let mut text = |site, metas: &[Meta], errors: &mut Diagnostics| {
            let read = single(metas, errors).and_then(|meta| value::text(meta, errors))?;
            sites.push((site, read.region));
            Some(read.value)
        };
        let namespace = text(Site::Namespace, &arguments.namespace, &mut errors);
        let identifier_prefix = text(Site::IdentifierPrefix, &arguments.identifier_prefix, &mut errors);
        let exits = single(&arguments.exits_on_suspend, &mut errors).and_then(|meta| value::switch(meta, &mut errors));
        sites.extend(exits.iter().map(|exits| (Site::ExitsOnSuspend, exits.region)));
        let model = read_model(&arguments.model, &mut errors);
        sites.extend(model.iter().map(|model| (Site::Model, model.region)));
        let modes = read_modes(&arguments.modes, &mut errors);
        sites.extend(modes.iter().enumerate().map(|(at, mode)| (Site::Mode(at), mode.region)));
        let mut path = |metas: &[Meta]| single(metas, &mut errors).and_then(|meta| value::path(meta, &mut errors));
        let (block_on, bgtask) = (path(&arguments.block_on), path(&arguments.bgtask));
        let state = single(&arguments.state, &mut errors).and_then(|meta| value::of_type(meta, &mut errors));
        let strict = single(&arguments.strict, &mut errors).and_then(|meta| value::switch(meta, &mut errors));
        let platforms = platforms::read(&arguments.platforms, &mut errors);
        let allow = allow::read(&arguments.allow, &mut errors);
        sites.extend(allow.iter().enumerate().map(|(at, allowed)| (Site::Allow(at), allowed.region)));
        let tasks = read_tasks(&arguments.tasks, &mut errors);
        let mut app = Self {
            tasks,
            model: model.map(|model| model.value),
            namespace,
            identifier_prefix,
            modes: modes.into_iter().map(|mode| mode.value).collect(),
            exits_on_suspend: exits.map(|exits| exits.value),
            platforms,
            state,
            block_on,
            strict: strict.is_some_and(|strict| strict.value),
            allow: allow.into_iter().map(|allowed| allowed.value).collect(),
            bgtask,
            type_name: head.name().map(unraw).unwrap_or_default(),
            item: head.name().map_or_else(Span::call_site, Ident::span).into(),
            sites,
            head,
            diagnostics: Diagnostics::new(),
        };
        let findings = rules::check_app(&app.spec(Place::UNKNOWN, &app.modes()));
        errors.add_findings(&findings, |site| app.region(site));
        app.diagnostics = errors;
        Ok(app)
    }

    /// As the model has it. Where it stands is for the caller to say. The modes are for the caller to keep.
    pub fn spec<'a>(&'a self, place: Place<'a>, modes: &'a [&'a str]) -> AppSpec<'a> {
        AppSpec {
            type_name: &self.type_name,
            place,
            model: self.model.unwrap_or(HostingModel::InProcess),
            namespace: self.namespace.as_deref(),
            identifier_prefix: self.identifier_prefix.as_deref(),
            modes,
            exits_on_suspend: self.exits_on_suspend,
            platforms: self.platforms,
            strict: self.strict,
            allow: &self.allow,
        }
    }

    /// The app's own modes.
    pub fn modes(&self) -> Vec<&str> {
        self.modes.iter().map(String::as_str).collect()
    }

    /// The name of the annotated type.
    pub fn type_name(&self) -> &str {
        &self.type_name
    }

    /// Whether warnings are errors.
    pub fn is_strict(&self) -> bool {
        self.strict
    }

    /// Where what a finding is about stands; the item's name where it was not written.
    pub fn region(&self, site: Site) -> Region {
        self.sites.iter().find(|(known, _)| *known == site).map_or(self.item, |(_, region)| *region)
    }
}

fn check_item(head: &Head, errors: &mut Diagnostics) {
    if head.is_unit_struct() && head.is_plain_type() {
        return;
    }
    let region = head.name().map_or_else(|| Region::from(Span::call_site()), Region::of);
    errors.add(
        annotation::UNSUPPORTED_ITEM,
        region,
        "an app is a struct without fields and generics",
        "write `pub struct App;`; what tasks share goes into `state = Type`",
    );
}

fn read_model(arguments: &[Meta], errors: &mut Diagnostics) -> Option<Spanned<HostingModel>> {
    let meta = single(arguments, errors)?;
    let value = value::expression(meta, errors)?;
    value::one_of(value, "hosting model", HostingModel::ALL, HostingModel::name, errors)
}

/// `modes("audio", "fetch")`: any text, as Apple adds modes; rules say which are known.
fn read_modes(arguments: &[Meta], errors: &mut Diagnostics) -> Vec<Spanned<String>> {
    let Some(meta) = single(arguments, errors) else { return Vec::new() };
    let mut modes: Vec<Spanned<String>> = Vec::new();
    for value in value::list(meta, errors) {
        let Some(word) = value::word(&value, errors) else { continue };
        let text = if word.ident.is_some() { word.text.replace('_', "-") } else { word.text };
        if modes.iter().any(|mode| mode.value == text) {
            let message = format!("mode `{}` is given twice", cut(&text));
            errors.add(annotation::DUPLICATE_ARGUMENT, word.region, message, "leave one out");
        } else {
            modes.push(Spanned { value: text, region: word.region });
        }
    }
    modes
}

fn read_tasks(arguments: &[Meta], errors: &mut Diagnostics) -> Option<Vec<ListedTask>> {
    let meta = single(arguments, errors)?;
    let help = "write `tasks(RefreshFeed, reschedule)`: the paths of the tasks, with commas between";
    let Meta::List(list) = meta else {
        errors.add(annotation::MALFORMED_VALUE, Region::of(meta), "`tasks` takes a list of paths", help);
        return Some(Vec::new());
    };
    let listed = parts::read(&list.tokens, ListedTask::parse, ("the path of a task", help), errors);
    let mut known = HashSet::new();
    let mut kept = Vec::new();
    for task in listed {
        // The same path under two cfgs may be meant.
        if task.attributes.is_empty() && !known.insert(task.path.to_token_stream().to_string()) {
            let message = format!("task `{}` is listed twice", cut(&path_text(&task.path)));
            errors.add(annotation::DUPLICATE_ARGUMENT, Region::of(&task.path), message, "leave one out");
        } else {
            kept.push(task);
        }
    }
    Some(kept)
}
