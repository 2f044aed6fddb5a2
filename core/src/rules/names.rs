//! Rules about names: registrations, groups, entry points, classes, identifiers.

use super::{Finding, Findings, Message, Site, naming, rules, same};
use crate::catalog::HostingModel;
use crate::model::{AppSpec, AppleKind, ResolvedTask, TaskSpec};

rules! {
    MISSING_ENTRY_POINT = "BG0301" Error WINDOWS
        "an out-of-process task has an entry point",
        "Windows activates an out-of-process task by the name of a runtime class, which stands in the code and in two places \
         of the manifest. bgtask makes it from the app's `namespace` and the type's name. Give the app a namespace, \
         `#[background_app(namespace = \"Tasks\")]`, or the task a name of its own, `windows(entry_point = \"Tasks.Refresh\")`.",
        "https://learn.microsoft.com/windows/uwp/launch-resume/declare-background-tasks-in-the-application-manifest";
    MALFORMED_ENTRY_POINT = "BG0302" Error WINDOWS
        "an entry point is a dotted name that can be an activatable class id",
        "The manifest takes at most 255 characters for an activatable class id, none of < > \" : % | ? * and no control \
         characters, and no empty part between dots. A Rust path with `::` is not such a name: separate with dots.",
        "https://learn.microsoft.com/uwp/schemas/appxpackage/uapmanifestschema/element-activatableclass";
    DUPLICATE_ENTRY_POINT = "BG0303" Error WINDOWS
        "two task types have two entry points",
        "An entry point names one class, and Windows activates that class whatever the trigger. Two types under one entry \
         point would leave one of them never run. Several registrations of one type share their type's entry point.",
        "https://learn.microsoft.com/windows/uwp/launch-resume/declare-background-tasks-in-the-application-manifest";
    MISSING_CLSID = "BG0304" Error WINDOWS
        "a com or forwarded task has a CLSID",
        "In these models Windows, or the forwarder, starts the app's COM server and asks it for a class by its CLSID. It must \
         stay the same for ever, so bgtask does not make one up: create a GUID once, with `uuidgen` or in an editor, and write \
         it as `windows(clsid = \"…\")`.",
        "https://learn.microsoft.com/windows/uwp/launch-resume/create-and-register-a-winmain-background-task";
    MALFORMED_CLSID = "BG0305" Error WINDOWS
        "a CLSID is a GUID",
        "A GUID is 32 hexadecimal digits, in groups of 8, 4, 4, 4 and 12 with hyphens between: \
         7D13D534-FD12-43CE-8C22-EA1FF13C06DF. The case does not matter, and braces may stand around it in code; in the \
         manifest bgtask writes it without.",
        "https://learn.microsoft.com/uwp/schemas/appxpackage/uapmanifestschema/element-com-exeserver-class";
    DUPLICATE_CLSID = "BG0306" Error WINDOWS
        "two task types have two CLSIDs",
        "A CLSID names one class of the app's COM server, and the manifest refuses it twice. Create another GUID for the second \
         type.",
        "https://learn.microsoft.com/uwp/schemas/appxpackage/uapmanifestschema/element-com-exeserver-class";
    MALFORMED_NAME = "BG0307" Error ALL
        "a name can be read and compared",
        "The registration's name is how an activation is told from another, and how the app finds the registration again. \
         Windows takes any text; an empty one, control characters or white space around it are always a slip.",
        "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.backgroundtaskbuilder.name";
    DUPLICATE_NAME = "BG0308" Error ALL
        "the names of an app's registrations are different",
        "Windows accepts two registrations of one name, runs both for each event, and tells the app's dispatch the same name \
         for both. Give one of them another name: `name = \"…\"`.",
        "https://learn.microsoft.com/windows/uwp/launch-resume/register-a-background-task";
    MISSING_IDENTIFIER = "BG0309" Error APPLE
        "a task on Apple systems has an identifier",
        "BGTaskScheduler knows a task by an identifier that also stands in Info.plist. bgtask makes it from the app's \
         `identifier_prefix`; a task may have one of its own, `apple(identifier = \"…\")`. Or say where it runs: \
         `platforms(\"windows\")`.",
        "https://developer.apple.com/documentation/bundleresources/information-property-list/bgtaskschedulerpermittedidentifiers";
    MALFORMED_IDENTIFIER = "BG0310" Error APPLE
        "an identifier is plain dotted text",
        "The identifier in code must equal, byte for byte, the one in Info.plist, where build settings such as \
         $(PRODUCT_BUNDLE_IDENTIFIER) are expanded and in code are not. Spaces, colons and empty parts are slips. A star stands \
         only at the end of a continued task's identifier.",
        "https://developer.apple.com/documentation/bundleresources/information-property-list/bgtaskschedulerpermittedidentifiers";
    DUPLICATE_IDENTIFIER = "BG0311" Error APPLE
        "an identifier of a task's own is its own",
        "Registering one identifier twice ends the app, and a request that is submitted replaces a pending one of the same \
         identifier. Tasks that may share a request do so by having no identifier of their own.",
        "https://developer.apple.com/documentation/backgroundtasks/bgtaskscheduler/register(fortaskwithidentifier:using:launchhandler:)";
    MALFORMED_GROUP = "BG0312" Error WINDOWS
        "a group id can be read and compared",
        "A registration group is found again by its id. A reverse domain name or a GUID is a good one; an empty text, control \
         characters or white space around it are always a slip.",
        "https://learn.microsoft.com/windows/uwp/launch-resume/group-background-tasks";
    MALFORMED_NAMESPACE = "BG0313" Error WINDOWS
        "a namespace can stand before a type's name in an entry point",
        "The entry point of a type is the app's namespace, a dot, and the type's name; see BG0302 for what it may look like.",
        "https://learn.microsoft.com/uwp/schemas/appxpackage/uapmanifestschema/element-activatableclass";
}

