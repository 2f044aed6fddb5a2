//! Rules about the ways in which Windows activates a task.

use super::{Finding, Findings, Message, Site, rules};
use crate::catalog::{HostingModel, Support, TriggerKind};
use crate::model::ResolvedTask;

rules! {
    TRIGGER_NOT_IN_MODEL = "BG0401" Error WINDOWS
        "a trigger is used in a hosting model that has it",
        "Each way in which Windows activates tasks takes its own triggers. Device-use and device-servicing triggers are not \
         activated in the app's own process. A task that is registered with a COM class works with the triggers that are known \
         to, time and push notification: SystemTrigger and ApplicationTrigger answer 0x80070032 when they are registered so, \
         and no list of the others is published, so one that is accepted may never fire. A component \
         (`out-of-process`) takes every trigger; the forwarded model, which is a component that hands the activation on to a \
         desktop app's COM server, nearly every one.\n\n    \
             #[background_task(trigger = \"system:TimeZoneChange\", windows(model = \"com\", clsid = \"…\"))]\n    \
             #[background_task(trigger = \"system:TimeZoneChange\", windows(model = \"forwarded\", clsid = \"…\"))]\n\n\
         The model of a single task may differ from the app's; the message names one that would do.",
        "https://github.com/microsoft/WindowsAppSDK/issues/3840";
    APPLICATION_TRIGGER_IN_DESKTOP = "BG0402" Error WINDOWS
        "an application trigger is for apps in an AppContainer",
        "An ApplicationTrigger lets an app that Windows is about to suspend go on in a task. A full-trust app is never \
         suspended, and can't use the trigger: registering it with a COM class fails with 0x80070032, and Microsoft declares it \
         out of scope for its forwarding component too. A desktop app needs no permission to work on: it starts a thread, \
         or a process of its own that outlives its window.\n\n    \
             #[background_task(trigger = \"application\", windows(model = \"com\", clsid = \"…\"))]\n    \
             std::thread::spawn(export)",
        "https://github.com/microsoft/DesktopBridgeToUWP-Samples/issues/120";
    CANCEL_WITHOUT_EFFECT = "BG0420" Warning WINDOWS
        "cancel_on_condition_loss has an effect",
        "A task that Windows activates by a COM class runs in a desktop process, which Windows does not end when a condition \
         ceases to hold: the switch does nothing there. Look at the condition while the task runs, and stop when it is gone; or \
         use a model in which Windows activates a component: `windows(model = \"forwarded\")`, whose component hands the \
         cancellation on to the app's COM server, or `windows(model = \"out-of-process\")`. \
         Microsoft left the switch out of its own builder for desktop apps, as it does not end their processes. In the \
         forwarded model bgtask tells the task to stop, and drops one that does not.",
        "https://github.com/microsoft/WindowsAppSDK/pull/4994";
    NETWORK_REQUEST_WITHOUT_EFFECT = "BG0421" Warning WINDOWS
        "network_requested has an effect",
        "IsNetworkRequested keeps the network up while a task runs in connected standby. The process of a desktop app runs no \
         code in standby, so for a task in its COM server the switch makes no difference: the work waits until the device is \
         up again. A component, `windows(model = \"out-of-process\")`, does run then.",
        "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.backgroundtaskbuilder.isnetworkrequested";
    OPTION_OF_ANOTHER_MODEL = "BG0422" Warning WINDOWS
        "an entry point or CLSID is given where the model uses it",
        "Only an out-of-process task has an entry point of its own: an in-process task must be registered without one, a com \
         task is found by its CLSID, and a forwarded task has the forwarder's entry point. Only com and forwarded tasks have a \
         CLSID. In another model the words are not used, and a reader would think that they are.\n\n    \
             windows(model = \"in-process\", entry_point = \"Tasks.Refresh\")\n    \
             windows(model = \"out-of-process\", entry_point = \"Tasks.Refresh\")",
        "https://learn.microsoft.com/windows/uwp/launch-resume/support-your-app-with-background-tasks";
}

