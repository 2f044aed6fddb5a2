//! Changing the hosting model is one word in the code; the manifest follows.

use crate::feed::{COMPONENT, DESKTOP, MANIFEST, SERVER, UWP, windows};
use crate::project::{Project, Run};

const REFRESH: &str = "7D13D534-FD12-43CE-8C22-EA1FF13C06DF";
const THIRD: &str = "7D13D534-FD12-43CE-8C22-EA1FF13C06D1";
const PUSH: &str = "7D13D534-FD12-43CE-8C22-EA1FF13C06D0";

/// The manifest's word for the kind of app: the one thing besides the model that a change between an AppContainer and full
/// trust asks for.
const FULL_TRUST: &str = "EntryPoint=\"Windows.FullTrustApplication\"";
const APP_CONTAINER: &str = "EntryPoint=\"Feed.App\"";

/// Two tasks whose triggers go with every model, under an app of `model`; `of_push` is what the second says of its own.
fn code(model: &str, of_push: &str) -> String {
    format!(
        "use bgtask::prelude::*;\n\n\
         #[background_task(trigger = \"time:15\", windows(clsid = \"{REFRESH}\"))]\npub fn refresh() {{}}\n\n\
         #[background_task(trigger = \"push-notification\", windows({of_push}clsid = \"{PUSH}\"))]\npub fn push() {{}}\n\n\
         #[background_app(tasks(refresh, push), model = \"{model}\", namespace = \"Feed.Tasks\")]\npub struct App;\n"
    )
}

/// A project with one manifest, whose code changes.
struct Changing(Project);

impl Changing {
    fn new(manifest: &str) -> Self {
        Self(windows(&format!("{COMPONENT}{SERVER}"), manifest, &code("in-process", "")))
    }

    /// Changes the model of the app, and of its second task where that has one of its own, and syncs.
    fn to(&self, model: &str, of_push: &str) -> Run {
        self.0.write("src/lib.rs", code(model, of_push));
        self.0.run(&["sync", "--prune", "-q", "--message-format", "short"])
    }

    /// The same, and what stands in the manifest then.
    #[track_caller]
    fn declares(&self, model: &str, of_push: &str) -> Vec<String> {
        self.to(model, of_push).ended(0);
        let synced = self.manifest();
        self.0.run(&["check", "-q"]).ended(0);
        self.to(model, of_push).ended(0);
        assert_eq!(self.manifest(), synced, "a second run changes nothing");
        declared(&synced)
    }

    /// What `sync` says it left.
    #[track_caller]
    fn left(&self) -> Vec<String> {
        let of = |said: &str| -> Vec<String> {
            said.lines().filter_map(|line| Some(line.strip_prefix(MANIFEST)?.strip_prefix(": ")?.to_owned())).collect()
        };
        let left = of(&self.0.run(&["sync", "--message-format", "short"]).ended(0).out);
        // Who only checks, or makes one file, is told too.
        for arguments in [["check"].as_slice(), &["manifest", "--input", MANIFEST, "--output", MANIFEST]] {
            assert_eq!(of(&self.0.run(arguments).ended(0).err), left, "{arguments:?}");
            assert_eq!(of(&self.0.run(&[arguments, &["-q"]].concat()).ended(0).err), [""; 0], "{arguments:?}");
        }
        left
    }

    fn manifest(&self) -> String {
        self.0.read(MANIFEST)
    }

    fn is_app_container(&self, is: bool) {
        let (from, to) = if is { (FULL_TRUST, APP_CONTAINER) } else { (APP_CONTAINER, FULL_TRUST) };
        self.0.write(MANIFEST, self.manifest().replace(from, to));
    }
}

/// What of background tasks stands in a manifest: the start tags of all Extensions and of what is in them, and the
/// restricted capabilities.
fn declared(manifest: &str) -> Vec<String> {
    const OURS: [&str; 9] = [
        "<Extension ",
        "<com:Extension ",
        "<Task ",
        "<Path>",
        "<ActivatableClass ",
        "<com:ExeServer ",
        "<com:Class ",
        "<rescap:Capability ",
        "<Extensions />",
    ];
    let lines = manifest.lines().map(str::trim).filter(|line| OURS.iter().any(|tag| line.starts_with(tag)));
    lines.map(str::to_owned).collect()
}

const CAPABILITY: &str = "<rescap:Capability Name=\"runFullTrust\" />";
const COM_EXTENSION: &str = "<com:Extension Category=\"windows.comServer\">";
const EXE_SERVER: &str =
    "<com:ExeServer Executable=\"feed.exe\" Arguments=\"-bgtask-serve-com\" DisplayName=\"refresh\">";
const PERMITTED: &str = "<com:ExeServer Executable=\"feed.exe\" Arguments=\"-bgtask-serve-com\" DisplayName=\"refresh\" \
    LaunchAndActivationPermission=\"O:PSG:BUD:(A;;11;;;IU)(A;;11;;;S-1-15-2-1)S:(ML;;NX;;;LW)\">";
