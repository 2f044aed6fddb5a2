//! The platform facts, as tables. Grammar, rules, generators, the simulator and the docs read these and nothing else.
//!
//! Every row says where it comes from: a public page, and an [`Evidence`] grade where the fact is not plainly
//! documented.

mod access;
mod apple_mapping;
mod apple_os;
pub mod apple_request;
pub mod background_mode;
mod cancellation;
mod capability;
mod condition;
pub mod declared_only;
mod details;
pub mod device_family;
pub mod entitlement;
pub mod error_code;
mod evidence;
mod hosting;
pub mod limits;
pub mod names;
mod namespace;
pub mod plist_key;
pub mod system_event;
mod task_type;
mod trigger;
mod trigger_result;
pub mod trust;
pub mod values;
mod work_cost;

pub use access::{AccessRequestKind, AccessStatus, AccessVerdict};
pub use apple_mapping::{AppleMapping, Fidelity};
pub use apple_os::{AppleOs, Availability, Version};
pub use apple_request::RequestFacts;
pub use background_mode::{BackgroundMode, Companion, Need, WatchMode};
pub use cancellation::{CancellationFacts, CancellationReason};
pub use capability::{Capability, CapabilityKind};
pub use condition::{Condition, ConditionFacts};
pub use declared_only::{DeclaredOnly, RuntimeTrigger};
pub use details::{GeofenceRemovalReason, GeofenceState, ThrottleCounter, ToastHistoryChangedType, VisitStateChange};
pub use entitlement::Entitlement;
pub use error_code::{Code, ErrorCode};
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
pub use trigger_result::{ApplicationTriggerResult, DeviceTriggerResult, FireVerdict};
pub use trust::{RuntimeBehavior, TrustLevel};
pub use values::EnumValue;
pub use work_cost::WorkCost;
