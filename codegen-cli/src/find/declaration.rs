//! What annotations declare: data of its own, with places in files instead of a parser's spans.

use std::ops::Range;

use bgtask_core::catalog::{Condition, HostingModel, TriggerKind};
use bgtask_core::grammar::{OwnedArgument, Region};
use bgtask_core::model::{
    self, AppSpec, AppleKind, AppleSpec, Argument, Guid, Platforms, TaskSpec, Trigger, WindowsSpec,
};
use bgtask_core::rules::{self, Site};

use crate::source::Place;

/// One `#[background_task]`: one registration.
#[derive(Clone, Debug)]
pub struct Registration {
    /// The attribute.
    pub place: Place,
    /// The line at which it begins, from 1.
    pub line: usize,
    /// The column at which it begins, from 1, in characters.
    pub column: usize,
    name: String,
    type_name: String,
    trigger: OwnedTrigger,
    conditions: Vec<Condition>,
    cancel_on_condition_loss: bool,
    network_requested: bool,
    group: Option<String>,
    model: Option<HostingModel>,
    entry_point: Option<String>,
    clsid: Option<Guid>,
    run_in_standby: bool,
    apple_kind: Option<AppleKind>,
    identifier: Option<String>,
    external_power: Option<bool>,
    network: Option<bool>,
    platforms: Option<Platforms>,
    allow: Vec<&'static str>,
    sites: Sites,
}

impl Registration {
    /// Keeps a spec, its attribute's place and the places of its words.
    pub(super) fn new(spec: &TaskSpec<'_>, place: Place, (line, column): (usize, usize), sites: Sites) -> Self {
        let own = |text: &str| String::from(text);
        Self {
            place,
            line,
            column,
            name: own(spec.name),
            type_name: own(spec.type_name),
            trigger: OwnedTrigger::new(&spec.trigger),
            conditions: spec.conditions.to_vec(),
            cancel_on_condition_loss: spec.cancel_on_condition_loss,
            network_requested: spec.network_requested,
            group: spec.group.map(own),
            model: spec.windows.model,
            entry_point: spec.windows.entry_point.map(own),
            clsid: spec.windows.clsid,
            run_in_standby: spec.windows.run_in_standby,
            apple_kind: spec.apple.kind,
            identifier: spec.apple.identifier.map(own),
            external_power: spec.apple.external_power,
            network: spec.apple.network,
            platforms: spec.platforms,
            allow: allowed(spec.allow),
            sites,
        }
    }

    /// As the model has it. Where it stands is for the caller to keep.
    pub fn spec<'a>(&'a self, place: model::Place<'a>) -> TaskSpec<'a> {
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
                network: self.network,
            },
            platforms: self.platforms,
            allow: &self.allow,
        }
    }

    /// Where what a finding is about stands.
    pub fn place_of(&self, site: Site) -> Place {
        self.sites.place(site)
    }
}

/// A trigger, with text of its own.
#[derive(Clone, Debug)]
struct OwnedTrigger {
    kind: TriggerKind,
    argument: OwnedArgument,
    once: bool,
    with: bool,
}

impl OwnedTrigger {
    fn new(trigger: &Trigger<'_>) -> Self {
        let argument = match trigger.argument {
            Argument::None => OwnedArgument::None,
            Argument::Number(number) => OwnedArgument::Number(number),
            Argument::Text(text) => OwnedArgument::Text(String::from(text)),
            Argument::Value(value) => OwnedArgument::Value(value),
        };
        Self { kind: trigger.kind, argument, once: trigger.once, with: trigger.with }
    }

    fn trigger(&self) -> Trigger<'_> {
        let argument = match &self.argument {
            OwnedArgument::None => Argument::None,
            OwnedArgument::Number(number) => Argument::Number(*number),
            OwnedArgument::Text(text) => Argument::Text(text),
            OwnedArgument::Value(value) => Argument::Value(*value),
        };
        Trigger { kind: self.kind, argument, once: self.once, with: self.with }
    }
}

/// What a `#[background_app]` says, its list of tasks apart.
#[derive(Clone, Debug)]
pub(crate) struct Declaration {
    type_name: String,
    model: HostingModel,
    namespace: Option<String>,
    identifier_prefix: Option<String>,
    modes: Vec<&'static str>,
    exits_on_suspend: Option<bool>,
    platforms: Option<Platforms>,
    strict: bool,
    allow: Vec<&'static str>,
    sites: Sites,
}