const REFRESH_CLASS: &str = "<com:Class Id=\"7D13D534-FD12-43CE-8C22-EA1FF13C06DF\" DisplayName=\"refresh\" />";
const PUSH_CLASS: &str = "<com:Class Id=\"7D13D534-FD12-43CE-8C22-EA1FF13C06D0\" DisplayName=\"push\" />";
const IN_PROCESS_SERVER: [&str; 2] =
    ["<Extension Category=\"windows.activatableClass.inProcessServer\">", "<Path>feed_tasks.dll</Path>"];

fn extension(entry_point: &str) -> String {
    format!("<Extension Category=\"windows.backgroundTasks\" EntryPoint=\"{entry_point}\">")
}

fn class(entry_point: &str) -> String {
    format!("<ActivatableClass ActivatableClassId=\"{entry_point}\" ThreadingModel=\"both\" />")
}

fn list(parts: &[&[&str]]) -> Vec<String> {
    parts.concat().into_iter().map(str::to_owned).collect()
}

fn out_of_process(com: &[&str]) -> Vec<String> {
    let (refresh, push) = (extension("Feed.Tasks.refresh"), extension("Feed.Tasks.push"));
    let classes = [class("Feed.Tasks.refresh"), class("Feed.Tasks.push")];
    let tasks = [&*refresh, "<Task Type=\"timer\" />", &*push, "<Task Type=\"pushNotification\" />"];
    list(&[com, &tasks, &[CAPABILITY], &IN_PROCESS_SERVER, &[&classes[0], &classes[1]]])
}

fn forwarded() -> Vec<String> {
    let (forwarder, class) = (extension("Bgtask.Forwarder.Task"), class("Bgtask.Forwarder.Task"));
    let com = [COM_EXTENSION, PERMITTED, REFRESH_CLASS, PUSH_CLASS];
    let tasks = [&*forwarder, "<Task Type=\"timer\" />", "<Task Type=\"pushNotification\" />", CAPABILITY];
    list(&[&com, &tasks, &IN_PROCESS_SERVER, &[&*class]])
}

#[test]
fn an_app_goes_through_all_models_by_one_word() {
    let app = Changing::new(DESKTOP);
    let com = [COM_EXTENSION, EXE_SERVER, REFRESH_CLASS, PUSH_CLASS];
    let permitted = [COM_EXTENSION, PERMITTED, REFRESH_CLASS, PUSH_CLASS];
    assert_eq!(app.declares("out-of-process", ""), out_of_process(&[]));
    assert_eq!(app.left(), [""; 0]);

    assert_eq!(app.declares("com", ""), list(&[&com, &[CAPABILITY]]), "nothing of the component is left");
    assert_eq!(app.left(), [""; 0]);

    assert_eq!(app.declares("forwarded", ""), forwarded());
    assert_eq!(app.left(), [""; 0]);
    let of_forwarded = app.manifest();

    assert_eq!(app.declares("out-of-process", ""), out_of_process(&permitted), "COM classes are never taken out");
    let stays = |clsid: &str| {
        format!(
            "the COM class {clsid} of feed.exe stays, and no task has it any more; take it out if nothing else uses it"
        )
    };
    assert_eq!(app.left(), [stays(REFRESH), stays(PUSH)]);

    assert_eq!(app.declares("com", ""), list(&[&permitted, &[CAPABILITY]]));
    let [permission] = app.left().try_into().expect("one thing is left");
    assert!(permission.starts_with("the launch permission of feed.exe stays, which lets AppContainers start it"));

    assert_eq!(app.declares("forwarded", ""), forwarded());
    assert_eq!(app.manifest(), of_forwarded, "round the desktop's models");

    // A program in full trust can't have the last model, and nothing is lost by asking for it.
    let refused = app.to("in-process", "").ended(1);
    assert_eq!(refused.err.matches("error[BG0601]").count(), 2, "{}", refused.err);
    assert_eq!(app.manifest(), of_forwarded);
    app.is_app_container(true);
    assert_eq!(app.declares("in-process", ""), list(&[&permitted, &[CAPABILITY]]));
    let left = app.left();
    assert_eq!(left[..2], [stays(REFRESH), stays(PUSH)]);
    assert!(left[2].starts_with("the capability runFullTrust stays, and no program of the package runs in full trust"));
    let beside = "<Extensions>\n        <desktop:Extension xmlns:desktop=\"http://schemas.microsoft.com/appx/manifest/desktop/windows10\" \
                  Category=\"windows.fullTrustProcess\" Executable=\"beside.exe\" />";
    let without = app.manifest();
    app.0.write(MANIFEST, without.replacen("<Extensions>", beside, 1));
    assert_eq!(app.left(), left[..2], "another program needs the capability");
    app.0.write(MANIFEST, without);
    app.is_app_container(false);
    app.to("forwarded", "").ended(0);
    assert_eq!(declared(&app.manifest()), forwarded());
    assert_eq!(app.manifest(), of_forwarded, "and back");
}

