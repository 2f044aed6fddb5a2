//! What looks like a background task and has no trigger class: things that a manifest only declares, and triggers that an
//! object hands out at run time.

use super::{Namespace, TaskType};

/// Something that runs in the background, is declared in the manifest, and is not registered with a trigger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeclaredOnly {
    /// A short name for it.
    pub name: &'static str,
    /// How a manifest declares it.
    pub declaration: Declaration,
    /// What starts it.
    pub started_by: &'static str,
    /// Why it can't be a task of bgtask's, and what to do about it.
    pub why: &'static str,
    /// The public page that says so.
    pub source: &'static str,
}

/// How a manifest declares it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Declaration {
    /// A task type in a `windows.backgroundTasks` extension.
    Task(TaskType),
    /// An extension of its own.
    Extension {
        /// The namespace of the `Extension` element.
        namespace: Namespace,
        /// Its `Category`.
        category: &'static str,
    },
}

/// A property that returns a background trigger: an object of run time, which only a function can build a task from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuntimeTrigger {
    /// The class and the property.
    pub property: &'static str,
    /// The task types that samples declare for it.
    pub task_types: &'static [TaskType],
    /// What else is known.
    pub note: &'static str,
    /// The public page that describes it.
    pub source: &'static str,
}

/// Everything that is declared and not registered.
pub const ALL: &[DeclaredOnly] = &[
    DeclaredOnly {
        name: "start-up task of Windows IoT",
        declaration: Declaration::Task(TaskType::Startup),
        started_by: "the start of a device with Windows IoT",
        why: "it is declared and never registered, and it does not run in the app's process: it stays as it is in the manifest",
        source: "https://github.com/microsoft/Windows-iotcore-samples",
    },
    DeclaredOnly {
        name: "VPN plug-in",
        declaration: Declaration::Task(TaskType::VpnClient),
        started_by: "the VPN platform",
        why: "the platform starts it by the declaration; no trigger class stands for it",
        source: "https://learn.microsoft.com/uwp/schemas/appxpackage/uapmanifestschema/element-uap-task",
    },
    DeclaredOnly {
        name: "background audio",
        declaration: Declaration::Task(TaskType::Audio),
        started_by: "the media platform",
        why: "no trigger class stands for it, and it alone needs no activatable class; newer apps play in their own process \
              with the capability backgroundMediaPlayback",
        source: "https://learn.microsoft.com/windows/uwp/audio-video-camera/background-audio",
    },
    DeclaredOnly {
        name: "control channel",
        declaration: Declaration::Task(TaskType::ControlChannel),
        started_by: "a ControlChannelTrigger, which is no background trigger itself but hands two out",
        why: "its two triggers are objects of run time; use socket-activity, or push notifications",
        source: "https://learn.microsoft.com/uwp/api/windows.networking.sockets.controlchanneltrigger",
    },
    DeclaredOnly {
        name: "app service",
        declaration: Declaration::Extension { namespace: Namespace::UAP, category: "windows.appService" },
        started_by: "another app that connects to the service",
        why: "it arrives like a background task, in the app's process by the same event, without a trigger: dispatch leaves \
              activations whose name is no task of the app alone",
        source: "https://learn.microsoft.com/windows/uwp/launch-resume/how-to-create-and-consume-an-app-service",
    },
    DeclaredOnly {
        name: "internet call",
        declaration: Declaration::Task(TaskType::SystemEvent),
        started_by: "VoipCallCoordinator.ReserveCallResourcesAsync, which gets the entry point",
        why: "no builder registers it; it stands in an extension of its own with ServerName, and can't run in the app's process",
        source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.calls.voipcallcoordinator",
    },
    DeclaredOnly {
        name: "update task",
        declaration: Declaration::Extension { namespace: Namespace::FOUNDATION, category: "windows.updateTask" },
        started_by: "an update of the app",
        why: "it is declared with an entry point and without a task type; `system:ServicingComplete` is the trigger for the \
              same moment",
        source: "https://learn.microsoft.com/windows/uwp/launch-resume/run-a-background-task-during-updatetask",
    },
];

/// Everything that returns a background trigger at run time, besides the constructors of the trigger classes.
pub const RUNTIME_TRIGGERS: &[RuntimeTrigger] = &[
    RuntimeTrigger {
        property: "Windows.Networking.Sockets.ControlChannelTrigger.KeepAliveTrigger",
        task_types: &[TaskType::ControlChannel],
        note: "Windows.Networking.Sockets.WebSocketKeepAlive is a ready-made task for it.",
        source: "https://learn.microsoft.com/uwp/api/windows.networking.sockets.controlchanneltrigger.keepalivetrigger",
    },
    RuntimeTrigger {
        property: "Windows.Networking.Sockets.ControlChannelTrigger.PushNotificationTrigger",
        task_types: &[TaskType::ControlChannel],
        note: "Not the class PushNotificationTrigger: it fires when something arrives on the channel.",
        source: "https://learn.microsoft.com/uwp/api/windows.networking.sockets.controlchanneltrigger.pushnotificationtrigger",
    },
    RuntimeTrigger {
        property: "Windows.Networking.BackgroundTransfer.BackgroundTransferCompletionGroup.Trigger",
        task_types: &[TaskType::SystemEvent, TaskType::General],
        note: "The samples register it without a name.",
        source: "https://learn.microsoft.com/uwp/api/windows.networking.backgroundtransfer.backgroundtransfercompletiongroup.trigger",
    },
];

/// Whether a task type is for things that are declared and never registered with a trigger of the catalog.
pub const fn is_declared_only(task_type: TaskType) -> bool {
    matches!(task_type, TaskType::Startup | TaskType::VpnClient | TaskType::Audio | TaskType::ControlChannel)
}

#[cfg(test)]
mod tests {
    use super::{ALL, Declaration, RUNTIME_TRIGGERS, is_declared_only};
    use crate::catalog::{TaskType, TriggerKind};

    #[test]
    fn a_type_is_declared_only_when_no_trigger_has_it() {
        for task_type in TaskType::ALL {
            let has_trigger = TriggerKind::ALL.iter().any(|kind| kind.facts().task_type.task_type == *task_type);
            assert_eq!(is_declared_only(*task_type), !has_trigger, "{task_type:?}");
            if is_declared_only(*task_type) {
                assert!(ALL.iter().any(|entry| entry.declaration == Declaration::Task(*task_type)), "{task_type:?}");
            }
        }
    }

    #[test]
    fn every_entry_has_its_source() {
        let sources = ALL.iter().map(|entry| entry.source).chain(RUNTIME_TRIGGERS.iter().map(|entry| entry.source));
        for source in sources {
            assert!(source.starts_with("https://"), "{source}");
        }
    }
}
