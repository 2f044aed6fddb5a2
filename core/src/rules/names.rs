//! Rules about names: registrations, groups, entry points, classes, identifiers.

use super::{Finding, Findings, Message, Rule, Site, naming, rules, same};
use crate::catalog::{HostingModel, apple_request, limits};
use crate::model::{AppSpec, AppleKind, AppleSpec, ResolvedTask, ResolvedWindows, TaskSpec};

rules! {
    MISSING_ENTRY_POINT = "BG0301" Error WINDOWS
        "an out-of-process task has an entry point",
        "Windows activates an out-of-process task by the name of a runtime class. The same name stands in the registration and in \
         two places of the manifest, and when one of them differs, registering fails with 0x80040154, class not registered. \
         bgtask makes it from the app's `namespace` and the type's name, so that it is written nowhere twice. Give the app a \
         namespace, or the task a name of its own:\n\n    \
             #[background_app(tasks(Refresh), model = \"out-of-process\", namespace = \"Tasks\")]\n    \
             #[background_task(trigger = \"time:15\", windows(entry_point = \"Tasks.Refresh\"))]",
        "https://learn.microsoft.com/windows/uwp/launch-resume/declare-background-tasks-in-the-application-manifest";
    MALFORMED_ENTRY_POINT = "BG0302" Error WINDOWS
        "an entry point is a dotted name that can be an activatable class id",
        "The entry point is also the id of an activatable class in the manifest, which has at most 255 characters, none of \
         < > \" : % | ? * and no control characters, and nothing empty before, between or after its dots. With another name \
         the package can't be built, or is refused when it is installed. A Rust path is not such a name.\n\n    \
             windows(entry_point = \"feed::Refresh\")\n    \
             windows(entry_point = \"Feed.Refresh\")",
        "https://learn.microsoft.com/uwp/schemas/appxpackage/uapmanifestschema/element-activatableclass";
    DUPLICATE_ENTRY_POINT = "BG0303" Error WINDOWS
        "two task types have two entry points",
        "An entry point names one class, and Windows activates that class whatever the trigger was. Of two types under one entry \
         point one would never run, and the other would run in its place. It happens when two types of one name stand in \
         different modules, because the default is made from the type's name alone. Several registrations of one type share \
         their type's entry point, as they should.\n\n    \
             mod mail { #[background_task(trigger = \"time:15\")] pub struct Sync; }     // Tasks.Sync\n    \
             mod feed { #[background_task(trigger = \"time:60\", name = \"feed\",\n    \
                 windows(entry_point = \"Tasks.SyncFeed\"))] pub struct Sync; }",
        "https://learn.microsoft.com/windows/uwp/launch-resume/declare-background-tasks-in-the-application-manifest";
    MISSING_CLSID = "BG0304" Error WINDOWS
        "a com or forwarded task has a CLSID",
        "In these models Windows, or the forwarder, starts the app's COM server and asks it for a class by its CLSID. The CLSID \
         is kept with the registration on the user's machine and stands in the manifest, so it must stay the same for ever: \
         bgtask makes none up. The compiler knows of one target at a time, so this binds a task as well that a `cfg` keeps from \
         Windows, unless `platforms(\"apple\")` says that it is not meant for it. Create a GUID once, with `uuidgen` or in an \
         editor, and write it down:\n\n    \
             #[background_task(trigger = \"time:15\", windows(model = \"com\"))]\n    \
             #[background_task(trigger = \"time:15\",\n    \
                 windows(model = \"com\", clsid = \"2FA3A5A3-77A0-4E5B-8C3B-9A2D2E0C7F11\"))]",
        "https://learn.microsoft.com/windows/uwp/launch-resume/create-and-register-a-winmain-background-task";
    MALFORMED_CLSID = "BG0305" Error WINDOWS
        "a CLSID is a GUID",
        "A GUID is 32 hexadecimal digits, in groups of 8, 4, 4, 4 and 12 with hyphens between. The case does not matter, and \
         braces may stand around it in code, as some tools print it so; the manifest refuses them, and bgtask writes it \
         without.\n\n    \
             clsid = \"2FA3A5A3-77A0-4E5B\"\n    \
             clsid = \"2FA3A5A3-77A0-4E5B-8C3B-9A2D2E0C7F11\"",
        "https://learn.microsoft.com/uwp/schemas/appxpackage/uapmanifestschema/element-com-exeserver-class";
    DUPLICATE_CLSID = "BG0306" Error WINDOWS
        "two task types have two CLSIDs",
        "A CLSID names one class of the app's COM server. The manifest refuses it twice, and a server that answered for two \
         types would run the wrong one. It is most often left over from copying a task. Create another GUID for the second \
         type, with `uuidgen` or in an editor. Several registrations of one type have the same CLSID, as they start the same \
         class.",
        "https://learn.microsoft.com/uwp/schemas/appxpackage/uapmanifestschema/element-com-exeserver-class";
    MALFORMED_NAME = "BG0307" Error ALL
        "a name can be read and compared",
        "The registration's name is how an activation is told from another, and how the app finds the registration again. \
         Windows takes any text and compares it exactly; an empty one, control characters, or white space around it are always \
         a slip, and one that can't be seen in a log.\n\n    \
             name = \"Refresh \"\n    \
             name = \"Refresh\"",
        "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.backgroundtaskbuilder.name";
    DUPLICATE_NAME = "BG0308" Error ALL
        "the names of an app's registrations are different",
        "Windows accepts two registrations of one name and runs both for each event, and the app's dispatch is told the same \
         name for both: it could not know which of the two tasks to run. A registration's name is its type's or function's name \
         unless it says otherwise, so two attributes on one type need at least one name:\n\n    \
             #[background_task(trigger = \"time:60\")]\n    \
             #[background_task(trigger = \"system:InternetAvailable\", name = \"RefreshWhenOnline\")]\n    \
             struct Refresh;",
        "https://learn.microsoft.com/windows/uwp/launch-resume/register-a-background-task";
    MISSING_IDENTIFIER = "BG0309" Error APPLE
        "a task on Apple systems has an identifier",
        "BGTaskScheduler knows a request by an identifier, which also stands in Info.plist; one that does not stand there is \
         refused, with error 3. bgtask makes the identifiers from the app's `identifier_prefix` and lets tasks of a kind share \
         one; a task may also have one of its own. A task that has nothing to do on Apple systems says where it runs.\n\n    \
             #[background_app(tasks(Refresh), identifier_prefix = \"com.contoso.feed\")]\n    \
             #[background_task(trigger = \"time:15\", apple(identifier = \"com.contoso.feed.now\"))]\n    \
             #[background_task(trigger = \"time:15\", platforms(\"windows\"))]",
        "https://developer.apple.com/documentation/bundleresources/information-property-list/bgtaskschedulerpermittedidentifiers";
    MALFORMED_IDENTIFIER = "BG0310" Error APPLE
        "an identifier is plain dotted text",
        "The identifier in code must equal the one in Info.plist, byte for byte; else registering a handler answers false and \
         submitting a request gives error 3. In the file build settings such as $(PRODUCT_BUNDLE_IDENTIFIER) are expanded, and \
         in code they are not. Spaces, colons and empty parts are slips. A star stands only at the end of a continued task's \
         identifier, where each request puts a suffix of its own.\n\n    \
             identifier_prefix = \"$(PRODUCT_BUNDLE_IDENTIFIER)\"\n    \
             identifier_prefix = \"com.contoso.feed\"",
        "https://developer.apple.com/documentation/bundleresources/information-property-list/bgtaskschedulerpermittedidentifiers";
    DUPLICATE_IDENTIFIER = "BG0311" Error APPLE
        "an identifier of a task's own is its own",
        "The system ends an app that registers two handlers for one identifier, and a request that is submitted replaces a \
         pending one of the same identifier, so of two tasks one would be lost. Tasks that may share a request have no \
         identifier of their own: bgtask then keeps a table of what is due, and runs whatever is when the request is \
         granted.\n\n    \
             apple(identifier = \"com.contoso.feed.work\")      // on two tasks\n    \
             apple(kind = \"processing\")                       // on both: they share one",
        "https://developer.apple.com/documentation/backgroundtasks/bgtaskscheduler/register(fortaskwithidentifier:using:launchhandler:)";
    MALFORMED_GROUP = "BG0312" Error WINDOWS
        "a group id can be read and compared",
        "A registration group keeps a library's tasks apart from the app's: they are not listed with the others, and a loop that \
         unregisters everything leaves them alone. It is found again by its id, which is compared exactly. A reverse domain \
         name or a GUID is a good one; an empty text, control characters or white space around it are always a slip.\n\n    \
             group = \"\"\n    \
             group = \"com.contoso.sync\"",
        "https://learn.microsoft.com/windows/uwp/launch-resume/group-background-tasks";
    MALFORMED_NAMESPACE = "BG0313" Error WINDOWS
        "a namespace can stand before a type's name in an entry point",
        "The default entry point of a task is the app's namespace, a dot, and the type's name, and it must be able to stand in \
         the manifest as the id of an activatable class: dotted, without any of < > \" : % | ? *, and not too long. A namespace \
         that breaks this breaks the entry point of every task. It need not be the crate's name or a module's.\n\n    \
             namespace = \"feed::tasks\"\n    \
             namespace = \"Feed.Tasks\"",
        "https://learn.microsoft.com/uwp/schemas/appxpackage/uapmanifestschema/element-activatableclass";
}

