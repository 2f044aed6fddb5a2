//! What there is to know of a trigger.

use core::time::Duration;

use super::TriggerKind;
use crate::catalog::{AppleMapping, Capability, EnumValue, Evidence, HostingModel, TaskType, limits, system_event};

/// What is known of a trigger.
#[derive(Clone, Copy, Debug)]
pub struct TriggerFacts {
    /// Which trigger.
    pub kind: TriggerKind,
    /// The grammar's name: the class's in kebab case, without `Trigger`.
    pub name: &'static str,
    /// The class in `Windows.ApplicationModel.Background`.
    pub class: &'static str,
    /// When it fires, in one phrase.
    pub summary: &'static str,
    /// What it takes to build it.
    pub construction: Construction,
    /// What follows its name, if anything may.
    pub parameter: Option<Parameter>,
    /// Whether it can be asked to fire once (`,once`).
    pub one_shot: bool,
    /// The type that a manifest declares for it.
    pub task_type: DeclaredType,
    /// Whether it may be activated in the app's own process.
    pub in_process: Support,
    /// Whether it may be activated in a component.
    pub out_of_process: Support,
    /// Whether it may be registered with a COM class.
    pub com: Support,
    /// Whether a full-trust app may register it with the forwarder's entry point.
    pub forwarded: Support,
    /// The capabilities that it needs.
    pub capabilities: &'static [CapabilityUse],
    /// How many registrations of it an app may have, where the system counts them.
    pub registrations: Option<u8>,
    /// Whether conditions may be added.
    pub conditions: bool,
    /// How long a task may run, wall-clock, before the system tells it to stop.
    pub run_time: Duration,
    /// Features of the `windows` crate that building it, or firing it with arguments, needs besides
    /// `ApplicationModel_Background`.
    pub windows_features: &'static [&'static str],
    /// What an activation carries, unless [`TriggerFacts::details_by_value`] knows better.
    pub details: Details,
    /// What an activation carries, for single values of the parameter.
    pub details_by_value: &'static [(EnumValue, Details)],
    /// Why it may not be for everybody.
    pub status: &'static [Status],
    /// The version of `Windows.Foundation.UniversalApiContract` that brought it, where later than the first.
    ///
    /// Source: the `ContractVersion` attributes in Windows' metadata. [`limits::contract_build`] gives the build.
    pub contract: Option<u8>,
    /// The API contract that holds it, where that is not `UniversalApiContract`: such a class is missing on devices whose
    /// system doesn't bring the contract.
    ///
    /// Source: the `ContractVersion` attributes in Windows' metadata.
    pub own_contract: Option<&'static str>,
    /// What stands for it on Apple systems. For `system` it depends on the event: [`TriggerFacts::apple_for`].
    pub apple: AppleMapping,
    /// Limits and habits worth knowing, a sentence each.
    pub notes: &'static [&'static str],
    /// The public page that describes it.
    pub source: &'static str,
}

/// What it takes to build a trigger object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Construction {
    /// Its annotation says all.
    Literal,
    /// Its annotation says all; the app fires it with `RequestAsync`.
    Fired,
    /// Its constructor takes literals, but it is useless until objects are set on it: `with(…)`.
    Properties,
    /// Its constructor takes an object made at run time: `with(…)`.
    Object,
    /// Its factory is asynchronous and may fail: `with(…)`.
    Factory,
}

impl Construction {
    /// Whether an annotation needs `with(…)`.
    pub const fn needs_with(self) -> bool {
        matches!(self, Self::Properties | Self::Object | Self::Factory)
    }
}

/// What follows a trigger's name in an annotation.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// Its name, as messages, docs and JSON have it.
    pub name: &'static str,
    /// What it says.
    pub summary: &'static str,
    /// What it takes.
    pub kind: ParameterKind,
    /// Whether it may be left out.
    pub required: bool,
}

impl Parameter {
    /// What leaving it out means, where the constructor needs a value all the same: the only one that there is.
    pub const fn default_value(&self) -> Option<EnumValue> {
        match self.kind {
            ParameterKind::Value([only]) if !self.required => Some(*only),
            _ => None,
        }
    }
}

/// What a parameter takes.
#[derive(Clone, Copy, Debug)]
pub enum ParameterKind {
    /// A number of minutes.
    Minutes {
        /// With fewer, registration fails.
        minimum: u32,
        /// More are not vouched for.
        maximum_advised: Option<u32>,
    },
    /// Any text.
    Text,
    /// One of these.
    Value(&'static [EnumValue]),
}

/// The manifest's task type for a trigger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeclaredType {
    /// The type that bgtask writes.
    pub task_type: TaskType,
    /// How well it is known that this type is the right one.
    pub evidence: Evidence,
}

impl DeclaredType {
    /// No page, schema or sample names a type: bgtask writes the one for everything.
    pub(super) const UNKNOWN: Self = Self { task_type: TaskType::General, evidence: Evidence::Unknown };

    pub(super) const fn sample(task_type: TaskType) -> Self {
        Self { task_type, evidence: Evidence::Sample }
    }