pub(super) const fn check(this: &ResolvedTask<'_>, found: &mut Findings) {
    found.add(trigger_not_in_model(this));
    found.add(application_trigger_in_desktop(this));
    found.add(without_effect(this));
    found.add(network_without_effect(this));
    found.add(option_of_another_model(this));
}

const fn is_application(this: &ResolvedTask<'_>) -> bool {
    matches!(this.spec.trigger.kind, TriggerKind::Application)
}

const fn trigger_not_in_model(this: &ResolvedTask<'_>) -> Option<Finding> {
    let Some(windows) = &this.windows else { return None };
    let facts = this.spec.trigger.kind.facts();
    if facts.goes_with(windows.model) {
        return None;
    }
    let why = match facts.support(windows.model) {
        Support::Fails(why) => why,
        Support::Works | Support::Untested => "nobody vouches for it",
    };
    if is_application(this) && windows.model.is_for_full_trust() {
        return None;
    }
    let message = Message::new(facts.article())
        .with(" `")
        .with(facts.name)
        .with("` trigger does not go with the ")
        .with(windows.model.name())
        .with(" model: ")
        .with(why);
    // A model of the same kind of app first: what the app is can't be changed by a word.
    let better = match windows.model {
        HostingModel::InProcess => HostingModel::OutOfProcess,
        _ => HostingModel::Forwarded,
    };
    let help = if facts.goes_with(better) {
        Message::new("use windows(model = \"").with(better.name()).with("\") for this task")
    } else {
        Message::EMPTY
    };
    Some(Finding::new(TRIGGER_NOT_IN_MODEL, Site::Trigger, message, help))
}

const fn application_trigger_in_desktop(this: &ResolvedTask<'_>) -> Option<Finding> {
    match &this.windows {
        Some(windows) if is_application(this) && windows.model.is_for_full_trust() => {
            let message = Message::new("an application trigger does not work in the ")
                .with(windows.model.name())
                .with(" model: a full-trust app can't use it");
            let help = Message::new("a desktop app starts the work itself, on a thread or in a process of its own");
            Some(Finding::new(APPLICATION_TRIGGER_IN_DESKTOP, Site::Trigger, message, help))
        }
        _ => None,
    }
}

const fn without_effect(this: &ResolvedTask<'_>) -> Option<Finding> {
    match &this.windows {
        Some(windows) if matches!(windows.model, HostingModel::Com) && this.spec.cancel_on_condition_loss => {
            let message = Message::new("cancel_on_condition_loss does nothing in the ")
                .with(windows.model.name())
                .with(" model: Windows does not end a desktop process");
            let help = Message::new("leave it out, and look at the condition while the task runs");
            Some(Finding::new(CANCEL_WITHOUT_EFFECT, Site::CancelOnConditionLoss, message, help))
        }
        _ => None,
    }
}

const fn network_without_effect(this: &ResolvedTask<'_>) -> Option<Finding> {
    match &this.windows {
        Some(windows) if windows.model.is_for_full_trust() && this.spec.network_requested => {
            let message =
                Message::new("network_requested does nothing in the ").with(windows.model.name()).with(" model");
            let help = Message::new("leave it out");
            Some(Finding::new(NETWORK_REQUEST_WITHOUT_EFFECT, Site::NetworkRequested, message, help))
        }
        _ => None,
    }
}

const fn option_of_another_model(this: &ResolvedTask<'_>) -> Option<Finding> {
    let Some(windows) = &this.windows else { return None };
    let (site, what) =
        if this.spec.windows.entry_point.is_some() && !matches!(windows.model, HostingModel::OutOfProcess) {
            (Site::EntryPoint, "entry_point")
        } else if this.spec.windows.clsid.is_some() && !windows.model.needs_clsid() {
            (Site::Clsid, "clsid")
        } else {
            return None;
        };
    let message =
        Message::new("`").with(what).with("` means nothing in the ").with(windows.model.name()).with(" model");
    let help = Message::new("leave it out, or choose the model that uses it: windows(model = \"…\")");
    Some(Finding::new(OPTION_OF_ANOTHER_MODEL, site, message, help))
}
