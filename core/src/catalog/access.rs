//! Whether the user and the system let an app run in the background.

/// What `BackgroundExecutionManager` answers to a request for access.
///
/// Source: <https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.backgroundaccessstatus>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccessStatus {
    /// Nothing was decided.
    Unspecified = 0,
    /// Allowed, with a real-time connection. An answer of before Windows 10 1607.
    AllowedWithAlwaysOnRealTimeConnectivity = 1,
    /// Allowed, perhaps with a real-time connection. An answer of before Windows 10 1607.
    AllowedMayUseActiveRealTimeConnectivity = 2,
    /// Denied. An answer of before Windows 10 1607.
    Denied = 3,
    /// Always allowed.
    AlwaysAllowed = 4,
    /// Allowed within the system's policy: the usual answer.
    AllowedSubjectToSystemPolicy = 5,
    /// Denied by the system's policy, such as the battery's.
    DeniedBySystemPolicy = 6,
    /// Denied by the user, in the settings.
    DeniedByUser = 7,
}

/// What an access status means for registration.
///
/// Source: <https://learn.microsoft.com/windows/uwp/launch-resume/run-a-background-task-on-a-timer->
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccessVerdict {
    /// Register; the tasks will run.
    Allowed,
    /// Nothing was decided: nothing runs; ask again.
    AskAgain,
    /// Nothing runs; the text says what the user can do about it.
    Denied(&'static str),
}

/// What `BackgroundExecutionManager.RequestAccessKindAsync` can be asked for. It may show the user a question, and is there
/// since Windows 10 1803.
///
/// Source: <https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.backgroundaccessrequestkind>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccessRequestKind {
    /// Work without the limits of battery saver and such.
    AlwaysAllowed = 0,
    /// Work within the system's policy.
    AllowedSubjectToSystemPolicy = 1,
}

impl AccessRequestKind {
    /// The status of an app that was granted this.
    pub const fn granted(self) -> AccessStatus {
        match self {
            Self::AlwaysAllowed => AccessStatus::AlwaysAllowed,
            Self::AllowedSubjectToSystemPolicy => AccessStatus::AllowedSubjectToSystemPolicy,
        }
    }
}

impl AccessStatus {
    /// Every status, in Windows' order.
    pub const ALL: &'static [Self] = &[
        Self::Unspecified,
        Self::AllowedWithAlwaysOnRealTimeConnectivity,
        Self::AllowedMayUseActiveRealTimeConnectivity,
        Self::Denied,
        Self::AlwaysAllowed,
        Self::AllowedSubjectToSystemPolicy,
        Self::DeniedBySystemPolicy,
        Self::DeniedByUser,
    ];

    /// The status with this number in `BackgroundAccessStatus`.
    pub const fn from_value(value: i32) -> Option<Self> {
        let mut at = 0;
        while at < Self::ALL.len() {
            if Self::ALL[at] as i32 == value {
                return Some(Self::ALL[at]);
            }
            at += 1;
        }
        None
    }

    /// What it means for registration.
    pub const fn verdict(self) -> AccessVerdict {
        match self {
            Self::Unspecified => AccessVerdict::AskAgain,
            Self::AllowedWithAlwaysOnRealTimeConnectivity
            | Self::AllowedMayUseActiveRealTimeConnectivity
            | Self::AlwaysAllowed
            | Self::AllowedSubjectToSystemPolicy => AccessVerdict::Allowed,
            Self::Denied | Self::DeniedByUser => AccessVerdict::Denied(
                "the user switched background work off for this app; it is switched on in the system's settings for apps",
            ),
            Self::DeniedBySystemPolicy => AccessVerdict::Denied(
                "the system's policy, such as battery saver, denies it for now; ask again when that has changed",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{AccessStatus, AccessVerdict};

    #[test]
    fn the_usual_answer_is_a_yes() {
        let usual = AccessStatus::from_value(5).expect("Windows has it");
        assert_eq!(usual.verdict(), AccessVerdict::Allowed);
    }

    #[test]
    fn three_answers_are_a_no() {
        let denied: Vec<_> = (0..8)
            .filter_map(AccessStatus::from_value)
            .filter(|status| matches!(status.verdict(), AccessVerdict::Denied(_)))
            .map(|status| status as i32)
            .collect();
        assert_eq!(denied, [3, 6, 7]);
        assert_eq!(AccessStatus::from_value(8), None);
    }
}
