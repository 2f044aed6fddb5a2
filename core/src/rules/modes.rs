//! Checks of what an app says of itself for Apple systems: its background modes, and whether it exits on suspend.

use super::apple::{
    EXITS_ON_SUSPEND_IS_DEAD, EXITS_WITH_BACKGROUND, NOT_MADE_FOR_APPLE, RETIRED_MODE, UNKNOWN_MODE, VERSION_BOUND_MODE,
};
use super::{Finding, Findings, Message, Site, same};
use crate::catalog::apple_request::SCHEDULER_AVAILABILITY;
use crate::catalog::background_mode::{self, BackgroundMode, WATCH_MODES};
use crate::model::{AppSpec, AppleKind, ResolvedTask};
use crate::nearest;

/// What can be said of an app's own words.
pub(super) const fn check(app: &AppSpec<'_>, found: &mut Findings) {
    found.add(exits_on_suspend(app));
    found.add(not_made_for_apple(app));
    let mut at = 0;
    while at < app.modes.len() {
        found.add(mode(app.modes[at], at));
        at += 1;
    }
}

const fn exits_on_suspend(app: &AppSpec<'_>) -> Option<Finding> {
    match app.exits_on_suspend {
        Some(true) if !app.modes.is_empty() => {
            let message = Message::new("the app exits on suspend and has the background mode `")
                .with_name(app.modes[0])
                .with("`");
            Some(Finding::new(EXITS_WITH_BACKGROUND, Site::ExitsOnSuspend, message, leave_out()))
        }
        Some(_) => {
            let message = Message::new("`exits_on_suspend` has no effect since iOS 13");
            Some(Finding::new(EXITS_ON_SUSPEND_IS_DEAD, Site::ExitsOnSuspend, message, leave_out()))
        }
        None => None,
    }
}

const fn not_made_for_apple(app: &AppSpec<'_>) -> Option<Finding> {
    if app.made_for().apple {
        return None;
    }
    let (site, what) = if !app.modes.is_empty() {
        (Site::Mode(0), "`modes`")
    } else if app.exits_on_suspend.is_some() {
        (Site::ExitsOnSuspend, "`exits_on_suspend`")
    } else {
        return None;
    };
    let message = Message::new(what)
        .with(" is about Apple systems, and app `")
        .with_name(app.type_name)
        .with("` is not made for them");
    let help = Message::new("give the app an identifier_prefix, or say platforms(\"windows\", \"apple\")");
    Some(Finding::new(NOT_MADE_FOR_APPLE, site, message, help))
}

const fn mode(value: &str, index: usize) -> Option<Finding> {
    let named = Message::new("background mode `").with_name(value).with("` ");
    let site = Site::Mode(index);
    let Some(mode) = known(value) else {
        let message = named.with("is none that Apple documents");
        return Some(Finding::new(UNKNOWN_MODE, site, message, instead_of(value)));
    };
    if let Some(why) = mode.retired {
        let message = named.with("is retired: ").with(why);
        return Some(Finding::new(
            RETIRED_MODE,
            site,
            message,
            Message::new("leave it out; it is written as it stands"),
        ));
    }
    // Before the scheduler itself there is nothing for bgtask to do.
    if SCHEDULER_AVAILABILITY[0].since.is_at_least(mode.since.since) {
        return None;
    }
    let message = named
        .with(if mode.evidence.is_tested() { "came with " } else { "is said to have come with " })
        .with(mode.since.os.name())
        .with(" ")
        .with_number(mode.since.since.0 as u64)
        .with("; an earlier system ignores it");
    let help = Message::new("set the deployment target to that version, or let the app do without it before");
    Some(Finding::new(VERSION_BOUND_MODE, site, message, help))
}

const fn known(value: &str) -> Option<&'static BackgroundMode> {
    let mut at = 0;
    while at < background_mode::ALL.len() {
        if same(background_mode::ALL[at].value, value) {
            return Some(&background_mode::ALL[at]);
        }
        at += 1;
    }
    None
}

/// What may have been meant by a mode that is not known.
const fn instead_of(value: &str) -> Message {
    let mut at = 0;
    while at < WATCH_MODES.len() {
        if same(WATCH_MODES[at].value, value) {
            return Message::new("it stands under WKBackgroundModes, in the Info.plist of the watch app");
        }
        at += 1;
    }
    let all = background_mode::ALL;
    let mut nearest: Option<(usize, &str)> = None;
    let mut at = 0;
    while at < all.len() {
        let slips = match nearest::distance(value, all[at].value) {
            // `background-fetch` is a slip of its own kind: Xcode has a heading of that name.
            None if ends_with_word(value, all[at].value) => Some(0),
            slips => slips,
        };
        if let Some(slips) = slips
            && (nearest.is_none() || matches!(nearest, Some((fewest, _)) if slips < fewest))
        {
            nearest = Some((slips, all[at].value));
        }
        at += 1;
    }
    if let Some((_, name)) = nearest {
        return Message::new("did you mean `").with(name).with("`?");
    }
    let mut help = Message::new("it is written as it stands; known are ");
    let mut at = 0;
    while at < all.len() {
        if all[at].retired.is_none() {
            help = help.with(if at == 0 { "`" } else { "`, `" }).with(all[at].value);
        }
        at += 1;
    }
    help.with("`")
}

/// Whether `text` ends with a hyphen and `word`.
const fn ends_with_word(text: &str, word: &str) -> bool {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    let Some(hyphen) = text.len().checked_sub(word.len() + 1) else { return false };
    let mut at = 0;
    while at < word.len() {
        if text[hyphen + 1 + at] != word[at] {
            return false;
        }
        at += 1;
    }
    text[hyphen] == b'-'
}

/// What can be said of an app with its tasks.
pub(super) const fn check_with_tasks(app: &AppSpec<'_>, tasks: &[ResolvedTask<'_>]) -> Findings {
    let mut found = Findings::NONE;
    let mut at = 0;
    while at < tasks.len() {
        if let (Some(true), Some(apple)) = (app.exits_on_suspend, &tasks[at].apple)
            && (!matches!(apple.kind, AppleKind::None) || !apple.modes.is_empty())
        {
            let message = Message::new("the app exits on suspend, and task `")
                .with_name(tasks[at].spec.name)
                .with("` is to run in the background");
            found.add(Some(Finding::new(EXITS_WITH_BACKGROUND, Site::ExitsOnSuspend, message, leave_out())));
            break;
        }
        at += 1;
    }
    found
}

const fn leave_out() -> Message {
    Message::new("leave `exits_on_suspend` out")
}
