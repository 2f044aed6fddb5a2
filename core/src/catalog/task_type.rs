//! The types that a manifest's `<Task Type="…">` takes.

use super::{Evidence, Namespace};

/// A type of task in a manifest's `BackgroundTasks` element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TaskType {
    /// `general`
    General,
    /// `audio`
    Audio,
    /// `controlChannel`
    ControlChannel,
    /// `systemEvent`
    SystemEvent,
    /// `timer`
    Timer,
    /// `pushNotification`
    PushNotification,
    /// `location`
    Location,
    /// `deviceUse`
    DeviceUse,
    /// `deviceServicing`
    DeviceServicing,
    /// `deviceConnectionChange`
    DeviceConnectionChange,
    /// `bluetooth`
    Bluetooth,
    /// `chatMessageNotification`, of the uap namespace
    ChatMessageNotification,
    /// `vpnClient`, of the uap namespace
    VpnClient,
    /// `phoneCall`, of the uap namespace
    PhoneCall,
    /// `mediaProcessing`, of the uap namespace
    MediaProcessing,
    /// `startup`, of the iot namespace
    Startup,
}

/// What is known of a task type.
#[derive(Clone, Copy, Debug)]
pub struct TaskTypeFacts {
    /// The value of the `Type` attribute.
    pub name: &'static str,
    /// The namespace of the `Task` element.
    pub namespace: Namespace,
    /// How well that is known.
    pub evidence: Evidence,
    /// The public page that says so.
    pub source: &'static str,
    /// What else is known.
    pub note: &'static str,
}

const FOUNDATION_TASK: &str = "https://learn.microsoft.com/uwp/schemas/appxpackage/uapmanifestschema/element-task";
const UAP_TASK: &str = "https://learn.microsoft.com/uwp/schemas/appxpackage/uapmanifestschema/element-uap-task";
const IOT_TASK: &str = "https://github.com/microsoft/Windows-iotcore-samples";

const fn foundation(name: &'static str, note: &'static str) -> TaskTypeFacts {
    TaskTypeFacts { name, namespace: Namespace::FOUNDATION, evidence: Evidence::Schema, source: FOUNDATION_TASK, note }
}

const fn uap(name: &'static str, note: &'static str) -> TaskTypeFacts {
    TaskTypeFacts { name, namespace: Namespace::UAP, evidence: Evidence::Schema, source: UAP_TASK, note }
}

static FACTS: [TaskTypeFacts; 16] = [
    foundation("general", ""),
    foundation("audio", "the one type that needs no activatable class"),
    foundation("controlChannel", "for ControlChannelTrigger, whose task may name an executable"),
    foundation("systemEvent", ""),
    foundation("timer", ""),
    foundation("pushNotification", ""),
    foundation("location", ""),
    foundation("deviceUse", ""),
    foundation("deviceServicing", ""),
    foundation("deviceConnectionChange", ""),
    foundation("bluetooth", ""),
    uap("chatMessageNotification", ""),
    uap("vpnClient", "for VPN plug-ins, which no trigger class stands for"),
    uap("phoneCall", ""),
    uap("mediaProcessing", ""),
    TaskTypeFacts {
        name: "startup",
        namespace: Namespace::IOT,
        evidence: Evidence::Schema,
        source: IOT_TASK,
        note: "run at start-up of Windows IoT; declared, never registered; a schema does not keep it unique",
    },
];

impl TaskType {
    /// Every type, those of the foundation namespace first.
    pub const ALL: &'static [Self] = &[
        Self::General,
        Self::Audio,
        Self::ControlChannel,
        Self::SystemEvent,
        Self::Timer,
        Self::PushNotification,
        Self::Location,
        Self::DeviceUse,
        Self::DeviceServicing,
        Self::DeviceConnectionChange,
        Self::Bluetooth,
        Self::ChatMessageNotification,
        Self::VpnClient,
        Self::PhoneCall,
        Self::MediaProcessing,
        Self::Startup,
    ];

    /// What is known of it.
    pub const fn facts(self) -> &'static TaskTypeFacts {
        &FACTS[self as usize]
    }

    /// The value of the `Type` attribute.
    pub const fn name(self) -> &'static str {
        self.facts().name
    }

    /// Reads a `Type` attribute.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|of_type| of_type.name() == name)
    }

    /// Whether Windows, as its own samples have it, takes this type for a trigger that the catalog gives `other`: the
    /// samples cross these three freely.
    pub const fn is_interchangeable_with(self, other: Self) -> bool {
        matches!(self, Self::General | Self::SystemEvent | Self::Timer)
            && matches!(other, Self::General | Self::SystemEvent | Self::Timer)
            || self as u8 == other as u8
    }
}

#[cfg(test)]
mod tests {
    use super::TaskType;

    #[test]
    fn names_are_read_back() {
        for of_type in TaskType::ALL {
            assert_eq!(TaskType::from_name(of_type.name()), Some(*of_type));
            assert_eq!(format!("{of_type:?}").to_lowercase(), of_type.name().to_lowercase(), "the table's order");
        }
        assert_eq!(TaskType::from_name("realTimeCommunication"), None, "named by one page, in no schema");
    }
}
