//! Background modes, keys and entitlements, for docs/apple.md.

use bgtask_core::catalog::background_mode::{self, BackgroundMode, Companion, Need, WATCH_MODES};
use bgtask_core::catalog::plist_key::{self, BUILD_SETTINGS};
use bgtask_core::catalog::{AppleOs, Availability, Evidence, entitlement};
use bgtask_core::rules::{apple, property_list};

use super::page::Page;
use super::words::{capital, code, evidence, plain, rule, source};

/// The sections.
pub fn sections(page: &mut Page) {
    modes(page);
    exits_on_suspend(page);
    watch_modes(page);
    keys(page);
    entitlements(page);
}

/// iOS 13.0, tvOS 13.0.
pub fn since(availability: &[Availability]) -> String {
    availability.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn modes(page: &mut Page) {
    page.section("Background modes");
    page.text(
        "`UIBackgroundModes` lists what an app does in the background. The modes of tasks, `fetch`, `processing` and \
         `remote-notification`, follow from their triggers; the others are the app's: `#[background_app(…, modes(\"audio\", \
         \"location\"))]`, as many as it needs. A mode that is not in this table is written as it stands: Apple adds some.",
    );
    let rows = background_mode::ALL.iter().map(|mode| {
        let known = if mode.evidence.is_tested() { String::new() } else { format!(" {}", evidence(mode.evidence)) };
        [code(mode.value), format!("The app {}", words_of(mode)), format!("{}{known}", mode.since), category(mode)]
    });
    page.table(["mode", "what for", "since", "Microsoft's guide for Xamarin calls it"], rows);
    for mode in background_mode::ALL {
        mode_entry(page, mode);
    }
}

/// The summary as a sentence about the app; Newsstand's is about the past.
fn words_of(mode: &BackgroundMode) -> String {
    plain(mode.summary)
}

fn category(mode: &BackgroundMode) -> String {
    mode.category.map_or_else(|| String::from("newer than that guide"), String::from)
}

fn mode_entry(page: &mut Page, mode: &BackgroundMode) {
    page.entry(&code(mode.value));
    if let Some(why) = mode.retired {
        page.text(&format!("**Retired**: {}. It is still written when asked for.", plain(why)));
    }
    page.item(&format!("**Goes with** {}", plain(mode.api)));
    for key in mode.keys {
        page.item(&format!("**Key** {}", companion(key, key.with.name)));
    }
    for entitlement in mode.entitlements {
        page.item(&format!("**Entitlement** {}", companion(entitlement, entitlement.with.name)));
    }
    if !mode.also_on.is_empty() {
        let systems: Vec<_> = mode.also_on.iter().map(|os| AppleOs::name(*os)).collect();
        page.item(&format!("**Also on** {} {}", systems.join(", "), evidence(Evidence::Inferred)));
    }
    for note in mode.notes {
        page.item(&plain(note));
    }
    page.item(&source(mode.source));
}

fn companion<T>(of: &Companion<T>, name: &str) -> String {
    let need = match of.need {
        Need::Always => String::new(),
        Need::If(when) => format!(", if {when}"),
    };
    let known = if of.evidence.is_tested() { String::new() } else { format!(" {}", evidence(of.evidence)) };
    format!("`{name}`{need}{known}")
}

fn exits_on_suspend(page: &mut Page) {
    let key = plist_key::UI_APPLICATION_EXITS_ON_SUSPEND;
    page.section("An app that does not run in the background");
    page.text(&format!(
        "`{}`, in Xcode \"{}\", said {}: {}. {} `exits_on_suspend = true` on the app writes it, as a warning says ({}); with \
         modes or tasks it is an error ({}).",
        key.name,
        key.xcode_name.unwrap_or_default(),
        plain(key.summary),
        since(key.availability),
        plain(key.note),
        rule(apple::EXITS_ON_SUSPEND_IS_DEAD),
        rule(apple::EXITS_WITH_BACKGROUND)
    ));
    page.text(&source(key.source));
}

fn watch_modes(page: &mut Page) {
    page.section("Watch apps");
    page.text(&format!(
        "`{}` stands in the watch app's own Info.plist. bgtask knows its values and writes none.",
        plist_key::WK_BACKGROUND_MODES.name
    ));
    let rows = WATCH_MODES.iter().map(|mode| {
        let known = if mode.evidence.is_tested() { String::new() } else { format!(" {}", evidence(mode.evidence)) };
        let session = if mode.is_session { "a session: an app has one at most" } else { "goes with any session" };
        [code(mode.value), format!("{}{known}", mode.since), String::from(session)]
    });
    page.table(["mode", "since", "remark"], rows);
    page.text(&source(plist_key::WK_BACKGROUND_MODES.source));
}

fn keys(page: &mut Page) {
    page.section("Keys of Info.plist");
    page.text(&format!(
        "`cargo bgtask sync` writes `{}`, `{}` and, when asked for, `{}`. The usage descriptions are sentences that the user \
         and app review read: bgtask reports one that is missing ({}) and never makes one up.",
        plist_key::UI_BACKGROUND_MODES.name,
        plist_key::BG_TASK_SCHEDULER_PERMITTED_IDENTIFIERS.name,
        plist_key::UI_APPLICATION_EXITS_ON_SUSPEND.name,
        rule(property_list::COMPANION_MISSING)
    ));
    for key in plist_key::ALL {
        let known = if key.evidence.is_tested() { String::new() } else { format!(" {}", evidence(key.evidence)) };
        let xcode = key.xcode_name.map(|name| format!(", in Xcode \"{name}\"")).unwrap_or_default();
        let note = if key.note.is_empty() { String::new() } else { format!(" {}", plain(key.note)) };
        page.item(&format!(
            "`{}`, {}{xcode}: {}. {}.{known}{note} {}",
            key.name,
            key.value.name(),
            plain(key.summary),
            since(key.availability),
            source(key.source)
        ));
    }
    let settings = BUILD_SETTINGS.iter().filter(|setting| setting.key.is_some());
    let settings: Vec<_> = settings.map(|setting| code(setting.name)).collect();
    page.text(&format!(
        "Xcode writes some of these keys from the project's build settings, {}, and may overrule the file ({}).",
        settings.join(", "),
        rule(property_list::BUILD_SETTING_CONTRADICTS)
    ));
}

fn entitlements(page: &mut Page) {
    page.section("Entitlements");
    page.text("They stand in the app's signature, out of bgtask's reach. It names those that are missing.");
    for of in entitlement::ALL {
        page.item(&format!(
            "`{}` {}: {}. How: {}. {}",
            of.name,
            evidence(of.evidence),
            capital(&plain(of.summary)),
            plain(of.how),
            source(of.source)
        ));
    }
}
