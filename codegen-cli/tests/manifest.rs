//! Package manifests: what is put in, where, and what is left alone.

use std::slice::from_ref;

use bgtask_codegen::manifest::{
    Manifest, ManifestErrorKind, Minimal, NoteKind, Ownership, Plan, Wanted, WantedCapability, WantedClass,
    WantedEntryPoint, minimal,
};
use bgtask_core::catalog::{Capability, TaskType, names};
use bgtask_core::model::Guid;

const FOUNDATION: &str = "http://schemas.microsoft.com/appx/manifest/foundation/windows10";
const UAP: &str = "http://schemas.microsoft.com/appx/manifest/uap/windows10";
const COM: &str = "http://schemas.microsoft.com/appx/manifest/com/windows10";
const RESCAP: &str = "http://schemas.microsoft.com/appx/manifest/foundation/windows10/restrictedcapabilities";
const CLSID: &str = "7D13D534-FD12-43CE-8C22-EA1FF13C06DF";

fn package(attributes: &str, content: &str) -> String {
    format!("<Package xmlns=\"{FOUNDATION}\" xmlns:uap=\"{UAP}\"{attributes}>\n{content}</Package>\n")
}

fn application(extensions: &str) -> String {
    format!("  <Applications>\n    <Application Id=\"App\">\n{extensions}    </Application>\n  </Applications>\n")
}

fn entry_point(name: &str, task_types: &[TaskType]) -> WantedEntryPoint {
    WantedEntryPoint {
        entry_point: format!("Tasks.{name}"),
        task_types: task_types.to_vec(),
        component: "tasks.dll".into(),
        tasks: vec![name.into()],
    }
}

fn tasks(entry_points: &[WantedEntryPoint]) -> Wanted {
    let ownership =
        Ownership { components: vec!["tasks.dll".into()], entry_points: vec![names::FORWARDER_ENTRY_POINT.into()] };
    Wanted { entry_points: entry_points.to_vec(), ownership, ..Wanted::default() }
}

fn class() -> WantedClass {
    WantedClass {
        clsid: Guid::parse(CLSID).expect("a class id"),
        display_name: None,
        executable: "app.exe".into(),
        arguments: Some("-serve".into()),
        launch_permission: None,
        tasks: vec!["Com".into()],
    }
}

fn capabilities(capabilities: &[Capability]) -> Wanted {
    let wanted = |capability: &Capability| WantedCapability {
        capability: *capability,
        why: "a trigger needs it".into(),
        tasks: vec!["A".into()],
    };
    Wanted { capabilities: capabilities.iter().map(wanted).collect(), ..Wanted::default() }
}

