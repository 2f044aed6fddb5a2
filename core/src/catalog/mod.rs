//! The platform facts, as tables. Grammar, rules, generators, the simulator and the docs read these and nothing else.
//!
//! Every row says where it comes from: a public page, and an [`Evidence`] grade where the fact is not plainly
//! documented.

mod access;
mod apple_mapping;
mod apple_os;
pub mod background_mode;
mod cancellation;
mod capability;
mod condition;
pub mod entitlement;
mod evidence;
mod hosting;
pub mod limits;
pub mod names;
mod namespace;
pub mod plist_key;
pub mod system_event;
mod task_type;
mod trigger;
pub mod values;

pub use access::{AccessStatus, AccessVerdict};
pub use apple_mapping::{AppleMapping, Fidelity};
pub use apple_os::{AppleOs, Availability, Version};
pub use background_mode::{BackgroundMode, Companion, Need, WatchMode};
pub use cancellation::{CancellationFacts, CancellationReason};
pub use capability::{Capability, CapabilityKind};
pub use condition::{Condition, ConditionFacts};
pub use entitlement::Entitlement;
pub use evidence::Evidence;
pub use hosting::HostingModel;
pub use namespace::Namespace;
pub use plist_key::{BuildSetting, PlistKey, PlistType};
pub use system_event::SystemEventFacts;
pub use task_type::{TaskType, TaskTypeFacts};
pub use trigger::{
    CapabilityUse, Construction, DeclaredType, Details, Parameter, ParameterKind, Status, Support, TriggerFacts,
    TriggerKind, triggers,
};
pub use values::EnumValue;