impl Declaration {
    /// Keeps a spec and the places of its words.
    pub(super) fn new(spec: &AppSpec<'_>, sites: Sites) -> Self {
        Self {
            type_name: String::from(spec.type_name),
            model: spec.model,
            namespace: spec.namespace.map(String::from),
            identifier_prefix: spec.identifier_prefix.map(String::from),
            // A spec borrows a list of texts, which nothing that owns the texts can lend. The few modes that an app has
            // are kept for good instead.
            modes: spec.modes.iter().map(|mode| &*String::from(*mode).leak()).collect(),
            exits_on_suspend: spec.exits_on_suspend,
            platforms: spec.platforms,
            strict: spec.strict,
            allow: allowed(spec.allow),
            sites,
        }
    }

    /// As the model has it.
    pub fn spec<'a>(&'a self, place: model::Place<'a>) -> AppSpec<'a> {
        AppSpec {
            type_name: &self.type_name,
            place,
            model: self.model,
            namespace: self.namespace.as_deref(),
            identifier_prefix: self.identifier_prefix.as_deref(),
            modes: &self.modes,
            exits_on_suspend: self.exits_on_suspend,
            platforms: self.platforms,
            strict: self.strict,
            allow: &self.allow,
        }
    }

    /// The name of the type.
    pub fn type_name(&self) -> &str {
        &self.type_name
    }

    /// What stands before a type's name in a default entry point.
    pub fn namespace(&self) -> Option<&str> {
        self.namespace.as_deref()
    }

    /// What stands before the shared Apple identifiers.
    pub fn identifier_prefix(&self) -> Option<&str> {
        self.identifier_prefix.as_deref()
    }

    /// Whether warnings are errors.
    pub fn is_strict(&self) -> bool {
        self.strict
    }

    /// Where what a finding is about stands.
    pub fn place_of(&self, site: Site) -> Place {
        self.sites.place(site)
    }
}

/// The numbers of warnings, as the table of rules has them.
fn allowed(numbers: &[&str]) -> Vec<&'static str> {
    numbers.iter().filter_map(|number| Some(rules::find(number)?.id)).collect()
}

/// The places of an annotation's words. What was not written has the place that the grammar shows for it.
#[derive(Clone, Debug)]
pub(super) struct Sites {
    item: Place,
    others: Vec<(Site, Place)>,
}

impl Sites {
    /// The places of a task's words.
    pub fn of_task(conditions: usize, allowed: usize, place: impl Fn(Site) -> Place) -> Self {
        let single = [
            Site::Trigger,
            Site::TriggerArgument,
            Site::TriggerFlag,
            Site::Name,
            Site::CancelOnConditionLoss,
            Site::NetworkRequested,
            Site::Group,
            Site::Model,
            Site::EntryPoint,
            Site::Clsid,
            Site::RunInStandby,
            Site::AppleKind,
            Site::Identifier,
            Site::AppleNetwork,
            Site::ExternalPower,
        ];
        let several = (0..conditions).map(Site::Condition).chain((0..allowed).map(Site::Allow));
        Self::of(single.into_iter().chain(several), place)
    }

    /// The places of an app's words.
    pub fn of_app(modes: usize, allowed: usize, place: impl Fn(Site) -> Place) -> Self {
        let single = [Site::Model, Site::Namespace, Site::IdentifierPrefix, Site::ExitsOnSuspend];
        let several = (0..modes).map(Site::Mode).chain((0..allowed).map(Site::Allow));
        Self::of(single.into_iter().chain(several), place)
    }

    fn of(sites: impl Iterator<Item = Site>, place: impl Fn(Site) -> Place) -> Self {
        Self { item: place(Site::Item), others: sites.map(|site| (site, place(site))).collect() }
    }

    /// The place of a word.
    fn place(&self, site: Site) -> Place {
        self.others.iter().find(|(known, _)| *known == site).map_or(&self.item, |(_, place)| place).clone()
    }
}

/// The bytes of a region in the text that was parsed; `None` for the macro's own, which is the whole annotation.
pub(super) fn range(region: Region, origin: usize) -> Option<Range<usize>> {
    let (start, end) = (region.start.byte_range(), region.end.byte_range());
    // No token is empty but those that stand for no place.
    if start.is_empty() {
        return None;
    }
    Some(origin + start.start..origin + end.end.max(start.end))
}
