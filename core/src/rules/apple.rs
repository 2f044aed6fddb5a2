//! Rules about Apple systems. The checks of what an app says of itself are in `modes`.

use super::{Finding, Findings, Message, Site, rules, same};
use crate::catalog::{Condition, Fidelity, TriggerKind, apple_request};
use crate::model::{AppleKind, ResolvedTask};
use crate::resolve;

rules! {
    EXITS_WITH_BACKGROUND = "BG0501" Error APPLE
        "an app that exits on suspend does nothing in the background",
        "UIApplicationExitsOnSuspend = true asks that the app be ended instead of being moved to the background. That \
         contradicts every background mode and every task, which are about what an app does there, and no page of Apple's says \
         which of the two would win. The key is dead since iOS 13 anyway: leave it out.\n\n    \
             #[background_app(tasks(Refresh), identifier_prefix = \"com.contoso.feed\", exits_on_suspend = true)]\n    \
             #[background_app(tasks(Refresh), identifier_prefix = \"com.contoso.feed\")]",
        "https://developer.apple.com/documentation/bundleresources/information-property-list/uiapplicationexitsonsuspend";
    TOO_MANY_REQUESTS = "BG0502" Error APPLE
        "an app has one refresh and ten processing requests",
        "BGTaskScheduler keeps one app-refresh request and ten processing requests per app; submitting one more gives error 2, \
         and that task is not scheduled. Tasks without an identifier of their own share a request, for refresh one and for \
         processing one for each combination of network and power, so the limit is met only by identifiers of their own. Leave \
         them out where you can: what shares a request runs when it is due, as before.\n\n    \
             #[background_task(trigger = \"time:15\", apple(identifier = \"com.contoso.feed.mail\"))]\n    \
             #[background_task(trigger = \"time:60\", apple(identifier = \"com.contoso.feed.news\"))]      // one too many\n\n    \
             #[background_task(trigger = \"time:15\")]\n    \
             #[background_task(trigger = \"time:60\")]                                                   // they share one",
        "https://developer.apple.com/documentation/backgroundtasks/bgtaskscheduler/submit(_:)";
    ONLY_PROCESSING_ASKS = "BG0503" Error APPLE
        "only a processing request asks for a network or for power",
        "Of the requests only BGProcessingTaskRequest has requiresNetworkConnectivity and requiresExternalPower. A refresh \
         request runs shortly and whenever the system thinks fit, a continued one at once, and a task without a request is not \
         started at all: none of them can wait for a network or a charger. Make the task a processing task, or look at the \
         network when it runs.\n\n    \
             apple(kind = \"refresh\", network)\n    \
             apple(kind = \"processing\", network)",
        "https://developer.apple.com/documentation/backgroundtasks/bgprocessingtaskrequest";
    EXITS_ON_SUSPEND_IS_DEAD = "BG0520" Warning APPLE
        "UIApplicationExitsOnSuspend means nothing any more",
        "The key is deprecated since iOS 13, tvOS 13 and watchOS 6, and apps that are built with a current SDK are moved to the \
         background all the same. `false` says what holds anyway. bgtask writes the key, as asked, for those who must keep an \
         old property list; for all others it is best left out.",
        "https://developer.apple.com/documentation/bundleresources/information-property-list/uiapplicationexitsonsuspend";
    RETIRED_MODE = "BG0521" Warning APPLE
        "a background mode is one that systems still know",
        "The mode belongs to something that is gone, as `newsstand-content` belonged to Newsstand: no current system does \
         anything for it, and app review may ask what it is for. bgtask writes it, as asked, for those who keep an old app as it \
         is; for all others it is best left out. What Newsstand did, download an issue in the background, is done by a \
         background download that a silent push starts: the mode `remote-notification`.\n\n    \
             modes(\"newsstand-content\")\n    \
             modes(\"remote-notification\")",
        "https://developer.apple.com/documentation/bundleresources/information-property-list/uibackgroundmodes";
    UNKNOWN_MODE = "BG0522" Warning APPLE
        "a background mode is one that the catalog knows",
        "UIBackgroundModes takes lower-case words with hyphens and compares them exactly. A system ignores one that it does not \
         know: with `background-fetch` in place of `fetch` every refresh request is refused with error 3, and nothing says why. \
         Apple adds a mode now and then, so an unknown one is no error, and bgtask writes it as it stands.\n\n    \
             modes(\"background-fetch\")\n    \
             modes(\"fetch\")\n\n\
         The modes that tasks need, `fetch`, `processing` and `remote-notification`, follow from the tasks and need not be \
         written. Modes of watch apps, such as `workout-processing`, stand under WKBackgroundModes of the watch app.",
        "https://developer.apple.com/documentation/bundleresources/information-property-list/uibackgroundmodes";
    VERSION_BOUND_MODE = "BG0523" Warning APPLE
        "a background mode is known to every system that the app runs on",
        "The mode came later than background tasks themselves, which came with iOS 13. An older system ignores it: the app is \
         suspended like any other, and the framework that goes with the mode is not there. Set the deployment target of the \
         Xcode project to that version, or ask for the version at run time before using the framework, and let the app do \
         without it before.",
        "https://developer.apple.com/documentation/xcode/configuring-background-execution-modes";
    NOT_MADE_FOR_APPLE = "BG0524" Warning APPLE
        "an app with background modes is made for Apple systems",
        "Background modes and `exits_on_suspend` are written into Info.plist, and bgtask writes one only for an app that is made \
         for Apple systems: one that has an `identifier_prefix`, or says so. For another app they are words without effect.\n\n    \
             #[background_app(tasks(Play), modes(\"audio\"))]\n    \
             #[background_app(tasks(Play), modes(\"audio\"), platforms(\"windows\", \"apple\"))]",
        "https://developer.apple.com/documentation/bundleresources/information-property-list/uibackgroundmodes";
    NO_COUNTERPART_OF_TRIGGER = "BG0525" Warning APPLE
        "a trigger has something like it on Apple systems",
        "An Apple system starts an app in the background for few reasons: a scheduled request, a silent push, a region, an \
         accessory. Most Windows triggers have no counterpart there, or one that the app has to set up by itself with the \
         framework in question. The task is then never started by bgtask on Apple systems. The message quotes the table of \
         counterparts. Say where the task runs, or what it should be there:\n\n    \
             #[background_task(trigger = \"system:UserPresent\", platforms(\"windows\"))]\n    \
             #[background_task(trigger = \"system:UserPresent\", apple(kind = \"refresh\"))]\n    \
             #[background_task(trigger = \"system:UserPresent\", apple(kind = \"none\"))]      // on purpose",
        "https://developer.apple.com/documentation/backgroundtasks/choosing-background-strategies-for-your-app";
    NO_COUNTERPART_OF_CONDITION = "BG0526" Warning APPLE
        "a condition has something like it on Apple systems",
        "A scheduled request can wait for a network, for power and, by being a processing request, for an idle device; for \
         nothing else, and a refresh request for none of these. The task runs there although the condition does not hold. If \
         that matters, look at it in the task and return; if it does not, nothing has to be done.\n\n    \
             #[background_task(trigger = \"time:15\", condition = \"SessionConnected\")]      // there are no sessions\n    \
             #[background_task(trigger = \"time:15\", condition = \"InternetAvailable\")]     // a processing request",
        "https://developer.apple.com/documentation/backgroundtasks/bgprocessingtaskrequest";
    IDENTIFIER_WITHOUT_REQUEST = "BG0527" Warning APPLE
        "an identifier is given where a request has it",
        "An identifier belongs to a request to BGTaskScheduler, and nothing is requested for this task: its kind is `none`, or \
         nothing stands for its trigger on Apple systems. The identifier is written nowhere, and an app that submits a request \
         under it is refused, with error 3. Say what the task is there, or leave the identifier out.\n\n    \
             apple(kind = \"none\", identifier = \"com.contoso.feed.clock\")\n    \
             apple(kind = \"refresh\", identifier = \"com.contoso.feed.clock\")",
        "https://developer.apple.com/documentation/bundleresources/information-property-list/bgtaskschedulerpermittedidentifiers";
}

