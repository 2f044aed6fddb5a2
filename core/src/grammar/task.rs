//! `#[background_task]`.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use syn::{Attribute, FnArg, Meta, Path, ReturnType, Type};

use super::arguments::{AppleArguments, TaskArguments, WindowsArguments, inner, single};
use super::text::{cut, shown, unraw};
use super::trigger::{self, OwnedTrigger};
use super::value::{self, Spanned};
use super::{Diagnostic, Diagnostics, Head, HeadKind, Region, TASK_ATTRIBUTE, suggestion};
use crate::catalog::{Condition, HostingModel};
use crate::model::{AppleKind, AppleSpec, Guid, Place, Platform, Platforms, TaskSpec, WindowsSpec};
use crate::rules::{self, Site, annotation, conditions, names};

/// An annotated task: the item and its registrations.
pub struct TaskItem {
    /// The item, without the attributes that were taken over.
    pub head: Head,
    /// One for each attribute, in the order of the source.
    pub registrations: Vec<Registration>,
    /// What is wrong with them, errors and warnings.
    pub diagnostics: Diagnostics,
}

/// One `#[background_task]`: one registration, with the place of each of its words.
#[derive(Clone, Debug)]
pub struct Registration {
    pub(crate) name: String,
    pub(crate) type_name: String,
    pub(crate) trigger: OwnedTrigger,
    pub(crate) conditions: Vec<Condition>,
    /// The conditions' names where they were written as Rust; see [`OwnedTrigger`].
    pub(crate) condition_idents: Vec<Option<Ident>>,
    pub(crate) cancel_on_condition_loss: bool,
    pub(crate) network_requested: bool,
    pub(crate) group: Option<String>,
    pub(crate) model: Option<HostingModel>,
    pub(crate) entry_point: Option<String>,
    pub(crate) clsid: Option<Guid>,
    pub(crate) apple_kind: Option<AppleKind>,
    pub(crate) identifier: Option<String>,
    pub(crate) external_power: Option<bool>,
    pub(crate) apple_network: Option<bool>,
    pub(crate) platforms: Option<Platforms>,
    pub(crate) create: Option<Path>,
    pub(crate) bgtask: Option<Path>,
    /// Whether the trigger could be read; without it there is nothing to register.
    pub(crate) complete: bool,
    /// The item's name.
    item: Region,
    /// The attribute; of the first one only its arguments are known, and the item's name stands in.
    attribute: Region,
    sites: Vec<(Site, Region)>,
}

impl Registration {
    /// As the model has it. Where it stands is for the caller to say.
    pub fn spec<'a>(&'a self, place: Place<'a>) -> TaskSpec<'a> {
        TaskSpec {
            name: &self.name,
            type_name: &self.type_name,
            place,
            trigger: self.trigger.trigger(),
            conditions: &self.conditions,
            cancel_on_condition_loss: self.cancel_on_condition_loss,
            network_requested: self.network_requested,
            group: self.group.as_deref(),
            windows: WindowsSpec { model: self.model, entry_point: self.entry_point.as_deref(), clsid: self.clsid },
            apple: AppleSpec {
                kind: self.apple_kind,
                identifier: self.identifier.as_deref(),
                external_power: self.external_power,
                network: self.apple_network,
            },
            platforms: self.platforms,
        }
    }

    /// Whether there is enough of it to register.
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// Where what a finding is about stands. Where it was not written, the attribute, and for the first attribute the
    /// item's name.
    pub fn region(&self, site: Site) -> Region {
        match site {
            Site::Item => self.item,
            Site::Trigger | Site::TriggerArgument | Site::TriggerFlag => self.trigger.region(site),
            site => self.sites.iter().find(|(known, _)| *known == site).map_or(self.attribute, |(_, region)| *region),
        }
    }
}

/// Whether an attribute is a `#[background_task]`, by the last part of its path.
pub fn is_background_task(attribute: &Attribute) -> bool {
    attribute.path().segments.last().is_some_and(|last| last.ident == TASK_ATTRIBUTE)
}