/// What can be said of a task's own words.
pub(super) const fn check_task(spec: &TaskSpec<'_>) -> Findings {
    let kind_is_continued = matches!(spec.apple.kind, Some(AppleKind::Continued) | None);
    Findings::NONE
        .and(malformed(MALFORMED_NAME, Site::Name, "the name", spec.name, naming::free_text(spec.name)))
        .and(match spec.group {
            Some(group) => malformed(MALFORMED_GROUP, Site::Group, "the group", group, naming::free_text(group)),
            None => None,
        })
        .and(match spec.windows.entry_point {
            Some(name) => {
                malformed(MALFORMED_ENTRY_POINT, Site::EntryPoint, "the entry point", name, naming::class_id(name))
            }
            None => None,
        })
        .and(match spec.apple.identifier {
            Some(name) => {
                let wrong = naming::identifier(name, kind_is_continued);
                malformed(MALFORMED_IDENTIFIER, Site::Identifier, "the identifier", name, wrong)
            }
            None => None,
        })
}

/// What can be said of an app's own words.
pub(super) const fn check_app(app: &AppSpec<'_>) -> Findings {
    Findings::NONE
        .and(match app.namespace {
            Some(name) => {
                malformed(MALFORMED_NAMESPACE, Site::Namespace, "the namespace", name, naming::class_id(name))
            }
            None => None,
        })
        .and(match app.identifier_prefix {
            Some(prefix) => {
                let wrong = naming::identifier(prefix, false);
                malformed(MALFORMED_IDENTIFIER, Site::IdentifierPrefix, "the identifier prefix", prefix, wrong)
            }
            None => None,
        })
}

const fn malformed(
    rule: &'static super::Rule,
    site: Site,
    what: &str,
    text: &str,
    wrong: Option<&'static str>,
) -> Option<Finding> {
    let Some(wrong) = wrong else { return None };
    let message = Message::new(what).with(" \"").with(text).with("\" ").with(wrong);
    // A long text may have pushed the reason out.
    let message = if message.is_cut() { Message::new(what).with(" ").with(wrong) } else { message };
    Some(Finding::new(rule, site, message, Message::EMPTY))
}

/// What can be said with the app's defaults applied, and of a registration beside those before it.
pub(super) const fn check_resolved(app: &AppSpec<'_>, tasks: &[ResolvedTask<'_>], index: usize) -> Findings {
    let this = &tasks[index];
    let mut findings = Findings::NONE
        .and(missing_entry_point(this))
        .and(malformed_default_entry_point(this))
        .and(missing_clsid(this))
        .and(missing_identifier(app, this));
    let mut at = 0;
    while at < index {
        findings = findings.and(clash(&tasks[at], this));
        at += 1;
    }
    findings
}

