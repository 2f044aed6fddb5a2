//! What must hold besides the trigger.

use super::{AppleMapping, EnumValue, Fidelity, values::system_trigger_type as system};

/// A condition: checked after the trigger fired; the run is held until every condition of the task holds.
///
/// Windows calls them `SystemConditionType`:
/// <https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.systemconditiontype>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// Somebody is at the device.
    UserPresent = 1,
    /// Nobody is at the device.
    UserNotPresent = 2,
    /// The internet is reachable.
    InternetAvailable = 3,
    /// The internet is not reachable.
    InternetNotAvailable = 4,
    /// The session is connected.
    SessionConnected = 5,
    /// The session is disconnected.
    SessionDisconnected = 6,
    /// A network that costs nothing by volume is there.
    FreeNetworkAvailable = 7,
    /// Background work costs little at the moment.
    BackgroundWorkCostNotHigh = 8,
}

/// What is known of a condition.
#[derive(Clone, Copy, Debug)]
pub struct ConditionFacts {
    /// Windows' name, which is the grammar's.
    pub name: &'static str,
    /// The number in `SystemConditionType`.
    pub value: i32,
    /// When it holds, in one phrase.
    pub summary: &'static str,
    /// The condition that can't hold at the same time.
    pub opposite: Option<Condition>,
    /// The conditions that hold whenever this one does, so that naming them too adds nothing.
    pub implies: &'static [Condition],
    /// The `system` trigger that fires just when the condition begins to hold, so that the condition repeats it.
    pub begun_by: Option<EnumValue>,
    /// What stands for it on Apple systems.
    pub apple: AppleMapping,
}

impl Condition {
    /// Every condition, in Windows' order.
    pub const ALL: &'static [Self] = &[
        Self::UserPresent,
        Self::UserNotPresent,
        Self::InternetAvailable,
        Self::InternetNotAvailable,
        Self::SessionConnected,
        Self::SessionDisconnected,
        Self::FreeNetworkAvailable,
        Self::BackgroundWorkCostNotHigh,
    ];

    /// What is known of it.
    pub const fn facts(self) -> &'static ConditionFacts {
        &FACTS[self as usize - 1]
    }

    /// Windows' name for it.
    pub const fn name(self) -> &'static str {
        self.facts().name
    }
}

const fn apple(construct: &'static str, fidelity: Fidelity, note: &'static str) -> AppleMapping {
    AppleMapping::of_the_app(construct, fidelity, note)
}

static FACTS: [ConditionFacts; 8] = [
    ConditionFacts {
        name: "UserPresent",
        value: 1,
        summary: "somebody is at the device",
        opposite: Some(Condition::UserNotPresent),
        implies: &[],
        begun_by: Some(system::UserPresent),
        apple: apple(
            "nothing",
            Fidelity::None,
            "an app in the background is not told whether somebody is at the device",
        ),
    },
    ConditionFacts {
        name: "UserNotPresent",
        value: 2,
        summary: "nobody is at the device",
        opposite: Some(Condition::UserPresent),
        implies: &[],
        begun_by: Some(system::UserAway),
        apple: apple(
            "BGProcessingTaskRequest",
            Fidelity::Approximate,
            "processing runs only while the device is idle; a refresh task can't ask for it",
        ),
    },
    ConditionFacts {
        name: "InternetAvailable",
        value: 3,
        summary: "the internet is reachable",
        opposite: Some(Condition::InternetNotAvailable),
        implies: &[],
        begun_by: Some(system::InternetAvailable),
        apple: apple(
            "BGProcessingTaskRequest.requiresNetworkConnectivity",
            Fidelity::Exact,
            "a refresh task can't ask for it: look at the network in the task",
        ),
    },
    ConditionFacts {
        name: "InternetNotAvailable",
        value: 4,
        summary: "the internet is not reachable",
        opposite: Some(Condition::InternetAvailable),
        implies: &[],
        begun_by: None,
        apple: apple("nothing", Fidelity::None, "no request waits for the network to be gone"),
    },
    ConditionFacts {
        name: "SessionConnected",
        value: 5,
        summary: "the session is connected",
        opposite: Some(Condition::SessionDisconnected),
        implies: &[],
        begun_by: Some(system::SessionConnected),
        apple: apple("nothing", Fidelity::None, "there are no user sessions"),
    },
    ConditionFacts {
        name: "SessionDisconnected",
        value: 6,
        summary: "the session is disconnected",
        opposite: Some(Condition::SessionConnected),
        implies: &[],
        begun_by: None,
        apple: apple("nothing", Fidelity::None, "there are no user sessions"),
    },
    ConditionFacts {
        name: "FreeNetworkAvailable",
        value: 7,
        summary: "a network that costs nothing by volume is there",
        opposite: Some(Condition::InternetNotAvailable),
        implies: &[Condition::InternetAvailable],
        begun_by: None,
        apple: apple(
            "BGProcessingTaskRequest.requiresNetworkConnectivity",
            Fidelity::Approximate,
            "no request tells a metered network from a free one: look at the path in the task",
        ),
    },
    ConditionFacts {
        name: "BackgroundWorkCostNotHigh",
        value: 8,
        summary: "background work costs little at the moment",
        opposite: None,
        implies: &[],
        begun_by: None,
        apple: apple("the system's own budgets", Fidelity::Approximate, "they always apply and can't be asked for"),
    },
];

#[cfg(test)]
mod tests {
    use super::Condition;

    #[test]
    fn the_table_is_in_the_order_of_the_enum() {
        for (at, condition) in Condition::ALL.iter().enumerate() {
            assert_eq!(condition.facts().value, *condition as i32);
            assert_eq!(condition.name(), format!("{condition:?}"), "row {at}");
        }
    }
}