/// What can be said of a task's own words.
pub(super) const fn check_task(spec: &TaskSpec<'_>, found: &mut Findings) {
    found.add(malformed(MALFORMED_NAME, Site::Name, ("the name", spec.name), naming::free_text(spec.name)));
    found.add(match spec.group {
        Some(group) => malformed(MALFORMED_GROUP, Site::Group, ("the group", group), naming::free_text(group)),
        None => None,
    });
    found.add(match spec.windows.entry_point {
        Some(name) => {
            malformed(MALFORMED_ENTRY_POINT, Site::EntryPoint, ("the entry point", name), naming::class_id(name))
        }
        None => None,
    });
    found.add(match spec.apple.identifier {
        Some(name) => {
            let wrong = naming::identifier(name, takes_star(spec.apple.kind));
            malformed(MALFORMED_IDENTIFIER, Site::Identifier, ("the identifier", name), wrong)
        }
        None => None,
    });
}

/// What can be said of an app's own words.
pub(super) const fn check_app(app: &AppSpec<'_>, found: &mut Findings) {
    found.add(match app.namespace {
        Some(name) => malformed(MALFORMED_NAMESPACE, Site::Namespace, ("the namespace", name), naming::class_id(name)),
        None => None,
    });
    found.add(match app.identifier_prefix {
        Some(prefix) => {
            let wrong = naming::identifier(prefix, false);
            malformed(MALFORMED_IDENTIFIER, Site::IdentifierPrefix, ("the identifier prefix", prefix), wrong)
        }
        None => None,
    });
}