/// What can be said of a registration with the app's defaults applied.
pub(super) const fn check_task(this: &ResolvedTask<'_>, found: &mut Findings) {
    if this.apple.is_none() {
        return;
    }
    found.add(cant_ask(this));
    found.add(no_counterpart_of_trigger(this));
    found.add(identifier_without_request(this));
    let mut at = 0;
    while at < this.spec.conditions.len() {
        found.add(no_counterpart_of_condition(this, at));
        at += 1;
    }
}

/// What can be said of a registration beside those before it: whether it asks for one request too many.
pub(super) const fn too_many_requests(tasks: &[ResolvedTask<'_>], index: usize) -> Option<Finding> {
    let Some(identifier) = request(tasks, index) else { return None };
    let Some(apple) = &tasks[index].apple else { return None };
    let Some(facts) = apple_request::of_kind(apple.kind) else { return None };
    let Some(most) = facts.pending else { return None };
    let mut before = 0;
    let mut at = 0;
    while at < index {
        if let Some(other) = &tasks[at].apple
            && other.kind as u8 == apple.kind as u8
            && request(tasks, at).is_some()
        {
            before += 1;
        }
        at += 1;
    }
    if before < most {
        return None;
    }
    let message = Message::new("\"")
        .with_name(identifier)
        .with("\" is one ")
        .with(apple.kind.name())
        .with(" request too many: an app may have ")
        .with_number(most as u64)
        .with(" pending");
    let help = Message::new("leave out `identifier`, here or on another task, and those without one share a request");
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

const fn cant_ask(this: &ResolvedTask<'_>) -> Option<Finding> {
    let Some(apple) = &this.apple else { return None };
    let who = match apple.kind {
        AppleKind::Processing => return None,
        AppleKind::Refresh => "a refresh request",
        AppleKind::Continued => "a continued request",
        AppleKind::None => "a task without a request",
    };
    let (site, what) = if matches!(this.spec.apple.network, Some(true)) {
        (Site::AppleNetwork, "a network")
    } else if matches!(this.spec.apple.external_power, Some(true)) {
        (Site::ExternalPower, "external power")
    } else {
        return None;
    };
    let message = Message::new(who).with(" can't ask for ").with(what);
    let help = Message::new("write kind = \"processing\", or look in the task");
    Some(Finding::new(ONLY_PROCESSING_ASKS, site, message, help))
}

const fn identifier_without_request(this: &ResolvedTask<'_>) -> Option<Finding> {
    match &this.apple {
        Some(apple) if matches!(apple.kind, AppleKind::None) && this.spec.apple.identifier.is_some() => {
            let message = Message::new("nothing is requested for task `")
                .with_name(this.spec.name)
                .with("`, so its identifier is not used");
            let help = Message::new("leave it out, or say what the task is: apple(kind = \"refresh\", …)");
            Some(Finding::new(IDENTIFIER_WITHOUT_REQUEST, Site::Identifier, message, help))
        }
        _ => None,
    }
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
    let holds_back = match condition {
        Condition::InternetAvailable | Condition::FreeNetworkAvailable => apple.network,
        Condition::UserNotPresent => matches!(apple.kind, AppleKind::Processing),
        _ => !matches!(mapping.fidelity, Fidelity::None),
    };
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
