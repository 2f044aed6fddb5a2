//! Rules about Apple systems.

use super::{Finding, Findings, Message, Site, rules, same};
use crate::catalog::{Condition, Fidelity, TriggerKind, limits};
use crate::model::{AppSpec, AppleKind, ResolvedTask};
use crate::resolve;

rules! {
    EXITS_WITH_BACKGROUND = "BG0501" Error APPLE
        "an app that exits on suspend does nothing in the background",
        "UIApplicationExitsOnSuspend = true asks that the app be ended instead of suspended, which contradicts every background \
         mode and every scheduled task. The key is dead since iOS 13 anyway: leave it out.",
        "https://developer.apple.com/documentation/bundleresources/information-property-list/uiapplicationexitsonsuspend";
    TOO_MANY_REQUESTS = "BG0502" Error APPLE
        "an app has one refresh and ten processing requests",
        "BGTaskScheduler keeps one app-refresh request and ten processing requests per app; submitting one more gives error 2. \
         Tasks without an identifier of their own share requests, so the limit is met only with identifiers of their own. \
         Leave some out.",
        "https://developer.apple.com/documentation/backgroundtasks/bgtaskscheduler/submit(_:)";
    REFRESH_CANT_ASK = "BG0503" Error APPLE
        "only a processing request asks for a network or for power",
        "BGAppRefreshTaskRequest has neither requiresNetworkConnectivity nor requiresExternalPower. Make the task a processing \
         task, or look at the network when it runs.",
        "https://developer.apple.com/documentation/backgroundtasks/bgprocessingtaskrequest";
    EXITS_ON_SUSPEND_IS_DEAD = "BG0520" Warning APPLE
        "UIApplicationExitsOnSuspend means nothing any more",
        "The key is deprecated since iOS 13 and tvOS 13, and apps built with a current SDK are suspended all the same. bgtask \
         writes it, as asked, for those who must keep an old property list.",
        "https://developer.apple.com/documentation/bundleresources/information-property-list/uiapplicationexitsonsuspend";
    NO_COUNTERPART_OF_TRIGGER = "BG0525" Warning APPLE
        "a trigger has something like it on Apple systems",
        "Most Windows triggers have nothing on Apple systems that would start the app, or something that the app has to set up \
         by itself. The message quotes the table of counterparts. Say where the task runs, `platforms(\"windows\")`, or what it \
         should be there, `apple(kind = \"refresh\")`.",
        "https://developer.apple.com/documentation/backgroundtasks/choosing-background-strategies-for-your-app";
    NO_COUNTERPART_OF_CONDITION = "BG0526" Warning APPLE
        "a condition has something like it on Apple systems",
        "A scheduled task can wait for a network, for power and, by being a processing task, for an idle device; nothing else. \
         The task runs there without the condition: look at it in the task, if it matters.",
        "https://developer.apple.com/documentation/backgroundtasks/bgprocessingtaskrequest";
}

/// What can be said of an app's own words.
pub(super) const fn check_app(app: &AppSpec<'_>) -> Findings {
    Findings::NONE.and(exits_on_suspend(app))
}

const fn exits_on_suspend(app: &AppSpec<'_>) -> Option<Finding> {
    match app.exits_on_suspend {
        Some(true) if !app.modes.is_empty() => {
            let message =
                Message::new("the app exits on suspend and has the background mode `").with(app.modes[0]).with("`");
            Some(Finding::new(EXITS_WITH_BACKGROUND, Site::ExitsOnSuspend, message, leave_out()))
        }
        Some(_) => {
            let message = Message::new("`exits_on_suspend` has no effect since iOS 13");
            Some(Finding::new(EXITS_ON_SUSPEND_IS_DEAD, Site::ExitsOnSuspend, message, leave_out()))
        }
        None => None,
    }
}

/// What can be said of an app with its tasks.
pub(super) const fn check_app_tasks(app: &AppSpec<'_>, tasks: &[ResolvedTask<'_>]) -> Findings {
    let mut at = 0;
    while at < tasks.len() {
        if let (Some(true), Some(apple)) = (app.exits_on_suspend, &tasks[at].apple)
            && !matches!(apple.kind, AppleKind::None)
        {
            let message = Message::new("the app exits on suspend, and task `")
                .with(tasks[at].spec.name)
                .with("` is to run in the background");
            let finding = Finding::new(EXITS_WITH_BACKGROUND, Site::ExitsOnSuspend, message, leave_out());
            return Findings::NONE.and(Some(finding));
        }
        at += 1;
    }
    Findings::NONE
}

const fn leave_out() -> Message {
    Message::new("leave `exits_on_suspend` out")
}