/// Whether a manifest takes this entry point. A rule told it, if not.
pub const fn is_entry_point(name: &str) -> bool {
    naming::class_id(name).is_none()
}

/// What is the matter with a name, if `wrong` says so.
const fn malformed(
    rule: &'static Rule,
    site: Site,
    (what, text): (&str, &str),
    wrong: Option<&'static str>,
) -> Option<Finding> {
    let Some(wrong) = wrong else { return None };
    let message = Message::new(what).with(" \"").with_name(text).with("\" ").with(wrong);
    let help = match site {
        Site::EntryPoint | Site::Item => "write a dotted name, such as \"Tasks.Refresh\"",
        Site::Namespace => "write a dotted name, such as \"Feed.Tasks\"",
        Site::Identifier => "write dotted text, such as \"com.contoso.feed.nightly\"",
        Site::IdentifierPrefix => "write dotted text, such as \"com.contoso.feed\"",
        _ => "write what a person can read and compare",
    };
    Some(Finding::new(rule, site, message, Message::new(help)))
}

/// What can be said with the app's defaults applied.
pub(super) const fn check_resolved(app: &AppSpec<'_>, this: &ResolvedTask<'_>, found: &mut Findings) {
    found.add(malformed_default_entry_point(app, this));
    found.add(missing_clsid(this));
    found.add(misplaced_star(this));
}