impl TaskItem {
    /// Reads an annotated item: the arguments of its first `#[background_task]`, and the item with what else stands on
    /// it. Further attributes of that name are taken over.
    ///
    /// # Errors
    ///
    /// When not even the head of the item is Rust; the tokens are then to be handed on as they are.
    pub fn read(arguments: TokenStream, item: TokenStream) -> syn::Result<Self> {
        let mut head = Head::read(item)?;
        let mut diagnostics = Diagnostics::new();
        let (further, own) = core::mem::take(&mut head.attributes).into_iter().partition(is_background_task);
        head.attributes = own;
        for attribute in &head.attributes {
            refuse_conditional(attribute, &mut diagnostics);
        }
        check_item(&head, &mut diagnostics);
        let name = Region::from(head.name().map_or_else(Span::call_site, Ident::span));
        let mut all = vec![(arguments, name)];
        for attribute in Vec::<Attribute>::from_iter(further) {
            let arguments = attribute_arguments(&attribute, &mut diagnostics);
            all.extend(arguments.map(|arguments| (arguments, Region::of(attribute.path()))));
        }
        let type_name = head.name().map(unraw).unwrap_or_default();
        let registrations: Vec<_> = all
            .into_iter()
            .map(|(arguments, attribute)| {
                read_registration(&arguments, &type_name, Places { item: name, attribute }, &mut diagnostics)
            })
            .collect();
        check_names(&registrations, &mut diagnostics);
        check_shared(&head, &registrations, &mut diagnostics);
        Ok(Self { head, registrations, diagnostics })
    }
}

fn attribute_arguments(attribute: &Attribute, errors: &mut Diagnostics) -> Option<TokenStream> {
    match &attribute.meta {
        Meta::List(list) => Some(list.tokens.clone()),
        Meta::Path(_) => Some(TokenStream::new()),
        Meta::NameValue(pair) => {
            let message = "the attribute takes arguments in brackets";
            errors.add(annotation::MALFORMED_ATTRIBUTE, Region::of(pair), message, "write `#[background_task(…)]`");
            None
        }
    }
}

/// The compiler expands a `cfg_attr` only after the attributes above it, so what it holds would come as a second task on
/// the same item.
fn refuse_conditional(attribute: &Attribute, errors: &mut Diagnostics) {
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

fn check_item(head: &Head, errors: &mut Diagnostics) {
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

fn check_names(registrations: &[Registration], errors: &mut Diagnostics) {
    for (at, registration) in registrations.iter().enumerate() {
        if registrations[..at].iter().any(|earlier| earlier.name == registration.name) {
            errors.add(
                names::DUPLICATE_NAME,
                registration.region(Site::Name),
                format!("the name `{}` is taken by another trigger of this task", cut(&registration.name)),
                "give this one another: `name = \"…\"`",
            );
        }
    }
}

/// What is said of the item and not of one registration is said once.
fn check_shared(head: &Head, registrations: &[Registration], errors: &mut Diagnostics) {
    let creates: Vec<_> = registrations.iter().filter_map(|registration| registration.create.as_ref()).collect();
    if let (HeadKind::Function(_), [create, ..]) = (&head.kind, creates.as_slice()) {
        let message = "a function takes no `create`: nothing has to be made before it is called";
        errors.add(annotation::UNKNOWN_ARGUMENT, Region::of(create), message, "leave it out");
    }
    let crates: Vec<_> = registrations.iter().filter_map(|registration| registration.bgtask.as_ref()).collect();
    for (name, paths) in [("create", creates), ("crate", crates)] {
        if let Some((first, more)) = paths.split_first()
            && let Some(other) = more.iter().find(|other| *other != first)
        {
            let message = format!("`{name}` says another thing than above");
            let help = "it is for the item, not for one of its triggers: say it once";
            errors.add(annotation::DUPLICATE_ARGUMENT, Region::of(other), message, help);
        }
    }
}

/// Where to tell what was not written.
#[derive(Clone, Copy)]
struct Places {
    item: Region,
    attribute: Region,
}

/// The places and values of one registration while they are read.
struct Reader<'e> {
    sites: Vec<(Site, Region)>,
    errors: &'e mut Diagnostics,
}

impl Reader<'_> {
    fn keep<T>(&mut self, site: Site, read: Option<Spanned<T>>) -> Option<T> {
        let read = read?;
        self.sites.push((site, read.region));
        Some(read.value)
    }

    fn text(&mut self, site: Site, arguments: &[Meta]) -> Option<String> {
        let read = single(arguments, self.errors).and_then(|meta| value::text(meta, self.errors));
        self.keep(site, read)
    }

    fn switch(&mut self, site: Site, arguments: &[Meta]) -> Option<bool> {
        let read = single(arguments, self.errors).and_then(|meta| value::switch(meta, self.errors));
        self.keep(site, read)
    }

    fn one_of<T: Copy>(
        &mut self,
        site: Site,
        arguments: &[Meta],
        what: &str,
        known: &[T],
        name: impl Fn(T) -> &'static str,
    ) -> Option<T> {
        let meta = single(arguments, self.errors)?;
        let value = value::expression(meta, self.errors)?;
        let read = value::one_of(value, what, known, name, self.errors);
        self.keep(site, read)
    }

    fn path(&mut self, arguments: &[Meta]) -> Option<Path> {
        single(arguments, self.errors).and_then(|meta| value::path(meta, self.errors))
    }
}