fn plan(text: &str, wanted: &Wanted) -> Plan {
    let manifest = Manifest::read(text.as_bytes()).unwrap_or_else(|error| panic!("{error}: {text}"));
    manifest.plan(wanted).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// The file after the edits, which a second run has nothing to add to.
fn edited(text: &str, wanted: &Wanted) -> String {
    let manifest = Manifest::read(text.as_bytes()).unwrap_or_else(|error| panic!("{error}: {text}"));
    let plan = manifest.plan(wanted).unwrap_or_else(|error| panic!("{error}: {text}"));
    let result = String::from_utf8(manifest.apply(&plan)).expect("UTF-8");
    roxmltree::Document::parse(&result).unwrap_or_else(|error| panic!("{error}: {result}"));
    let again = self::plan(&result, wanted);
    assert!(again.edits.is_empty(), "{:?}\n{result}", again.edits);
    result
}

fn refusal(text: &str, wanted: &Wanted) -> (ManifestErrorKind, usize) {
    let result = Manifest::read(text.as_bytes()).and_then(|manifest| manifest.plan(wanted));
    let error = result.map(|_| ()).expect_err("refused");
    (error.kind, error.position.line)
}

const DECLARED: &str = r#"      <Extensions>
        <Extension Category="windows.backgroundTasks" EntryPoint="Tasks.A">
          <BackgroundTasks>
            <Task Type="timer" />
          </BackgroundTasks>
        </Extension>
      </Extensions>
"#;

const SERVER: &str = r#"  <Extensions>
    <Extension Category="windows.activatableClass.inProcessServer">
      <InProcessServer>
        <Path>tasks.dll</Path>
        <ActivatableClass ActivatableClassId="Tasks.A" ThreadingModel="both" />
      </InProcessServer>
    </Extension>
  </Extensions>
"#;

#[test]
fn an_entry_point_is_declared_in_both_places() {
    let text = package("", &application("      <uap:VisualElements DisplayName=\"App\" />\n"));
    let result = edited(&text, &tasks(&[entry_point("A", &[TaskType::Timer])]));
    let visual = "      <uap:VisualElements DisplayName=\"App\" />\n";
    assert_eq!(result, package("", &format!("{}{SERVER}", application(&format!("{visual}{DECLARED}")))));
}

#[test]
fn a_class_that_is_wanted_twice_is_put_in_once() {
    let text = package("", &application(""));
    let other = WantedClass { executable: "other.exe".into(), ..class() };
    let wanted = Wanted { com_classes: vec![class(), other, class()], ..Wanted::default() };
    assert_eq!(edited(&text, &wanted).matches(CLSID).count(), 1);
}

#[test]
fn new_extensions_come_after_the_visual_elements() {
    let before = "      <uap:VisualElements DisplayName=\"App\">\n      </uap:VisualElements>\n      <uap:Other />\n";
    let result = edited(&package("", &application(before)), &tasks(&[entry_point("A", &[TaskType::Timer])]));
    let after = before.replace("      <uap:Other />\n", &format!("{DECLARED}      <uap:Other />\n"));
    assert!(result.contains(&after), "{result}");
}

#[test]
fn only_missing_types_are_added() {
    let text = package("", &format!("{}{SERVER}", application(DECLARED)));
    let wanted = tasks(&[
        entry_point("A", &[TaskType::Timer, TaskType::PhoneCall]),
        entry_point("A", &[TaskType::SystemEvent, TaskType::Timer]),
    ]);
    let timer = "            <Task Type=\"timer\" />\n";
    let more =
        format!("{timer}            <Task Type=\"systemEvent\" />\n            <uap:Task Type=\"phoneCall\" />\n");
    assert_eq!(edited(&text, &wanted), text.replace(timer, &more));
    let plan = plan(&text, &wanted);
    let told: Vec<_> = plan.edits.iter().map(|edit| (edit.what.as_str(), edit.tasks.concat())).collect();
    let what = [
        "add the task type systemEvent to the entry point Tasks.A",
        "add the task type phoneCall to the entry point Tasks.A",
    ];
    assert_eq!(told, what.map(|what| (what, "A".to_owned())));
}

#[test]
fn a_list_that_is_missing_or_empty_is_filled() {
    for list in ["", "<BackgroundTasks />", "<BackgroundTasks></BackgroundTasks>"] {
        let extension = format!(
            "      <Extensions>\n        <Extension Category=\"windows.backgroundTasks\" EntryPoint=\"Tasks.A\">{list}</Extension>\n      \
             </Extensions>\n"
        );
        let text = package("", &format!("{}{SERVER}", application(&extension)));
        let result = edited(&text, &tasks(&[entry_point("A", &[TaskType::Timer])]));
        assert!(result.contains("<Task Type=\"timer\" />"), "{result}");
        assert_eq!(result.matches("<BackgroundTasks>").count(), 1, "{result}");
    }
}

#[test]
fn tasks_of_any_namespace_count_towards_the_limit() {
    let many: Vec<_> = (0..17).map(|n| format!("            <Task Type=\"type{n}\" />\n")).collect();
    let text = package("", &application(&DECLARED.replace("            <Task Type=\"timer\" />\n", &many.concat())));
    let (kind, line) = refusal(&text, &tasks(&[entry_point("A", &[TaskType::Timer])]));
    assert_eq!(kind, ManifestErrorKind::TooManyTaskTypes { entry_point: "Tasks.A".into(), types: 18 });
    assert_eq!(line, 5);
}

#[test]
fn a_class_joins_the_server_of_its_component() {
    let server = SERVER.replace("tasks.dll", "\n          Tasks.DLL\n        ");
    let text = package("", &format!("{}{server}", application("")));
    let result = edited(&text, &tasks(&[entry_point("B", &[TaskType::Timer])]));
    let class = "        <ActivatableClass ActivatableClassId=\"Tasks.A\" ThreadingModel=\"both\" />\n";
    assert!(result.contains(&format!("{class}{}", class.replace("Tasks.A", "Tasks.B"))), "{result}");
    assert_eq!(result.matches("<InProcessServer>").count(), 1);
}

#[test]
fn a_class_in_another_server_is_not_declared_twice_but_told() {
    let text = package("", &format!("{}{}", application(DECLARED), SERVER.replace("tasks.dll", "other.dll")));
    let plan = plan(&text, &tasks(&[entry_point("A", &[TaskType::Timer])]));
    assert!(plan.edits.is_empty());
    let [note] = plan.notes.as_slice() else { panic!("{:?}", plan.notes) };
    assert_eq!(note.position.line, 17);
    assert_eq!(note.kind.to_string(), "the class Tasks.A stands in the in-process server other.dll, not in tasks.dll");
}

#[test]
fn missing_namespaces_are_declared_and_listed() {
    let wanted = tasks(&[entry_point("A", &[TaskType::Startup])]);
    let iot = "http://schemas.microsoft.com/appx/manifest/iot/windows10";
    let text = package(" IgnorableNamespaces='uap'", &application(""));
    let result = edited(&text, &wanted);
    assert!(result.starts_with(&format!(
        "<Package xmlns=\"{FOUNDATION}\" xmlns:uap=\"{UAP}\" xmlns:iot=\"{iot}\" IgnorableNamespaces='uap iot'>"
    )));
    // No list is begun.
    let result = edited(&package("", &application("")), &wanted);
    assert!(!result.contains("IgnorableNamespaces"));
    // What the list looks like stays.
    let text = package(" IgnorableNamespaces=\"uap\n    other \"", &application(""));
    assert!(edited(&text, &wanted).contains("IgnorableNamespaces=\"uap\n    other iot\">"));
    // A prefix that means something else is not used.
    let text = package(" xmlns:iot=\"urn:else\"", &application(""));
    let result = edited(&text, &wanted);
    assert!(result.contains(&format!("xmlns:iot_1=\"{iot}\"")) && result.contains("<iot_1:Task Type=\"startup\" />"));
}

#[test]
fn the_prefixes_of_the_file_are_used() {
    let text = format!(
        "<f:Package xmlns:f='{FOUNDATION}' xmlns:u='{UAP}'>\n\t<f:Applications>\n\t\t<f:Application Id='App'/>\n\t\
         </f:Applications>\n</f:Package>"
    );
    let result = edited(&text, &tasks(&[entry_point("A", &[TaskType::PhoneCall])]));
    let expected = "\t\t<f:Application Id='App'>\n\t\t\t<f:Extensions>\n\
        \t\t\t\t<f:Extension Category='windows.backgroundTasks' EntryPoint='Tasks.A'>\n\t\t\t\t\t<f:BackgroundTasks>\n\
        \t\t\t\t\t\t<u:Task Type='phoneCall'/>\n";
    assert!(result.contains(expected), "{result}");
    assert!(result.contains("<f:Path>tasks.dll</f:Path>"), "{result}");
    // A prefix that is bound nearer means the nearer thing.
    let text = package("", "").replace(
        "</Package>",
        "  <Applications>\n    <Application Id=\"App\" xmlns:uap=\"urn:else\">\n    </Application>\n  </Applications>\n</Package>",
    );
    let result = edited(&text, &tasks(&[entry_point("A", &[TaskType::PhoneCall])]));
    assert!(result.contains(&format!("xmlns:uap_1=\"{UAP}\"")) && result.contains("<uap_1:Task"), "{result}");
}

#[test]
fn a_com_class_gets_its_server() {
    let wanted = Wanted { com_classes: vec![class()], ..Wanted::default() };
    let text = package(&format!(" xmlns:com=\"{COM}\""), &application(""));
    let result = edited(&text, &wanted);
    let expected = format!(
        "      <Extensions>\n        <com:Extension Category=\"windows.comServer\">\n          <com:ComServer>\n            \
         <com:ExeServer Executable=\"app.exe\" Arguments=\"-serve\">\n              <com:Class Id=\"{CLSID}\" />\n            \
         </com:ExeServer>\n          </com:ComServer>\n        </com:Extension>\n      </Extensions>\n"
    );
    assert!(result.contains(&expected), "{result}");
    // Another class of the same program joins it; ids are compared as Windows compares them.
    let text = result.replace(CLSID, &format!("{{{}}}", CLSID.to_lowercase()));
    let other = WantedClass { clsid: Guid::from_u128(1), ..class() };
    let both = Wanted { com_classes: vec![class(), other], ..Wanted::default() };
    let result = edited(&text, &both);
    assert_eq!(result.matches("<com:Class").count(), 2);
    assert_eq!(result.matches("<com:ExeServer").count(), 1);
}

#[test]
fn a_com_class_that_is_there_is_left_and_told() {
    let wanted = Wanted { com_classes: vec![class()], ..Wanted::default() };
    let text = edited(&package(&format!(" xmlns:com=\"{COM}\""), &application("")), &wanted);
    let moved = text.replace("app.exe", "other.exe");
    let result = plan(&moved, &wanted);
    assert!(result.edits.is_empty());
    let kinds: Vec<_> = result.notes.iter().map(|note| note.kind.to_string()).collect();
    assert_eq!(kinds, [format!("the COM class {CLSID} is served by `other.exe -serve`, not by `app.exe -serve`")]);
    // The permission that forwarding needs is added where none is given, and never changed.
    let forwarded = WantedClass { launch_permission: Some(names::FORWARDED_LAUNCH_PERMISSION.into()), ..class() };
    let wanted = Wanted { com_classes: vec![forwarded], ..Wanted::default() };
    let permission = format!(" LaunchAndActivationPermission=\"{}\"", names::FORWARDED_LAUNCH_PERMISSION);
    assert!(edited(&text, &wanted).contains(&format!("Arguments=\"-serve\"{permission}>")));
    let text = text.replace("Arguments=", "LaunchAndActivationPermission=\"O:SYG:SYD:\" Arguments=");
    let result = plan(&text, &wanted);
    assert!(result.edits.is_empty());
    assert!(matches!(result.notes[0].kind, NoteKind::OtherLaunchPermission { .. }));
}

#[test]
fn capabilities_keep_their_order_and_names_stay_unique() {
    let wanted = capabilities(&[
        Capability::device("location"),
        Capability::RUN_FULL_TRUST,
        Capability::foundation("internetClient"),
        Capability::foundation("internetClient"),
        Capability::device("bluetooth"),
    ]);
    let attributes = format!(" xmlns:rescap=\"{RESCAP}\"");
    let text = package(
        &attributes,
        "  <Capabilities>\n    <uap:Capability Name=\"internetClient\" /><!-- why -->\n    <DeviceCapability Name=\"bluetooth\" />\n  \
         </Capabilities>\n",
    );
    let expected = "  <Capabilities>\n    <uap:Capability Name=\"internetClient\" /><!-- why -->\n    \
        <rescap:Capability Name=\"runFullTrust\" />\n    <DeviceCapability Name=\"bluetooth\" />\n    \
        <DeviceCapability Name=\"location\" />\n  </Capabilities>\n";
    assert_eq!(edited(&text, &wanted), package(&attributes, expected));
    // Where there is none, it comes first; where there is no list, it comes after the Applications.
    let text = package(&attributes, "  <Capabilities>\n    <DeviceCapability Name=\"usb\" />\n  </Capabilities>\n");
    let result = edited(&text, &capabilities(&[Capability::RUN_FULL_TRUST]));
    assert!(
        result.contains("  <Capabilities>\n    <rescap:Capability Name=\"runFullTrust\" />\n    <DeviceCap"),
        "{result}"
    );
    let text = package(&attributes, &format!("{}  <Resources />\n", application("")));
    let result = edited(&text, &capabilities(&[Capability::RUN_FULL_TRUST]));
    let list = "  </Applications>\n  <Capabilities>\n    <rescap:Capability Name=\"runFullTrust\" />\n  </Capabilities>\n  <Resources />";
    assert!(result.contains(list), "{result}");
}

#[test]
fn the_application_is_chosen_never_guessed() {
    let two = "  <Applications>\n    <Application Id=\"One\"/>\n    <Application Id=\"Two\"/>\n  </Applications>\n";
    let text = package("", two);
    let wanted = tasks(&[entry_point("A", &[TaskType::Timer])]);
    let (kind, line) = refusal(&text, &wanted);
    assert_eq!(kind, ManifestErrorKind::SeveralApplications(vec!["One".into(), "Two".into()]));
    assert_eq!(
        (kind.to_string().as_str(), line),
        ("the package has 2 Applications (One, Two): say which one the tasks belong to", 3)
    );
    let chosen = |id: &str| Wanted { application: Some(id.into()), ..wanted.clone() };
    let result = edited(&text, &chosen("Two"));
    assert!(result.contains("<Application Id=\"One\"/>\n    <Application Id=\"Two\">\n      <Extensions>"), "{result}");
    let (kind, _) = refusal(&text, &chosen("two"));
    assert!(matches!(kind, ManifestErrorKind::UnknownApplication { .. }));
    let (kind, _) = refusal(&package("", ""), &wanted);
    assert_eq!(kind, ManifestErrorKind::NoApplication);
    // Capabilities are the package's: no choice is needed.
    assert!(!plan(&text, &capabilities(&[Capability::foundation("internetClient")])).edits.is_empty());
    assert!(plan(&package("", ""), &tasks(&[])).edits.is_empty());
}

#[test]
fn what_is_no_windows_10_manifest_is_refused_with_the_reason() {
    let old = "<Package xmlns=\"http://schemas.microsoft.com/appx/2010/manifest\">\n</Package>";
    assert!(matches!(refusal(old, &tasks(&[])).0, ManifestErrorKind::Windows8(_)));
    let project = "<?xml version=\"1.0\"?>\n<Project Sdk=\"x\"/>";
    let (kind, line) = refusal(project, &tasks(&[]));
    assert_eq!(
        (kind.to_string().as_str(), line),
        ("this is not a package manifest: the root element is `Project` without a namespace", 2)
    );
    let doctype = package("", "");
    let (kind, _) = refusal(&format!("<!DOCTYPE Package>\n{doctype}"), &tasks(&[]));
    assert!(kind.to_string().contains("DOCTYPE"), "{kind}");
    assert!(matches!(refusal(&doctype[..doctype.len() - 12], &tasks(&[])).0, ManifestErrorKind::Xml(_)));
}

#[test]
fn what_is_ours_and_stale_is_told_and_taken_out_on_request() {
    let base = package("", &application("      <uap:VisualElements DisplayName=\"App\" />\n"));
    let a = entry_point("A", &[TaskType::Timer]);
    let b = entry_point("B", &[TaskType::SystemEvent]);
    let both = edited(&base, &tasks(&[a.clone(), b.clone()]));
    let one = edited(&base, &tasks(from_ref(&a)));
    let told = plan(&both, &tasks(from_ref(&a)));
    assert!(told.edits.is_empty());
    let stale: Vec<_> = told.stale.iter().map(|stale| (stale.entry_point.as_str(), stale.position.line)).collect();
    assert_eq!(stale, [("Tasks.B", 11)]);
    assert_eq!(told.stale[0].task_types, ["systemEvent"]);
    assert_eq!(told.stale[0].component.as_deref(), Some("tasks.dll"));
    let pruning = |wanted: &[WantedEntryPoint]| Wanted { prune: true, ..tasks(wanted) };
    assert_eq!(edited(&both, &pruning(from_ref(&a))), one);
    assert_eq!(edited(&both, &pruning(&[])), base);
    // One goes and another comes in one step.
    assert_eq!(edited(&one, &pruning(from_ref(&b))), edited(&base, &tasks(&[b])));
}

#[test]
fn what_is_not_ours_stays() {
    // The same namespace, another DLL; an entry point without a class; a class without an entry point.
    let others = DECLARED.replace("Tasks.A", "Tasks.Theirs");
    let servers = SERVER.replace("Tasks.A", "Tasks.Theirs").replace("tasks.dll", "theirs.dll");
    let lonely =
        SERVER.replace("Tasks.A", "Tasks.Other").replace("  <Extensions>\n", "").replace("  </Extensions>\n", "");
    let servers = servers.replace("  </Extensions>\n", &format!("{lonely}  </Extensions>\n"));
    let text = package("", &format!("{}{servers}", application(&others)));
    let plan = plan(&text, &Wanted { prune: true, ..tasks(&[]) });
    assert!(plan.stale.is_empty() && plan.edits.is_empty(), "{plan:?}");
}

#[test]
fn pruning_leaves_what_others_use() {
    // A comment in the list keeps it; the class that another Application has an entry point for stays.
    let declared = DECLARED.replace("      <Extensions>\n", "      <Extensions>\n        <!-- theirs -->\n");
    let two = "    </Application>\n    <Application Id=\"Two\">\n";
    let applications = application(&format!("{declared}{two}{DECLARED}"));
    let text = package("", &format!("{applications}{SERVER}"));
    let wanted = Wanted { application: Some("App".into()), prune: true, ..tasks(&[]) };
    let result = edited(&text, &wanted);
    let expected =
        application(&format!("      <Extensions>\n        <!-- theirs -->\n      </Extensions>\n{two}{DECLARED}"));
    assert_eq!(result, package("", &format!("{expected}{SERVER}")));
}

#[test]
fn the_forwarder_is_ours_by_name() {
    let declared = DECLARED.replace("Tasks.A", names::FORWARDER_ENTRY_POINT);
    let text = package("", &application(&declared));
    let told = plan(&text, &tasks(&[]));
    assert_eq!(told.stale[0].component, None);
    assert_eq!(edited(&text, &Wanted { prune: true, ..tasks(&[]) }), package("", &application("")));
}

#[test]
fn a_server_that_gets_a_class_stays_when_its_others_go() {
    let text = package("", &format!("{}{SERVER}", application(DECLARED)));
    let wanted = Wanted { prune: true, ..tasks(&[entry_point("B", &[TaskType::Timer])]) };
    assert_eq!(edited(&text, &wanted), text.replace("Tasks.A", "Tasks.B"));
}

#[test]
fn tokens_of_the_build_stay_as_they_are() {
    let text = package("", &application(""))
        .replace("Id=\"App\"", "Id=\"$safeprojectname$\" Executable=\"$targetnametoken$.exe\"");
    let result = edited(&text, &tasks(&[entry_point("A", &[TaskType::Timer])]));
    assert!(result.contains("<Application Id=\"$safeprojectname$\" Executable=\"$targetnametoken$.exe\">"), "{result}");
}

#[test]
fn text_of_a_template_stays_and_is_told_where_it_may_be_the_same_element() {
    let application = application("      <uap:VisualElements />\n      ${extensions}\n");
    let text = package("", &format!("  ${{capabilities}}\n{application}"));
    let wanted = Wanted {
        capabilities: capabilities(&[Capability::device("location")]).capabilities,
        ..tasks(&[entry_point("A", &[TaskType::Timer])])
    };
    let result = plan(&text, &wanted);
    let told: Vec<_> = result.texts.iter().map(|text| (text.position.line, text.to_string())).collect();
    let message = |parent, element, text| {
        format!("{parent} gets {element} beside the text `{text}`: should that become {element} too, there are two")
    };
    assert_eq!(
        told,
        [
            (2, message("Package", "Capabilities", "${capabilities}")),
            (6, message("Application", "Extensions", "${extensions}")),
            (2, message("Package", "Extensions", "${capabilities}")),
        ]
    );
    let result = edited(&text, &wanted);
    assert!(result.contains("\n      </Extensions>\n      ${extensions}\n    </Application>"), "{result}");
    // Where the elements are there, nothing can come twice.
    assert!(plan(&result, &wanted).texts.is_empty());
}

#[test]
fn facts_have_their_places() {
    let text = package(
        &format!(" xmlns:com=\"{COM}\""),
        &format!(
            "  <Dependencies>\n    <TargetDeviceFamily Name=\"Windows.Universal\" MinVersion=\"10.0.17763.0\" />\n    \
             <TargetDeviceFamily Name=\"Windows.Team\" MinVersion=\"10.0.1.0\" />\n  </Dependencies>\n{}{SERVER}  <Capabilities>\n    \
             <Capability Name=\"internetClient\" />\n  </Capabilities>\n",
            application(DECLARED)
        ),
    );
    let manifest = Manifest::read(text.as_bytes()).expect("a manifest");
    let facts = manifest.facts();
    assert_eq!(facts.minimum_version(), Some([10, 0, 17763, 0]));
    assert!(facts.has_capability(&Capability::foundation("internetClient")));
    let app = facts.application(None).expect("the only one");
    assert_eq!((app.id.as_str(), app.position.line, app.position.column), ("App", 7, 5));
    let task = &app.tasks[0];
    assert_eq!((task.entry_point.as_deref(), task.position.line), (Some("Tasks.A"), 9));
    assert_eq!((task.types[0].name.as_str(), task.types[0].position.line), ("timer", 11));
    assert_eq!((facts.servers[0].path.as_str(), facts.servers[0].classes[0].position.line), ("tasks.dll", 21));
}

#[test]
fn full_trust_is_told_by_what_decides_it() {
    let uap10 = "xmlns:uap10=\"http://schemas.microsoft.com/appx/manifest/uap/windows10/10\"";
    let full_trust = |attributes: &str, capability: bool| {
        let capabilities =
            format!("  <Capabilities><r:Capability xmlns:r=\"{RESCAP}\" Name=\"runFullTrust\"/></Capabilities>\n");
        let content = application("").replace("Id=\"App\"", &format!("Id=\"App\" {uap10} {attributes}"));
        let text = package("", &format!("{content}{}", if capability { &capabilities } else { "" }));
        Manifest::read(text.as_bytes()).expect("a manifest").facts().applications[0].full_trust
    };
    assert!(full_trust("EntryPoint=\"Windows.FullTrustApplication\"", false));
    assert!(full_trust("EntryPoint=\"windows.fullTrustApplication\"", false));
    assert!(full_trust("uap10:TrustLevel=\"mediumIL\"", false));
    assert!(full_trust("uap10:RuntimeBehavior=\"packagedClassicApp\"", false));
    assert!(!full_trust("uap10:RuntimeBehavior=\"packagedClassicApp\" uap10:TrustLevel=\"appContainer\"", true));
    assert!(!full_trust("EntryPoint=\"App.View\"", true));
    assert!(full_trust("EntryPoint=\"$targetentrypoint$\"", true));
    assert!(!full_trust("EntryPoint=\"$targetentrypoint$\"", false));
}

#[test]
fn a_new_manifest_declares_what_is_wanted() {
    let wanted = tasks(&[entry_point("A", &[TaskType::Timer])]);
    let about = Minimal { display_name: Some("Feeds & more".into()), ..Minimal::default() };
    let text = minimal(&about, &wanted).expect("made");
    let manifest = Manifest::read(&text).expect("a manifest");
    assert!(manifest.plan(&wanted).expect("one Application").edits.is_empty());
    assert!(!manifest.facts().applications[0].full_trust);
    let text = String::from_utf8(text).expect("UTF-8");
    assert!(text.contains("<!-- To fill in: ") && text.contains("<DisplayName>Feeds &amp; more</DisplayName>"));
    let desktop = Wanted { com_classes: vec![class()], ..capabilities(&[Capability::RUN_FULL_TRUST]) };
    let text = minimal(&Minimal::default(), &desktop).expect("made");
    let facts = Manifest::read(&text).expect("a manifest").facts();
    assert!(facts.applications[0].full_trust);
    assert_eq!(facts.minimum_version(), Some([10, 0, 19041, 0]));
}

#[test]
fn how_windows_spreads_tasks_over_processes_is_left_to_the_author() {
    let uap4 = "http://schemas.microsoft.com/appx/manifest/uap/windows10/4";
    let extension = |attributes: &str, of_tasks: &str| {
        format!(
            "      <Extensions>\n        <Extension Category=\"windows.backgroundTasks\" EntryPoint=\"Tasks.A\"{attributes}>\n          \
             <BackgroundTasks{of_tasks}>\n            <Task Type=\"timer\" />\n          </BackgroundTasks>\n        \
             </Extension>\n      </Extensions>\n"
        )
    };
    for by_hand in [
        extension(" ResourceGroup=\"risky\"", ""),
        extension("", &format!(" xmlns:uap4=\"{uap4}\" uap4:SupportsMultipleInstances=\"true\"")),
    ] {
        let text = package("", &application(&by_hand));
        let wanted = tasks(&[entry_point("A", &[TaskType::Timer, TaskType::SystemEvent])]);
        let result = edited(&text, &wanted);
        assert!(result.contains("<Task Type=\"systemEvent\" />"), "{result}");
        for written in ["ResourceGroup=\"risky\"", "uap4:SupportsMultipleInstances=\"true\""] {
            assert_eq!(result.contains(written), text.contains(written), "{result}");
        }
    }
}