/// An out-of-process task without an entry point, at the first of them: what most often is missing is the app's namespace,
/// once for all.
pub(super) const fn missing_entry_point(tasks: &[ResolvedTask<'_>], index: usize) -> Option<Finding> {
    let Some(others) = Lack::EntryPoint.others(tasks, index) else { return None };
    let this = &tasks[index];
    let message = Message::new("out-of-process task `").with_name(this.spec.name).with("` has no entry point");
    let message = match others {
        0 => message,
        1 => message.with(", nor has one other"),
        _ => message.with(", nor have ").with_number(others).with(" others"),
    };
    let help = Message::new(
        "give the app a namespace: #[background_app(…, namespace = \"Tasks\")]; or the task an entry point of its own: \
         windows(entry_point = \"Tasks.",
    )
    .with_name(this.spec.type_name)
    .with("\")");
    Some(Finding::new(MISSING_ENTRY_POINT, Site::Item, message, help))
}

/// A task for Apple systems without an identifier, at the first of them: what is missing is the app's prefix, once for all.
pub(super) const fn missing_identifier(tasks: &[ResolvedTask<'_>], index: usize) -> Option<Finding> {
    let Some(others) = Lack::Identifier.others(tasks, index) else { return None };
    let message = Message::new("task `").with_name(tasks[index].spec.name).with("`");
    let message = match others {
        0 => message.with(" is"),
        1 => message.with(" and one other are"),
        _ => message.with(" and ").with_number(others).with(" others are"),
    };
    let message = message.with(" meant to run on Apple systems, and the app gives no identifier prefix");
    let help = Message::new(
        "give the app one: #[background_app(…, identifier_prefix = \"com.contoso.app\")]; or say where the task runs: \
         platforms(\"windows\")",
    );
    Some(Finding::new(MISSING_IDENTIFIER, Site::Item, message, help))
}

/// What a task lacks for want of a word of the app's.
#[derive(Clone, Copy)]
enum Lack {
    /// An out-of-process task its entry point.
    EntryPoint,
    /// A task for Apple systems its identifier.
    Identifier,
}

impl Lack {
    const fn is_in(self, task: &ResolvedTask<'_>) -> bool {
        match (self, &task.windows, &task.apple) {
            (Self::EntryPoint, Some(windows), _) => {
                matches!(windows.model, HostingModel::OutOfProcess) && windows.entry_point.is_none()
            }
            (Self::Identifier, _, Some(apple)) => apple.identifier.is_none() && !matches!(apple.kind, AppleKind::None),
            _ => false,
        }
    }

    /// How many others lack it, if this is the first that does.
    const fn others(self, tasks: &[ResolvedTask<'_>], index: usize) -> Option<u64> {
        if !self.is_in(&tasks[index]) {
            return None;
        }
        let mut others = 0;
        let mut at = 0;
        while at < tasks.len() {
            if at != index && self.is_in(&tasks[at]) {
                if at < index {
                    return None;
                }
                others += 1;
            }
            at += 1;
        }
        Some(others)
    }
}

/// Whether a task lacks what the app could give to all.
pub(super) const fn lacks_something(task: &ResolvedTask<'_>) -> bool {
    Lack::EntryPoint.is_in(task) || Lack::Identifier.is_in(task)
}

/// What can be said of a registration beside those before it. The first that has something of this one's tells enough:
/// most often all have.
pub(super) const fn first_clash(tasks: &[ResolvedTask<'_>], index: usize) -> Option<Finding> {
    let mut at = 0;
    while at < index {
        if let Some(clash) = clash(&tasks[at], &tasks[index]) {
            return Some(clash);
        }
        at += 1;
    }
    None
}

/// An entry point made from a good namespace and a type's name is bad only when it is too long. A bad namespace is told
/// at the app.
const fn malformed_default_entry_point(app: &AppSpec<'_>, this: &ResolvedTask<'_>) -> Option<Finding> {
    match &this.windows {
        Some(ResolvedWindows { entry_point: Some(name), .. })
            if this.spec.windows.entry_point.is_none()
                && name.len() > limits::CLASS_ID_LENGTH
                && (app.namespace.is_none()
                    || matches!(app.namespace, Some(namespace) if is_entry_point(namespace))) =>
        {
            malformed(MALFORMED_ENTRY_POINT, Site::Item, ("the entry point", name), naming::class_id(name))
        }
        _ => None,
    }
}

const fn missing_clsid(this: &ResolvedTask<'_>) -> Option<Finding> {
    match &this.windows {
        Some(windows) if windows.model.needs_clsid() && windows.clsid.is_none() => {
            let message = Message::new("task `")
                .with_name(this.spec.name)
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

/// A star at the end of an identifier, in a task of another kind than continued. The kind may follow from the trigger.
const fn misplaced_star(this: &ResolvedTask<'_>) -> Option<Finding> {
    match (&this.apple, this.spec.apple) {
        (Some(apple), AppleSpec { kind: None, identifier: Some(name), .. })
            if !takes_star(Some(apple.kind)) && naming::identifier(name, true).is_none() =>
        {
            let wrong = naming::identifier(name, false);
            malformed(MALFORMED_IDENTIFIER, Site::Identifier, ("the identifier", name), wrong)
        }
        _ => None,
    }
}

/// Whether an identifier of this kind may end in a star; where no kind is said, one might follow that takes it.
const fn takes_star(kind: Option<AppleKind>) -> bool {
    match kind {
        Some(kind) => match apple_request::of_kind(kind) {
            Some(request) => request.wildcard,
            None => false,
        },
        None => true,
    }
}

/// What `this` shares with `earlier` and may not. The most telling clash is told.
const fn clash(earlier: &ResolvedTask<'_>, this: &ResolvedTask<'_>) -> Option<Finding> {
    if same(earlier.spec.name, this.spec.name) && earlier.entry != this.entry && is_one_item(&earlier.spec, &this.spec)
    {
        let message = Message::new("task `").with_name(this.spec.name).with("` is in the list twice");
        let help = Message::new("leave one of the two entries out; two paths may lead to one task");
        return Some(Finding::new(DUPLICATE_NAME, Site::Item, message, help));
    }
    if same(earlier.spec.name, this.spec.name) {
        let message = Message::new("the name `")
            .with_name(this.spec.name)
            .with("` is taken by another task of this app")
            .with_place(&earlier.spec.place);
        let help = Message::new("give this one another: name = \"…\"");
        return Some(Finding::new(DUPLICATE_NAME, Site::Name, message, help));
    }
    if let (Some(a), Some(b)) = (&earlier.windows, &this.windows)
        && earlier.entry != this.entry
    {
        // All forwarded tasks have the forwarder's.
        let own = matches!(a.model, HostingModel::OutOfProcess) || matches!(b.model, HostingModel::OutOfProcess);
        if let (true, Some(one), Some(other)) = (own, a.entry_point, b.entry_point)
            && same(one, other)
        {
            let message = clashing("entry point", earlier, this).with(" \"").with_name(other).with("\"");
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
        let message = clashing("identifier", earlier, this).with(" \"").with_name(other).with("\"");
        let help = Message::new("leave both without one, and they share a request; or give this one another");
        return Some(Finding::new(DUPLICATE_IDENTIFIER, Site::Identifier, message, help));
    }
    None
}

/// Whether two specs stand at one place, if that is known. What one call of a macro makes stands at one place, too, but not in
/// one module under one name.
const fn is_one_item(a: &TaskSpec<'_>, b: &TaskSpec<'_>) -> bool {
    !a.place.file.is_empty()
        && same(a.place.file, b.place.file)
        && same(a.place.module, b.place.module)
        && a.place.line == b.place.line
        && a.place.column == b.place.column
        && same(a.type_name, b.type_name)
}

const fn clashing(what: &str, earlier: &ResolvedTask<'_>, this: &ResolvedTask<'_>) -> Message {
    Message::new("tasks `")
        .with_name(earlier.spec.name)
        .with("`")
        .with_place(&earlier.spec.place)
        .with(" and `")
        .with_name(this.spec.name)
        .with("` have the same ")
        .with(what)
}
