//! Messages, calls and sockets.

use super::super::{
    CapabilityUse, Construction, DeclaredType, Details, Parameter, ParameterKind, Status, TriggerFacts, TriggerKind,
};
use crate::catalog::values::phone_trigger_type;
use crate::catalog::{AppleMapping, Capability, Fidelity, TaskType};

const NO_MESSAGES: AppleMapping = AppleMapping::none("an app can't read the user's messages");

const CHAT_CAPABILITIES: &[CapabilityUse] =
    &[CapabilityUse::sample(Capability::uap("blockedChatMessages")), CapabilityUse::inferred(Capability::uap("chat"))];

const CHAT_STATUS: &[Status] =
    &[Status::Restricted("access to the chat store is limited to apps that Microsoft approves")];

pub(in super::super) const CHAT_MESSAGE_NOTIFICATION: TriggerFacts = TriggerFacts {
    kind: TriggerKind::ChatMessageNotification,
    name: "chat-message-notification",
    class: "ChatMessageNotificationTrigger",
    summary: "when a text message gives a notification",
    task_type: DeclaredType::sample(TaskType::ChatMessageNotification),
    capabilities: CHAT_CAPABILITIES,
    details: Details::documented("Windows.ApplicationModel.Chat.ChatMessageNotificationTriggerDetails"),
    status: CHAT_STATUS,
    apple: NO_MESSAGES,
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.chatmessagenotificationtrigger",
    ..TriggerFacts::BLANK
};

pub(in super::super) const CHAT_MESSAGE_RECEIVED_NOTIFICATION: TriggerFacts = TriggerFacts {
    kind: TriggerKind::ChatMessageReceivedNotification,
    name: "chat-message-received-notification",
    class: "ChatMessageReceivedNotificationTrigger",
    summary: "when a text message arrives",
    task_type: DeclaredType::sample(TaskType::ChatMessageNotification),
    capabilities: CHAT_CAPABILITIES,
    details: Details::inferred("Windows.ApplicationModel.Chat.ChatMessageNotificationTriggerDetails"),
    status: CHAT_STATUS,
    apple: NO_MESSAGES,
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.chatmessagereceivednotificationtrigger",
    ..TriggerFacts::BLANK
};

pub(in super::super) const RCS_END_USER_MESSAGE_AVAILABLE: TriggerFacts = TriggerFacts {
    kind: TriggerKind::RcsEndUserMessageAvailable,
    name: "rcs-end-user-message-available",
    class: "RcsEndUserMessageAvailableTrigger",
    summary: "when an RCS message is there",
    task_type: DeclaredType::UNKNOWN,
    details: Details::inferred("Windows.ApplicationModel.Chat.RcsEndUserMessageAvailableTriggerDetails"),
    status: &[Status::Restricted("access to chat is limited to apps that Microsoft approves")],
    apple: NO_MESSAGES,
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.rcsendusermessageavailabletrigger",
    ..TriggerFacts::BLANK
};

pub(in super::super) const SMS_MESSAGE_RECEIVED: TriggerFacts = TriggerFacts {
    kind: TriggerKind::SmsMessageReceived,
    name: "sms-message-received",
    class: "SmsMessageReceivedTrigger",
    summary: "when an SMS message that matches a filter arrives",
    construction: Construction::Object,
    task_type: DeclaredType::sample(TaskType::General),
    capabilities: &[CapabilityUse::sample(Capability::restricted("cellularMessaging"))],
    windows_features: &["Devices_Sms"],
    details: Details::inferred("Windows.Devices.Sms.SmsMessageReceivedTriggerDetails"),
    status: &[Status::Restricted(
        "it needs the capability cellularMessaging, which is for apps of mobile operators and apps that they give access to",
    )],
    apple: NO_MESSAGES,
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.smsmessagereceivedtrigger",
    ..TriggerFacts::BLANK
};

