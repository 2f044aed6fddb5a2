//! Roles that an app can have in the system.

use super::super::{Construction, DeclaredType, Details, Status, TriggerFacts, TriggerKind};
use crate::catalog::{AppleMapping, TaskType};

pub(in super::super) const PAYMENT_APP_CAN_MAKE_PAYMENT: TriggerFacts = TriggerFacts {
    kind: TriggerKind::PaymentAppCanMakePayment,
    name: "payment-app-can-make-payment",
    class: "PaymentAppCanMakePaymentTrigger",
    summary: "when the system asks whether the app can make a payment",
    task_type: DeclaredType::UNKNOWN,
    details: Details::inferred("Windows.ApplicationModel.Payments.Provider.PaymentAppCanMakePaymentTriggerDetails"),
    status: &[Status::Restricted("it is for payment providers")],
    contract: Some(5),
    apple: AppleMapping::none("apps are not asked in the background whether they can pay"),
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.paymentappcanmakepaymenttrigger",
    ..TriggerFacts::BLANK
};

pub(in super::super) const APP_BROADCAST: TriggerFacts = TriggerFacts {
    kind: TriggerKind::AppBroadcast,
    name: "app-broadcast",
    class: "AppBroadcastTrigger",
    summary: "when a game starts to be broadcast",
    construction: Construction::Properties,
    task_type: DeclaredType::UNKNOWN,
    details: Details::inferred("Windows.Media.Capture.AppBroadcastTriggerDetails"),
    status: &[Status::Restricted("Microsoft reserves it for its own apps")],
    own_contract: Some("Windows.Media.Capture.AppBroadcastContract"),
    apple: AppleMapping::none("a broadcast upload extension of ReplayKit does this work, not a background task"),
    notes: &[
        "Built from a provider key; ProviderInfo is set on it.",
        "Documentation asks for a manifest entry without naming its type.",
    ],
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.appbroadcasttrigger",
    ..TriggerFacts::BLANK
};

pub(in super::super) const CONVERSATIONAL_AGENT: TriggerFacts = TriggerFacts {
    kind: TriggerKind::ConversationalAgent,
    name: "conversational-agent",
    class: "ConversationalAgentTrigger",
    summary: "when the user speaks to the app as a digital assistant",
    task_type: DeclaredType::guessed(TaskType::General),
    status: &[Status::Restricted("it is for digital assistants, which need a restricted capability")],
    contract: Some(8),
    apple: AppleMapping::none("only the system's own assistant listens; an app offers it intents"),
    notes: &["What happened is asked of ConversationalAgentSession."],
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.conversationalagenttrigger",
    ..TriggerFacts::BLANK
};
