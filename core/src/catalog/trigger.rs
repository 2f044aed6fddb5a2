//! Every background trigger of Windows.

use super::{Capability, EnumValue, Evidence, HostingModel, TaskType, values};
use crate::model::AppleKind;

/// What is known of a trigger.
#[derive(Clone, Copy, Debug)]
pub struct TriggerFacts {
    /// Which trigger.
    pub kind: TriggerKind,
    /// The grammar's name: the class's in kebab case, without `Trigger`.
    pub name: &'static str,
    /// The class in `Windows.ApplicationModel.Background`.
    pub class: &'static str,
    /// When it fires, in one sentence.
    pub summary: &'static str,
    /// What it takes to build it.
    pub construction: Construction,
    /// What follows its name, if anything may.
    pub parameter: Option<Parameter>,
    /// Whether it can fire once (`,once`) or always fires again.
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
    /// Features of the `windows` crate that building it needs besides `ApplicationModel_Background`.
    pub windows_features: &'static [&'static str],
    /// What an activation carries.
    pub details: Details,
    /// Why it may not be for everybody.
    pub status: &'static [Status],
    /// The version of `Windows.Foundation.UniversalApiContract` that brought it, where later than the first.
    pub contract: Option<u8>,
    /// What stands for it on Apple systems.
    pub apple: AppleMapping,
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

/// What an activation carries in `TriggerDetails`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Details {
    /// The full name of the class; empty when there is none.
    pub class: &'static str,
    /// How well that is known.
    pub evidence: Evidence,
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

/// What stands for a Windows construct on Apple systems.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AppleMapping {
    /// The nearest construct.
    pub construct: &'static str,
    /// The kind of request that bgtask makes for it, where it makes one.
    pub kind: Option<AppleKind>,
    /// The `UIBackgroundModes` that bgtask writes for it.
    pub modes: &'static [&'static str],
    /// How near it comes.
    pub fidelity: Fidelity,
    /// What is different, or why there is nothing.
    pub note: &'static str,
}

/// How near an Apple construct comes to a Windows one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fidelity {
    /// The same.
    Exact,
    /// Near; the note says what is different.
    Approximate,
    /// There is nothing.
    None,
}

impl TriggerFacts {
    /// Whether the trigger may be used in a hosting model.
    pub const fn support(&self, model: HostingModel) -> Support {
        match model {
            HostingModel::InProcess => self.in_process,
            HostingModel::OutOfProcess => self.out_of_process,
            HostingModel::Com => self.com,
            HostingModel::Forwarded => self.forwarded,
        }
    }
}

/// Declares the triggers: the enum, the table in its order, and a documented name for each, in the grammar's Rust form,
/// for annotations to point at.
macro_rules! triggers {
    ($($(#[$doc:meta])* $kind:ident $name:ident { $($field:ident: $value:expr,)* })*) => {
        /// A background trigger of Windows.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[expect(missing_docs, reason = "documented, with everything else, on the constants in `triggers`")]
        pub enum TriggerKind { $($kind),* }

        impl TriggerKind {
            /// Every trigger.
            pub const ALL: &'static [Self] = &[$(Self::$kind),*];
        }

        /// The triggers under the grammar's names, as `trigger = time(15)` has them.
        #[expect(non_upper_case_globals, reason = "spelled as annotations spell them")]
        pub mod triggers {
            use super::TriggerKind;

            $($(#[$doc])* pub const $name: TriggerKind = TriggerKind::$kind;)*
        }

        static FACTS: &[TriggerFacts] = &[$(TriggerFacts {
            kind: TriggerKind::$kind,
            $($field: $value,)*
            ..TriggerFacts::BLANK
        }),*];
    };
}

impl TriggerKind {
    /// What is known of it.
    pub const fn facts(self) -> &'static TriggerFacts {
        &FACTS[self as usize]
    }

    /// Reads the grammar's name, `push-notification`, or its Rust form, `push_notification`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| {
            let known = kind.facts().name;
            known.len() == name.len() && known.bytes().zip(name.bytes()).all(|(a, b)| a == b || a == b'-' && b == b'_')
        })
    }
}

impl TriggerFacts {
    /// What most rows share.
    const BLANK: Self = Self {
        kind: TriggerKind::Time,
        name: "",
        class: "",
        summary: "",
        construction: Construction::Literal,
        parameter: None,
        one_shot: false,
        task_type: DeclaredType { task_type: TaskType::General, evidence: Evidence::Unknown },
        in_process: Support::Works,
        out_of_process: Support::Works,
        com: Support::Untested,
        forwarded: Support::Untested,
        capabilities: &[],
        registrations: None,
        conditions: true,
        windows_features: &[],
        details: Details { class: "", evidence: Evidence::Documented },
        status: &[],
        contract: None,
        apple: AppleMapping { construct: "nothing", kind: None, modes: &[], fidelity: Fidelity::None, note: "" },
        source: "",
    };
}

triggers! {
    /// Runs every so many minutes, or once.
    Time time {
        name: "time",
        class: "TimeTrigger",
        summary: "every so many minutes",
        parameter: Some(MINUTES),
        one_shot: true,
        task_type: DeclaredType { task_type: TaskType::Timer, evidence: Evidence::Sample },
        com: Support::Works,
        forwarded: Support::Works,
        apple: AppleMapping {
            construct: "BGAppRefreshTaskRequest",
            kind: Some(AppleKind::Refresh),
            modes: &["fetch"],
            fidelity: Fidelity::Approximate,
            note: "not sooner than asked, perhaps days later; one pending request for all refresh tasks of the app",
        },
        source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.timetrigger",
    }
    /// Fires on an event of the system.
    System system {
        name: "system",
        class: "SystemTrigger",
        summary: "on an event of the system",
        parameter: Some(Parameter {
            name: "type",
            summary: "the event",
            kind: ParameterKind::Value(values::system_trigger_type::ALL),
            required: true,
        }),
        one_shot: true,
        task_type: DeclaredType { task_type: TaskType::SystemEvent, evidence: Evidence::Sample },
        com: Support::Fails("Register answers 0x80070032, not supported"),
        forwarded: Support::Works,
        source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.systemtrigger",
    }
}

const MINUTES: Parameter = Parameter {
    name: "minutes",
    summary: "minutes between two runs, or until the only one",
    kind: ParameterKind::Minutes {
        minimum: super::limits::MINIMUM_MINUTES,
        maximum_advised: Some(super::limits::MAXIMUM_ADVISED_MINUTES),
    },
    required: true,
};

#[cfg(test)]
mod tests {
    use super::TriggerKind;

    #[test]
    fn the_names_are_the_classes_in_kebab_case() {
        for kind in TriggerKind::ALL {
            let facts = kind.facts();
            assert_eq!(facts.kind, *kind);
            assert_eq!(format!("{kind:?}Trigger"), facts.class);
            assert_eq!(TriggerKind::from_name(facts.name), Some(*kind));
            assert_eq!(TriggerKind::from_name(&facts.name.replace('-', "_")), Some(*kind));
        }
    }
}