fn read_registration(
    tokens: &TokenStream,
    type_name: &str,
    Places { item, attribute }: Places,
    errors: &mut Diagnostics,
) -> Registration {
    let before = errors.len();
    let arguments = TaskArguments::read("#[background_task]", tokens, errors);
    // What may have been meant for the trigger is not missed again.
    let may_be_trigger = |diagnostic: &Diagnostic| {
        diagnostic.rule == annotation::MALFORMED_ATTRIBUTE || diagnostic.help == "did you mean `trigger`?"
    };
    let lost = errors.after(before).iter().any(may_be_trigger);
    let mut reader = Reader { sites: Vec::new(), errors };
    let trigger = match single(&arguments.trigger, reader.errors) {
        Some(meta) => read_trigger(meta, reader.errors),
        None if lost => None,
        None => missing_trigger(attribute, reader.errors),
    };
    let (conditions, condition_idents) = read_conditions(&arguments, &mut reader);
    let windows = nested(&arguments.windows, reader.errors)
        .map(|tokens| WindowsArguments::read("windows(…)", &tokens, reader.errors));
    let apple =
        nested(&arguments.apple, reader.errors).map(|tokens| AppleArguments::read("apple(…)", &tokens, reader.errors));
    let name = reader.text(Site::Name, &arguments.name);
    let mut registration = Registration {
        name: name.unwrap_or_else(|| type_name.to_string()),
        type_name: type_name.to_string(),
        complete: trigger.is_some(),
        trigger: trigger.unwrap_or_else(|| OwnedTrigger::unknown(attribute)),
        conditions,
        condition_idents,
        cancel_on_condition_loss: reader
            .switch(Site::CancelOnConditionLoss, &arguments.cancel_on_condition_loss)
            .unwrap_or_default(),
        network_requested: reader.switch(Site::NetworkRequested, &arguments.network_requested).unwrap_or_default(),
        group: reader.text(Site::Group, &arguments.group),
        model: None,
        entry_point: None,
        clsid: None,
        apple_kind: None,
        identifier: None,
        external_power: None,
        apple_network: None,
        platforms: read_platforms(&arguments.platforms, reader.errors),
        create: reader.path(&arguments.create),
        bgtask: reader.path(&arguments.bgtask),
        item,
        attribute,
        sites: Vec::new(),
    };
    if let Some(windows) = windows {
        registration.model =
            reader.one_of(Site::Model, &windows.model, "hosting model", HostingModel::ALL, HostingModel::name);
        registration.entry_point = reader.text(Site::EntryPoint, &windows.entry_point);
        registration.clsid = read_clsid(&windows.clsid, &mut reader);
    }
    if let Some(apple) = apple {
        registration.apple_kind =
            reader.one_of(Site::AppleKind, &apple.kind, "kind of request", AppleKind::ALL, AppleKind::name);
        registration.identifier = reader.text(Site::Identifier, &apple.identifier);
        registration.external_power = reader.switch(Site::ExternalPower, &apple.external_power);
        registration.apple_network = reader.switch(Site::AppleNetwork, &apple.network);
    }
    registration.sites = reader.sites;
    let findings = rules::check_task(&registration.spec(Place::UNKNOWN));
    // Conditions that could not be read are conditions all the same.
    let has_conditions = !arguments.condition.is_empty() || !arguments.conditions.is_empty();
    // An item that can't be a task may have no name either.
    let has_name = !type_name.is_empty() || !arguments.name.is_empty();
    for finding in findings.iter() {
        let is_told = match finding.rule {
            rule if rule == conditions::CANCEL_WITHOUT_CONDITION => !has_conditions,
            rule if rule == names::MALFORMED_NAME => has_name,
            _ => true,
        };
        if is_told {
            errors.push(Diagnostic::from_finding(finding, registration.region(finding.site)));
        }
    }
    registration
}