pub(in super::super) const PHONE: TriggerFacts = TriggerFacts {
    kind: TriggerKind::Phone,
    name: "phone",
    class: "PhoneTrigger",
    summary: "on an event of the phone",
    parameter: Some(Parameter {
        name: "type",
        summary: "the event",
        kind: ParameterKind::Value(phone_trigger_type::ALL),
        required: true,
    }),
    one_shot: true,
    task_type: DeclaredType::sample(TaskType::PhoneCall),
    capabilities: &[CapabilityUse::sample(Capability::uap("phoneCall"))],
    windows_features: &["ApplicationModel_Calls_Background"],
    details_by_value: &[
        (
            phone_trigger_type::NewVoicemailMessage,
            Details::inferred("Windows.ApplicationModel.Calls.Background.PhoneNewVoicemailMessageTriggerDetails"),
        ),
        (
            phone_trigger_type::LineChanged,
            Details::inferred("Windows.ApplicationModel.Calls.Background.PhoneLineChangedTriggerDetails"),
        ),
        (
            phone_trigger_type::CallOriginDataRequest,
            Details::inferred("Windows.ApplicationModel.Calls.Background.PhoneCallOriginDataRequestTriggerDetails"),
        ),
        (
            phone_trigger_type::CallBlocked,
            Details::inferred("Windows.ApplicationModel.Calls.Background.PhoneCallBlockedTriggerDetails"),
        ),
        (
            phone_trigger_type::IncomingCallDismissed,
            Details::inferred("Windows.ApplicationModel.Calls.Background.PhoneIncomingCallDismissedTriggerDetails"),
        ),
        (
            phone_trigger_type::IncomingCallNotification,
            Details::inferred("Windows.ApplicationModel.Calls.Background.PhoneIncomingCallNotificationTriggerDetails"),
        ),
    ],
    status: &[Status::PhoneOnly("it is part of the calls contracts, which phones bring")],
    own_contract: Some("Windows.ApplicationModel.Calls.Background.CallsBackgroundContract"),
    apple: AppleMapping::of_the_app(
        "PKPushRegistry of PushKit with CallKit",
        Fidelity::Approximate,
        "the mode `voip`, and `audio` for the call itself; a VoIP push must report a call at once; the user's own calls and \
         voicemail are out of reach",
    ),
    notes: &[
        "Windows' metadata calls CallOriginDataRequest and IncomingCallDismissed deprecated since version 4 of the calls \
         background contract: they may do nothing on some devices.",
    ],
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.phonetrigger",
    ..TriggerFacts::BLANK
};

pub(in super::super) const COMMUNICATION_BLOCKING_APP_SET_AS_ACTIVE: TriggerFacts = TriggerFacts {
    kind: TriggerKind::CommunicationBlockingAppSetAsActive,
    name: "communication-blocking-app-set-as-active",
    class: "CommunicationBlockingAppSetAsActiveTrigger",
    summary: "when the user makes the app the one that blocks calls and messages",
    task_type: DeclaredType::sample(TaskType::General),
    capabilities: &[
        CapabilityUse::sample(Capability::uap("blockedChatMessages")),
        CapabilityUse::sample(Capability::uap("phoneCall")),
    ],
    details: Details::UNKNOWN,
    status: &[Status::PhoneOnly("it is part of the communication blocking contract, which phones bring")],
    own_contract: Some("Windows.ApplicationModel.CommunicationBlocking.CommunicationBlockingContract"),
    apple: AppleMapping::none("a Call Directory extension of CallKit does this work, not a background task"),
    notes: &["The sample's manifest also has mobile:Extension windows.communicationBlockingProvider."],
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.communicationblockingappsetasactivetrigger",
    ..TriggerFacts::BLANK
};

pub(in super::super) const SOCKET_ACTIVITY: TriggerFacts = TriggerFacts {
    kind: TriggerKind::SocketActivity,
    name: "socket-activity",
    class: "SocketActivityTrigger",
    summary: "when something happens on a socket that the app handed to the system",
    task_type: DeclaredType::sample(TaskType::SystemEvent),
    capabilities: &[CapabilityUse::inferred(Capability::foundation("internetClient"))],
    details: Details::documented("Windows.Networking.Sockets.SocketActivityTriggerDetails"),
    apple: AppleMapping::none("sockets that the system keeps for an app are gone: send a push notification"),
    notes: &[
        "Does nothing until the app gives a socket away with TransferOwnership.",
        "Needs internetClient, or privateNetworkClientServer for the local network.",
    ],
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.socketactivitytrigger",
    ..TriggerFacts::BLANK
};
