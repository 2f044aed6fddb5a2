//! `#[background_task]`.

mod item;
mod registration;

use proc_macro2::{Ident, Span, TokenStream};
use syn::{Attribute, Meta, Path};

use super::text::{cut, unraw};
use super::trigger::OwnedTrigger;
use super::{Diagnostics, Head, HeadKind, Region, TASK_ATTRIBUTE};
use crate::catalog::{Condition, HostingModel};
use crate::model::{AppleKind, AppleSpec, Guid, Place, Platforms, TaskSpec, WindowsSpec};
use crate::rules::{Site, annotation, names};

/// An annotated task: the item and its registrations.
pub struct TaskItem {
    /// The item, without the attributes that were taken over.
    pub head: Head,
    /// One for each attribute, in the order of the source.
    pub registrations: Vec<Registration>,
    /// What is wrong with them, errors and warnings.
    pub diagnostics: Diagnostics,
    /// Whether an annotation above this one has made a task of the item.
    pub(crate) is_second: bool,
    /// What is to stand on the item, so that an annotation below this one knows of it.
    pub(crate) mark: Option<Attribute>,
}

/// One `#[background_task]`: one registration, with the place of each of its words.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "the switches are independent of one another")]
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
    pub(crate) run_in_standby: bool,
    pub(crate) apple_kind: Option<AppleKind>,
    pub(crate) identifier: Option<String>,
    pub(crate) external_power: Option<bool>,
    pub(crate) apple_network: Option<bool>,
    pub(crate) platforms: Option<Platforms>,
    /// The numbers of warnings that are accepted.
    pub(crate) allow: Vec<&'static str>,
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
            windows: WindowsSpec {
                model: self.model,
                entry_point: self.entry_point.as_deref(),
                clsid: self.clsid,
                run_in_standby: self.run_in_standby,
            },
            apple: AppleSpec {
                kind: self.apple_kind,
                identifier: self.identifier.as_deref(),
                external_power: self.external_power,
                network: self.apple_network,
            },
            platforms: self.platforms,
            allow: &self.allow,
        }
    }

    /// Whether there is enough of it to register.
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// The places of the words that were written, each with what a finding there may be about.
    pub(crate) fn words(&self) -> impl Iterator<Item = (Vec<Site>, Region)> {
        let trigger = vec![Site::Trigger, Site::TriggerArgument, Site::TriggerFlag];
        let others = self.sites.iter().filter(|(site, _)| !matches!(site, Site::Allow(_)));
        let others = others.map(|(site, region)| (vec![*site], *region));
        std::iter::once((trigger, self.trigger.region(Site::Trigger))).chain(others)
    }

    /// The place of what was not written: the attribute, and for the first attribute the item's name.
    pub(crate) fn place(&self) -> Region {
        self.attribute
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
        let is_second = item::refuse_second(&mut head.attributes, &mut diagnostics);
        let (further, own) = core::mem::take(&mut head.attributes).into_iter().partition(is_background_task);
        head.attributes = own;
        for attribute in &head.attributes {
            item::refuse_conditional(attribute, &mut diagnostics);
        }
        item::check(&head, &mut diagnostics);
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
                registration::read(&arguments, &type_name, Places { item: name, attribute }, &mut diagnostics)
            })
            .collect();
        check_names(&registrations, &mut diagnostics);
        check_shared(&head, &registrations, &mut diagnostics);
        let mark = item::mark_for(&head.attributes);
        Ok(Self { head, registrations, diagnostics, is_second, mark })
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