fn nested(arguments: &[Meta], errors: &mut Diagnostics) -> Option<TokenStream> {
    single(arguments, errors).and_then(|meta| inner(meta, errors))
}

fn missing_trigger(attribute: Region, errors: &mut Diagnostics) -> Option<OwnedTrigger> {
    errors.add(
        annotation::MISSING_TRIGGER,
        attribute,
        "a background task needs a trigger",
        "say what starts it: `trigger = \"time:15\"`, `trigger = \"system:TimeZoneChange\"`, …",
    );
    None
}

fn read_trigger(meta: &Meta, errors: &mut Diagnostics) -> Option<OwnedTrigger> {
    let value = value::expression(meta, errors)?;
    trigger::read(value, errors)
}

fn read_conditions(arguments: &TaskArguments, reader: &mut Reader<'_>) -> (Vec<Condition>, Vec<Option<Ident>>) {
    let errors = &mut *reader.errors;
    let mut values = Vec::new();
    for meta in &arguments.condition {
        values.extend(value::expression(meta, errors).cloned());
    }
    if let Some(meta) = single(&arguments.conditions, errors) {
        values.extend(value::list(meta, errors));
    }
    let mut found = (Vec::new(), Vec::new());
    for value in &values {
        let Some(word) = value::word(value, errors) else { continue };
        if let Some(condition) = Condition::ALL.iter().copied().find(|known| known.name() == word.text) {
            reader.sites.push((Site::Condition(found.0.len()), word.region));
            found.0.push(condition);
            found.1.push(word.ident);
        } else {
            errors.add(
                conditions::UNKNOWN_CONDITION,
                word.region,
                format!("no condition is called `{}`", cut(&word.text)),
                suggestion::help(&word.text, Condition::ALL.iter().map(|known| known.name())),
            );
        }
    }
    found
}

fn read_clsid(arguments: &[Meta], reader: &mut Reader<'_>) -> Option<Guid> {
    let meta = single(arguments, reader.errors)?;
    let text = value::text(meta, reader.errors)?;
    let Some(clsid) = Guid::parse(&text.value) else {
        reader.errors.add(
            names::MALFORMED_CLSID,
            text.region,
            format!("\"{}\" is not a GUID", cut(&text.value)),
            "write 8-4-4-4-12 hexadecimal digits, such as the output of `uuidgen`",
        );
        return None;
    };
    reader.sites.push((Site::Clsid, text.region));
    Some(clsid)
}

/// `platforms("windows", "apple")`.
pub(super) fn read_platforms(arguments: &[Meta], errors: &mut Diagnostics) -> Option<Platforms> {
    let meta = single(arguments, errors)?;
    let mut platforms = Platforms { windows: false, apple: false };
    let values = value::list(meta, errors);
    for value in &values {
        match value::one_of(value, "platform", Platform::ALL, Platform::name, errors).map(|platform| platform.value) {
            Some(Platform::Windows) => platforms.windows = true,
            Some(Platform::Apple) => platforms.apple = true,
            None => {}
        }
    }
    if values.is_empty() && matches!(meta, Meta::List(_)) {
        let message = "`platforms` lists no platform";
        errors.add(annotation::MALFORMED_VALUE, Region::of(meta), message, "name `\"windows\"`, `\"apple\"` or both");
    }
    Some(platforms)
}