#[test]
fn an_app_in_an_app_container_comes_back_to_the_byte() {
    let app = Changing::new(UWP);
    assert_eq!(app.declares("in-process", ""), [""; 0]);
    assert_eq!(app.manifest(), UWP);
    let mut expected = out_of_process(&[]);
    expected.retain(|line| line != CAPABILITY);
    assert_eq!(app.declares("out-of-process", ""), expected);
    let of_component = app.manifest();
    for model in ["com", "forwarded"] {
        let refused = app.to(model, "").ended(1);
        assert_eq!(refused.err.matches("error[BG0602]").count(), 2, "{}", refused.err);
        assert_eq!(app.manifest(), of_component);
    }
    assert_eq!(app.declares("in-process", ""), [""; 0]);
    assert_eq!(app.manifest(), UWP, "added and taken out");
    assert_eq!(app.left(), [""; 0]);
}

#[test]
fn a_single_task_changes_its_model_by_one_word() {
    let app = Changing::new(DESKTOP);
    let of = |model: &str| format!("model = \"{model}\", ");
    let (refresh, refresh_class) = (extension("Feed.Tasks.refresh"), class("Feed.Tasks.refresh"));
    let (forwarder, forwarder_class) = (extension("Bgtask.Forwarder.Task"), class("Bgtask.Forwarder.Task"));
    let timer = "<Task Type=\"timer\" />";
    assert_eq!(app.declares("out-of-process", ""), out_of_process(&[]));
    let first = app.manifest();

    let server = EXE_SERVER.replace("\"refresh\"", "\"push\"");
    let com = [COM_EXTENSION, &*server, PUSH_CLASS];
    let component = [CAPABILITY, IN_PROCESS_SERVER[0], IN_PROCESS_SERVER[1], &*refresh_class];
    // What is new goes behind the Extensions of its kind, and others behind all.
    assert_eq!(app.declares("out-of-process", &of("com")), list(&[&[&*refresh, timer], &com, &component]));

    let server = PERMITTED.replace("\"refresh\"", "\"push\"");
    let com = [COM_EXTENSION, &*server, PUSH_CLASS];
    let both = [&*refresh, timer, &*forwarder, "<Task Type=\"pushNotification\" />"];
    assert_eq!(
        app.declares("out-of-process", &of("forwarded")),
        list(&[&both, &com, &component, &[&*forwarder_class]])
    );

    app.to("out-of-process", "").ended(0);
    assert_eq!(app.left().len(), 1, "its COM class");
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let (now, then) = (app.manifest(), lines(&first));
    let more: Vec<_> = lines(&now).into_iter().filter(|line| !then.contains(line)).collect();
    assert!(
        more.iter().all(|line| ["com:", "xmlns:com", "Ignorable"].iter().any(|part| line.contains(part))),
        "but for the COM class and its namespace all is as it was: {more:?}"
    );

    app.is_app_container(true);
    app.to("out-of-process", &of("in-process")).ended(0);
    let com: Vec<_> = declared(&app.manifest()).into_iter().filter(|line| !line.contains("com:")).collect();
    assert_eq!(com, list(&[&[&*refresh, timer], &component]));
}

/// Of several servers that are one program, a class goes into the one that Windows starts for tasks, and lets in whom it must.
#[test]
fn a_class_goes_into_the_server_that_it_needs() {
    let app = Changing::new(DESKTOP);
    // The second task is forwarded, so there are two servers: one that AppContainers may start, and one that they may not.
    app.to("com", "model = \"forwarded\", ").ended(0);
    let both = [COM_EXTENSION, EXE_SERVER, REFRESH_CLASS, &PERMITTED.replace("\"refresh\"", "\"push\""), PUSH_CLASS];
    let found = |text: &str| declared(text).into_iter().filter(|line| line.contains("com:")).collect::<Vec<_>>();
    assert_eq!(found(&app.manifest()), list(&[&both]));

    // A third, that starts the program for toasts, stands before both.
    let toasts = "<com:ExeServer Executable=\"feed.exe\" DisplayName=\"Toasts\">\n              \
                  <com:Class Id=\"7D13D534-FD12-43CE-8C22-EA1FF13C0600\" DisplayName=\"Toasts\" />\n            \
                  </com:ExeServer>\n            ";
    app.0.write(MANIFEST, app.manifest().replacen("<com:ExeServer", &format!("{toasts}<com:ExeServer"), 1));
    let before = app.manifest();
    for (model, behind) in [("com", REFRESH_CLASS), ("forwarded", PUSH_CLASS)] {
        let third = format!(
            "#[background_task(trigger = \"time:30\", windows(model = \"{model}\", clsid = \"{THIRD}\"))]\npub fn third() {{}}\n\n"
        );
        let code =
            code("com", "model = \"forwarded\", ").replace("#[background_app", &format!("{third}#[background_app"));
        app.0.write("src/lib.rs", code.replace("push)", "push, third)"));
        app.0.run(&["sync", "-q"]).ended(0);
        let class = format!("<com:Class Id=\"{THIRD}\" DisplayName=\"third\" />");
        let mut expected = found(&before);
        let at = expected.iter().position(|line| line == behind).expect("the server's own class");
        expected.insert(at + 1, class);
        assert_eq!(found(&app.manifest()), expected, "{model}");
        app.0.write(MANIFEST, &before);
    }
}