/// What can be said of a registration with the app's defaults applied, beside those before it.
pub(super) const fn check_task(tasks: &[ResolvedTask<'_>], index: usize) -> Findings {
    let this = &tasks[index];
    if this.apple.is_none() {
        return Findings::NONE;
    }
    let mut findings = Findings::NONE
        .and(too_many_requests(tasks, index))
        .and(refresh_cant_ask(this))
        .and(no_counterpart_of_trigger(this));
    let mut at = 0;
    while at < this.spec.conditions.len() {
        findings = findings.and(no_counterpart_of_condition(this, at));
        at += 1;
    }
    findings
}

const fn too_many_requests(tasks: &[ResolvedTask<'_>], index: usize) -> Option<Finding> {
    let Some(identifier) = request(tasks, index) else { return None };
    let Some(apple) = &tasks[index].apple else { return None };
    let most = match apple.kind {
        AppleKind::Refresh => limits::APPLE_REFRESH_REQUESTS,
        AppleKind::Processing => limits::APPLE_PROCESSING_REQUESTS,
        AppleKind::Continued | AppleKind::None => return None,
    };
    let mut before = 0;
    let mut at = 0;
    while at < index {
        if let Some(other) = &tasks[at].apple
            && other.kind as u8 == apple.kind as u8
            && let Some(earlier) = request(tasks, at)
        {
            if same(earlier, identifier) {
                return None;
            }
            before += 1;
        }
        at += 1;
    }
    if before < most {
        return None;
    }
    let message = Message::new("\"")
        .with(identifier)
        .with("\" is one ")
        .with(apple.kind.name())
        .with(" request too many: an app may have ")
        .with_number(most as u64)
        .with(" pending");
    let help = Message::new("leave out `identifier`, and the task shares the request of its kind");
    Some(Finding::new(TOO_MANY_REQUESTS, Site::Identifier, message, help))
}

/// The identifier of a registration's request, if no earlier registration has the same.
const fn request<'a>(tasks: &[ResolvedTask<'a>], index: usize) -> Option<&'a str> {
    let Some(apple) = &tasks[index].apple else { return None };
    let Some(identifier) = apple.identifier else { return None };
    let mut at = 0;
    while at < index {
        if let Some(other) = &tasks[at].apple
            && let Some(earlier) = other.identifier
            && same(earlier, identifier)
        {
            return None;
        }
        at += 1;
    }
    Some(identifier)
}

const fn refresh_cant_ask(this: &ResolvedTask<'_>) -> Option<Finding> {
    if !matches!(this.spec.apple.kind, Some(AppleKind::Refresh)) {
        return None;
    }
    let (site, what) = if matches!(this.spec.apple.network, Some(true)) {
        (Site::AppleNetwork, "a network")
    } else if matches!(this.spec.apple.external_power, Some(true)) {
        (Site::ExternalPower, "external power")
    } else {
        return None;
    };
    let message = Message::new("a refresh request can't ask for ").with(what);
    let help = Message::new("write kind = \"processing\", or look in the task");
    Some(Finding::new(REFRESH_CANT_ASK, site, message, help))
}

const fn no_counterpart_of_trigger(this: &ResolvedTask<'_>) -> Option<Finding> {
    let Some(apple) = &this.apple else { return None };
    let mapping = resolve::counterpart(&this.spec.trigger);
    // What the task says for itself, and modes that are written for it, are counterpart enough.
    if this.spec.apple.kind.is_some() || !matches!(apple.kind, AppleKind::None) || !apple.modes.is_empty() {
        return None;
    }
    let trigger = match this.spec.trigger.value() {
        Some(value) if matches!(this.spec.trigger.kind, TriggerKind::System) => value.name,
        _ => this.spec.trigger.kind.facts().name,
    };
    let message =
        Message::new("on Apple systems nothing that bgtask sets up starts a task for `").with(trigger).with("`");
    let message = match mapping.fidelity {
        Fidelity::None => message.with(": ").with(mapping.note),
        _ => message.with("; nearest is ").with(mapping.construct).with(": ").with(mapping.note),
    };
    let help =
        Message::new("say where it runs, platforms(\"windows\"), or what it is there, apple(kind = \"refresh\")");
    Some(Finding::new(NO_COUNTERPART_OF_TRIGGER, Site::Trigger, message, help))
}

const fn no_counterpart_of_condition(this: &ResolvedTask<'_>, index: usize) -> Option<Finding> {
    let Some(apple) = &this.apple else { return None };
    if matches!(apple.kind, AppleKind::None) {
        return None;
    }
    let condition = this.spec.conditions[index];
    let mapping = &condition.facts().apple;
    let refresh = matches!(apple.kind, AppleKind::Refresh);
    let asked_of_processing =
        matches!(condition, Condition::InternetAvailable | Condition::FreeNetworkAvailable | Condition::UserNotPresent);
    let holds_back = !matches!(mapping.fidelity, Fidelity::None) && (!refresh || !asked_of_processing);
    if holds_back {
        return None;
    }
    let message = Message::new("condition ")
        .with(condition.name())
        .with(" does not hold a task back on Apple systems: ")
        .with(mapping.note);
    let help = Message::new("the task runs there without it: look in the task, if it matters");
    Some(Finding::new(NO_COUNTERPART_OF_CONDITION, Site::Condition(index), message, help))
}
