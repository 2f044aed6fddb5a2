//! Time, the system's events, and the app itself.

use super::super::{Construction, DeclaredType, Details, Parameter, ParameterKind, Support, TriggerFacts, TriggerKind};
use crate::catalog::values::system_trigger_type;
use crate::catalog::{AppleMapping, Fidelity, TaskType, limits};
use crate::model::AppleKind;

const MINUTES: Parameter = Parameter {
    name: "minutes",
    summary: "minutes between two runs, or until the only one",
    kind: ParameterKind::Minutes {
        minimum: limits::MINIMUM_MINUTES,
        maximum_advised: Some(limits::MAXIMUM_ADVISED_MINUTES),
    },
    required: true,
};

/// What `Register` does with a COM class and a trigger that has no support for one.
///
/// Source: <https://github.com/microsoft/WindowsAppSDK/issues/3840>
const REFUSED_WITH_COM_CLASS: Support =
    Support::Fails("Windows refuses it with a COM class: Register fails with 0x80070032, not supported");

pub(in super::super) const TIME: TriggerFacts = TriggerFacts {
    kind: TriggerKind::Time,
    name: "time",
    class: "TimeTrigger",
    summary: "every so many minutes",
    parameter: Some(MINUTES),
    one_shot: true,
    task_type: DeclaredType::sample(TaskType::Timer),
    com: Support::Works,
    forwarded: Support::Works,
    details: Details::NONE,
    apple: AppleMapping::request(
        AppleKind::Refresh,
        "not sooner than asked, perhaps days later; one pending request for all refresh tasks of the app",
    ),
    notes: &[
        "Fewer than 15 minutes make Register fail, not the constructor.",
        "The system's timer ticks every 15 minutes, so the first run comes up to 15 minutes later than asked.",
        "Battery saver, Game Mode and little use of the app stretch the interval; in battery saver nothing runs unless \
         the user exempts the app.",
    ],
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.timetrigger",
    ..TriggerFacts::BLANK
};

pub(in super::super) const MAINTENANCE: TriggerFacts = TriggerFacts {
    kind: TriggerKind::Maintenance,
    name: "maintenance",
    class: "MaintenanceTrigger",
    summary: "every so many minutes, on external power",
    parameter: Some(MINUTES),
    one_shot: true,
    task_type: DeclaredType::documented(TaskType::General),
    apple: AppleMapping {
        external_power: true,
        ..AppleMapping::request(
            AppleKind::Processing,
            "the nearest of all: on external power and while nobody uses the device, at no fixed interval",
        )
    },
    notes: &[
        "Runs only on external power; when power is lost a running task is cancelled.",
        "Fewer than 15 minutes make Register fail, not the constructor; more than 30 days may give an argument error.",
        "Documentation declares it under general; samples do so under timer and under systemEvent.",
    ],
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.maintenancetrigger",
    ..TriggerFacts::BLANK
};

pub(in super::super) const SYSTEM: TriggerFacts = TriggerFacts {
    kind: TriggerKind::System,
    name: "system",
    class: "SystemTrigger",
    summary: "on an event of the system",
    parameter: Some(Parameter {
        name: "type",
        summary: "the event",
        kind: ParameterKind::Value(system_trigger_type::ALL),
        required: true,
    }),
    one_shot: true,
    task_type: DeclaredType::sample(TaskType::SystemEvent),
    com: REFUSED_WITH_COM_CLASS,
    forwarded: Support::Works,
    details: Details::NONE,
    details_by_value: &[
        (
            system_trigger_type::NetworkStateChange,
            Details::documented("Windows.Networking.Connectivity.NetworkStateChangeEventDetails"),
        ),
        (system_trigger_type::SmsReceived, Details::documented("Windows.Devices.Sms.SmsReceivedEventDetails")),
    ],
    apple: AppleMapping::none("it depends on the event"),
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.systemtrigger",
    ..TriggerFacts::BLANK
};

pub(in super::super) const APPLICATION: TriggerFacts = TriggerFacts {
    kind: TriggerKind::Application,
    name: "application",
    class: "ApplicationTrigger",
    summary: "when the app asks for it",
    construction: Construction::Fired,
    task_type: DeclaredType::documented(TaskType::General),
    com: REFUSED_WITH_COM_CLASS,
    forwarded: Support::Fails(
        "Microsoft declares it unsupported in full-trust apps, which are not suspended: run the work on a thread of the \
         app, or in a process of its own",
    ),
    registrations: Some(1),
    run_time: limits::APPLICATION_RUN_TIME,
    windows_features: &["Foundation_Collections"],
    details: Details::documented("Windows.ApplicationModel.Background.ApplicationTriggerDetails"),
    apple: AppleMapping::request(
        AppleKind::Continued,
        "from iOS 26 on, started by the user and shown with its progress, never silently; before that, or for a short \
         rest of work, beginBackgroundTask gives about 30 seconds",
    ),
    notes: &[
        "RequestAsync can be called neither from the task itself nor while the app runs in the background.",
        "Documentation declares it under general; the sample under systemEvent and timer.",
    ],
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.applicationtrigger",
    ..TriggerFacts::BLANK
};

pub(in super::super) const MEDIA_PROCESSING: TriggerFacts = TriggerFacts {
    kind: TriggerKind::MediaProcessing,
    name: "media-processing",
    class: "MediaProcessingTrigger",
    summary: "when the app asks for media to be processed",
    construction: Construction::Fired,
    task_type: DeclaredType::inferred(TaskType::MediaProcessing),
    registrations: Some(1),
    windows_features: &["Foundation_Collections"],
    details: Details::documented("Windows.Media.MediaProcessingTriggerDetails"),
    apple: AppleMapping::of_the_app(
        "BGProcessingTaskRequest or BGContinuedProcessingTaskRequest",
        Fidelity::Approximate,
        "`apple(kind = \"processing\")` runs it while the device is idle, \"continued\" at once with visible progress; \
         playing media is no task but the app's mode `audio`, for real playback only",
    ),
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.mediaprocessingtrigger",
    ..TriggerFacts::BLANK
};

pub(in super::super) const CONTENT_PREFETCH: TriggerFacts = TriggerFacts {
    kind: TriggerKind::ContentPrefetch,
    name: "content-prefetch",
    class: "ContentPrefetchTrigger",
    summary: "when the system prefetches web content for the app",
    parameter: Some(Parameter {
        name: "minutes",
        summary: "minutes to wait between two prefetches; no limits are documented",
        kind: ParameterKind::Minutes { minimum: 0, maximum_advised: None },
        required: false,
    }),
    task_type: DeclaredType::guessed(TaskType::SystemEvent),
    apple: AppleMapping::request(
        AppleKind::Refresh,
        "the same idea: a short run when the system thinks that the user will open the app soon",
    ),
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.contentprefetchtrigger",
    ..TriggerFacts::BLANK
};
