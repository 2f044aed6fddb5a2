//! What Windows answers when an app fires a trigger with `RequestAsync`.

/// What an application or media-processing trigger answers: `ApplicationTriggerResult`, and `MediaProcessingTriggerResult`
/// with the same values.
///
/// Source: <https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.applicationtriggerresult>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApplicationTriggerResult {
    /// The task runs.
    Allowed = 0,
    /// It runs already.
    CurrentlyRunning = 1,
    /// The system's policy forbids it.
    DisabledByPolicy = 2,
    /// Something went wrong.
    UnknownError = 3,
}

/// What a device-use or device-servicing trigger answers.
///
/// Source: <https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.devicetriggerresult>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceTriggerResult {
    /// The task runs.
    Allowed = 0,
    /// The user said no.
    DeniedByUser = 1,
    /// The system said no.
    DeniedBySystem = 2,
    /// The battery is low.
    LowBattery = 3,
}

/// What an answer means for the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FireVerdict {
    /// The task was started by this request.
    Started,
    /// The task runs already, from an earlier request; this one started nothing.
    RunsAlready,
    /// Nothing was started; the text says why.
    Refused(&'static str),
}

impl ApplicationTriggerResult {
    /// Every answer, in Windows' order.
    pub const ALL: &'static [Self] =
        &[Self::Allowed, Self::CurrentlyRunning, Self::DisabledByPolicy, Self::UnknownError];

    /// The answer with this number.
    pub fn from_value(value: i32) -> Option<Self> {
        Self::ALL.iter().copied().find(|result| *result as i32 == value)
    }

    /// What it means.
    pub const fn verdict(self) -> FireVerdict {
        match self {
            Self::Allowed => FireVerdict::Started,
            Self::CurrentlyRunning => FireVerdict::RunsAlready,
            Self::DisabledByPolicy => FireVerdict::Refused("the system's policy forbids it"),
            Self::UnknownError => FireVerdict::Refused("the system gives no reason"),
        }
    }
}

impl DeviceTriggerResult {
    /// Every answer, in Windows' order.
    pub const ALL: &'static [Self] = &[Self::Allowed, Self::DeniedByUser, Self::DeniedBySystem, Self::LowBattery];

    /// The answer with this number.
    pub fn from_value(value: i32) -> Option<Self> {
        Self::ALL.iter().copied().find(|result| *result as i32 == value)
    }

    /// What it means.
    pub const fn verdict(self) -> FireVerdict {
        match self {
            Self::Allowed => FireVerdict::Started,
            Self::DeniedByUser => FireVerdict::Refused("the user said no"),
            Self::DeniedBySystem => FireVerdict::Refused("the system said no"),
            Self::LowBattery => FireVerdict::Refused("the battery is low"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ApplicationTriggerResult, DeviceTriggerResult, FireVerdict};

    #[test]
    fn only_the_first_answer_is_a_start() {
        let application =
            (0..4).filter_map(ApplicationTriggerResult::from_value).map(ApplicationTriggerResult::verdict);
        let device = (0..4).filter_map(DeviceTriggerResult::from_value).map(DeviceTriggerResult::verdict);
        let started = |verdict: &FireVerdict| *verdict == FireVerdict::Started;
        assert_eq!(application.filter(started).count(), 1);
        assert_eq!(device.filter(started).count(), 1);
        assert_eq!(ApplicationTriggerResult::from_value(0), Some(ApplicationTriggerResult::Allowed));
        assert_eq!(DeviceTriggerResult::from_value(4), None);
    }
}
