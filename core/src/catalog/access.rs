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
    pub fn from_value(value: i32) -> Option<Self> {
        Self::ALL.iter().copied().find(|status| *status as i32 == value)
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