const fn missing_entry_point(this: &ResolvedTask<'_>) -> Option<Finding> {
    match &this.windows {
        Some(windows) if matches!(windows.model, HostingModel::OutOfProcess) && windows.entry_point.is_none() => {
            let message = Message::new("out-of-process task `").with(this.spec.name).with("` has no entry point");
            let help = Message::new(
                "give the app a namespace: #[background_app(…, namespace = \"Tasks\")]; or the task an \
                                     entry point of its own: windows(entry_point = \"Tasks.",
            )
            .with(this.spec.type_name)
            .with("\")");
            Some(Finding::new(MISSING_ENTRY_POINT, Site::Item, message, help))
        }
        _ => None,
    }
}

/// An entry point made from a good namespace and a type's name is bad only when it is too long.
const fn malformed_default_entry_point(this: &ResolvedTask<'_>) -> Option<Finding> {
    match &this.windows {
        Some(windows) if this.spec.windows.entry_point.is_none() => match windows.entry_point {
            Some(name) => malformed(MALFORMED_ENTRY_POINT, Site::Item, "the entry point", name, naming::class_id(name)),
            None => None,
        },
        _ => None,
    }
}

const fn missing_clsid(this: &ResolvedTask<'_>) -> Option<Finding> {
    match &this.windows {
        Some(windows) if windows.model.needs_clsid() && windows.clsid.is_none() => {
            let message = Message::new("task `")
                .with(this.spec.name)
                .with("` is activated as ")
                .with(windows.model.name())
                .with(" and has no CLSID");
            let help = Message::new(
                "create a GUID once, with `uuidgen` or in an editor, and write it down: windows(clsid = \"…\")",
            );
            Some(Finding::new(MISSING_CLSID, Site::Item, message, help))
        }
        _ => None,
    }
}

const fn missing_identifier(app: &AppSpec<'_>, this: &ResolvedTask<'_>) -> Option<Finding> {
    match &this.apple {
        Some(apple) if apple.identifier.is_none() && !matches!(apple.kind, AppleKind::None) => {
            let message = Message::new("task `")
                .with(this.spec.name)
                .with("` is meant to run on Apple systems, and app `")
                .with(app.type_name)
                .with("` gives no identifier prefix");
            let help = Message::new(
                "give the app one: identifier_prefix = \"com.contoso.app\"; or say where the task runs: \
                                     platforms(\"windows\")",
            );
            Some(Finding::new(MISSING_IDENTIFIER, Site::Item, message, help))
        }
        _ => None,
    }
}

/// What `this` shares with `earlier` and may not. The most telling clash is told.
const fn clash(earlier: &ResolvedTask<'_>, this: &ResolvedTask<'_>) -> Option<Finding> {
    if same(earlier.spec.name, this.spec.name) {
        let message = Message::new("the name `").with(this.spec.name).with("` is taken by an earlier task of this app");
        let help = Message::new("give this one another: name = \"…\"");
        return Some(Finding::new(DUPLICATE_NAME, Site::Name, message, help));
    }
    if let (Some(a), Some(b)) = (&earlier.windows, &this.windows)
        && earlier.entry != this.entry
    {
        if let (HostingModel::OutOfProcess, Some(one), Some(other)) = (b.model, a.entry_point, b.entry_point)
            && same(one, other)
        {
            let message = clashing("entry point", earlier, this).with(" \"").with(other).with("\"");
            let help = Message::new("give one of them an entry point of its own: windows(entry_point = \"…\")");
            return Some(Finding::new(DUPLICATE_ENTRY_POINT, Site::EntryPoint, message, help));
        }
        if let (Some(one), Some(other)) = (a.clsid, b.clsid)
            && one.to_u128() == other.to_u128()
        {
            let message = clashing("CLSID", earlier, this).with(" ").with(other.text().as_str());
            let help = Message::new("create another GUID for this one");
            return Some(Finding::new(DUPLICATE_CLSID, Site::Clsid, message, help));
        }
    }
    if let (Some(a), Some(b)) = (&earlier.apple, &this.apple)
        && let (Some(one), Some(other)) = (a.identifier, b.identifier)
        && (earlier.spec.apple.identifier.is_some() || this.spec.apple.identifier.is_some())
        && same(one, other)
    {
        let message = clashing("identifier", earlier, this).with(" \"").with(other).with("\"");
        let help = Message::new("leave both without one, and they share a request; or give this one another");
        return Some(Finding::new(DUPLICATE_IDENTIFIER, Site::Identifier, message, help));
    }
    None
}

const fn clashing(what: &str, earlier: &ResolvedTask<'_>, this: &ResolvedTask<'_>) -> Message {
    Message::new("tasks `")
        .with(earlier.spec.name)
        .with("` and `")
        .with(this.spec.name)
        .with("` have the same ")
        .with(what)
}
