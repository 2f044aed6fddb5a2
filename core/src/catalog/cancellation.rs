//! Why a system tells a running task to stop.

use crate::model::Platform;

/// Why a running task is told to stop.
///
/// The first twelve are Windows' `BackgroundTaskCancellationReason`:
/// <https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.backgroundtaskcancellationreason>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CancellationReason {
    /// The app itself stopped it, or the system did for one of a few reasons that are not told apart.
    Abort,
    /// The app is about to be terminated by the system's policy.
    Terminating,
    /// The user signs out.
    LoggingOff,
    /// The app was updated.
    ServicingUpdate,
    /// The task was running without doing anything.
    IdleTask,
    /// The app is being uninstalled.
    Uninstall,
    /// A condition of the task ceased to hold.
    ConditionLoss,
    /// The system's policy.
    SystemPolicy,
    /// Quiet hours began. Unused since Windows 10.
    QuietHoursEntered,
    /// The task used up its time.
    ExecutionTimeExceeded,
    /// The system needs what the task uses.
    ResourceRevocation,
    /// Energy saver.
    EnergySaver,
    /// The time that an Apple system gave is about to end; Apple gives no other reason.
    Expired,
}

/// What is known of a reason.
#[derive(Clone, Copy, Debug)]
pub struct CancellationFacts {
    /// The system's name for it; ours, for [`CancellationReason::Expired`].
    pub name: &'static str,
    /// The number in `BackgroundTaskCancellationReason`, on Windows.
    pub value: Option<i32>,
    /// The systems that give it.
    pub platform: Platform,
    /// What it means, in one sentence.
    pub summary: &'static str,
    /// What else is known.
    pub note: &'static str,
    /// The public page that says so.
    pub source: &'static str,
}

const REASONS: &str =
    "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.backgroundtaskcancellationreason";

const fn windows(name: &'static str, value: i32, summary: &'static str, note: &'static str) -> CancellationFacts {
    CancellationFacts { name, value: Some(value), platform: Platform::Windows, summary, note, source: REASONS }
}

static FACTS: [CancellationFacts; 13] = [
    windows(
        "Abort",
        0,
        "The app stopped the task.",
        "Unregistering with cancel gives it. So may, by documentation, an idle task, an uninstallation, and a maintenance \
         task whose device lost external power.",
    ),
    windows(
        "Terminating",
        1,
        "The app is about to be terminated by the system's policy.",
        "Save what the next start needs.",
    ),
    windows("LoggingOff", 2, "The user signs out.", ""),
    windows(
        "ServicingUpdate",
        3,
        "The app was updated.",
        "After an update access must be asked for again and tasks registered again.",
    ),
    windows("IdleTask", 4, "The task was running without doing anything.", "Most often a deferral nobody completed."),
    windows("Uninstall", 5, "The app is being uninstalled.", ""),
    windows(
        "ConditionLoss",
        6,
        "A condition of the task ceased to hold.",
        "Given to tasks registered with CancelOnConditionLoss.",
    ),
    windows("SystemPolicy", 7, "The system's policy stopped the task.", ""),
    windows("QuietHoursEntered", 8, "Quiet hours began.", "Unused since Windows 10."),
    windows(
        "ExecutionTimeExceeded",
        9,
        "The task used up its time.",
        "30 seconds for most triggers; the limit is not enforced under a debugger.",
    ),
    windows("ResourceRevocation", 10, "The system needs what the task uses.", ""),
    windows("EnergySaver", 11, "Energy saver stopped the task.", ""),
    CancellationFacts {
        name: "Expired",
        value: None,
        platform: Platform::Apple,
        summary: "The time that the system gave is about to end.",
        note: "The expiration handler of a BGTask takes no argument: this is all that is known. It may come early, and for a \
               continued task also when the user cancels it.",
        source: "https://developer.apple.com/documentation/backgroundtasks/bgtask/expirationhandler",
    },
];

impl CancellationReason {
    /// Every reason: Windows' in its order, then Apple's.
    pub const ALL: &'static [Self] = &[
        Self::Abort,
        Self::Terminating,
        Self::LoggingOff,
        Self::ServicingUpdate,
        Self::IdleTask,
        Self::Uninstall,
        Self::ConditionLoss,
        Self::SystemPolicy,
        Self::QuietHoursEntered,
        Self::ExecutionTimeExceeded,
        Self::ResourceRevocation,
        Self::EnergySaver,
        Self::Expired,
    ];

    /// What is known of it.
    pub const fn facts(self) -> &'static CancellationFacts {
        &FACTS[self as usize]
    }

    /// The system's name for it.
    pub const fn name(self) -> &'static str {
        self.facts().name
    }

    /// The number in `BackgroundTaskCancellationReason`, on Windows.
    pub const fn value(self) -> Option<i32> {
        self.facts().value
    }

    /// The reason with this number in `BackgroundTaskCancellationReason`.
    pub const fn from_value(value: i32) -> Option<Self> {
        let mut at = 0;
        while at < Self::ALL.len() {
            let reason = Self::ALL[at];
            if matches!(reason.value(), Some(known) if known == value) {
                return Some(reason);
            }
            at += 1;
        }
        None
    }

    /// Reads a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|reason| reason.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::CancellationReason;

    #[test]
    fn windows_reasons_are_found_by_number() {
        for value in 0..12 {
            let reason = CancellationReason::from_value(value).expect("Windows has twelve");
            assert_eq!(reason.value(), Some(value));
        }
        assert_eq!(CancellationReason::from_value(9), Some(CancellationReason::ExecutionTimeExceeded));
        assert_eq!(CancellationReason::from_value(12), None);
        assert_eq!(CancellationReason::Expired.value(), None);
    }

    #[test]
    fn names_are_read_back() {
        for reason in CancellationReason::ALL {
            assert_eq!(reason.name(), format!("{reason:?}"), "the table's order");
            assert_eq!(CancellationReason::from_name(reason.name()), Some(*reason));
            assert!(reason.facts().summary.ends_with('.'));
        }
    }
}