    pub(super) const fn documented(task_type: TaskType) -> Self {
        Self { task_type, evidence: Evidence::Documented }
    }

    pub(super) const fn inferred(task_type: TaskType) -> Self {
        Self { task_type, evidence: Evidence::Inferred }
    }

    /// Nothing was found, and this is the likelier guess.
    pub(super) const fn guessed(task_type: TaskType) -> Self {
        Self { task_type, evidence: Evidence::Unknown }
    }
}

/// Whether something works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Support {
    /// It does; documented or seen.
    Works,
    /// Nothing speaks against it, and nobody says so.
    Untested,
    /// It does not; the text says why or what happens.
    Fails(&'static str),
}

/// A capability that a trigger needs.
#[derive(Clone, Copy, Debug)]
pub struct CapabilityUse {
    /// The capability.
    pub capability: Capability,
    /// How well the need is known: what is only inferred is reported, never written.
    pub evidence: Evidence,
}

impl CapabilityUse {
    pub(super) const fn sample(capability: Capability) -> Self {
        Self { capability, evidence: Evidence::Sample }
    }

    pub(super) const fn documented(capability: Capability) -> Self {
        Self { capability, evidence: Evidence::Documented }
    }

    pub(super) const fn inferred(capability: Capability) -> Self {
        Self { capability, evidence: Evidence::Inferred }
    }
}

/// What an activation carries in `TriggerDetails`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Details {
    /// The full name of the class; empty when there is none.
    pub class: &'static str,
    /// How well that is known.
    pub evidence: Evidence,
}

impl Details {
    /// Documented to carry nothing.
    pub(super) const NONE: Self = Self { class: "", evidence: Evidence::Documented };
    /// Nothing was found.
    pub(super) const UNKNOWN: Self = Self { class: "", evidence: Evidence::Unknown };

    pub(super) const fn documented(class: &'static str) -> Self {
        Self { class, evidence: Evidence::Documented }
    }

    /// A class of a matching name is in the metadata; no page says that the trigger hands it over.
    pub(super) const fn inferred(class: &'static str) -> Self {
        Self { class, evidence: Evidence::Inferred }
    }
}

/// Why a trigger may not be for everybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Deprecated; the text says since when and what to use instead.
    Deprecated(&'static str),
    /// Only on phones, or on devices with a phone.
    PhoneOnly(&'static str),
    /// Only for some: partners, operators, apps with a restricted capability.
    Restricted(&'static str),
}

impl TriggerFacts {
    /// The article that stands before its name in a sentence: `a` or `an`.
    pub const fn article(&self) -> &'static str {
        match self.name.as_bytes() {
            // What begins with u here begins like "user". The letters of RCS, RFCOMM and SMS are spoken one by one.
            [b'a' | b'e' | b'i' | b'o', ..] | [b'r', b'c' | b'f', ..] | [b's', b'm', b's', ..] => "an",
            _ => "a",
        }
    }

    /// Whether the trigger may be used in a hosting model.
    pub const fn support(&self, model: HostingModel) -> Support {
        match model {
            HostingModel::InProcess => self.in_process,
            HostingModel::OutOfProcess => self.out_of_process,
            HostingModel::Com => self.com,
            HostingModel::Forwarded => self.forwarded,
        }
    }

    /// Whether a task with this trigger may have a hosting model. Nobody says which triggers a COM class can be registered
    /// with, and a wrong one may be accepted and never fire: there, what is not known to work does not count.
    pub const fn goes_with(&self, model: HostingModel) -> bool {
        match self.support(model) {
            Support::Works => true,
            Support::Untested => !matches!(model, HostingModel::Com),
            Support::Fails(_) => false,
        }
    }

    /// What an activation carries when the trigger has this value.
    pub const fn details_for(&self, value: Option<EnumValue>) -> Details {
        let Some(value) = value else { return self.details };
        let mut at = 0;
        while at < self.details_by_value.len() {
            let (of, details) = self.details_by_value[at];
            if of.value == value.value {
                return details;
            }
            at += 1;
        }
        self.details
    }

    /// What stands on Apple systems for the trigger with this value.
    pub const fn apple_for(&self, value: Option<EnumValue>) -> &'static AppleMapping {
        match (self.kind, value) {
            (TriggerKind::System, Some(event)) => &system_event::facts(event).apple,
            _ => &self.kind.facts().apple,
        }
    }

    /// What most rows share.
    pub(super) const BLANK: Self = Self {
        kind: TriggerKind::Time,
        name: "",
        class: "",
        summary: "",
        construction: Construction::Literal,
        parameter: None,
        one_shot: false,
        task_type: DeclaredType::UNKNOWN,
        in_process: Support::Works,
        out_of_process: Support::Works,
        com: Support::Untested,
        forwarded: Support::Untested,
        capabilities: &[],
        registrations: None,
        conditions: true,
        run_time: limits::RUN_TIME,
        windows_features: &[],
        details: Details::UNKNOWN,
        details_by_value: &[],
        status: &[],
        contract: None,
        own_contract: None,
        apple: AppleMapping::none(""),
        notes: &[],
        source: "",
    };
}
