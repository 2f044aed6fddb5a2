//! Package manifests.

use std::fs;
use std::path::Path;

use bgtask_codegen::manifest::{
    Manifest, ManifestErrorKind, Minimal, Ownership, Wanted, WantedCapability, WantedClass, WantedEntryPoint, minimal,
};
use bgtask_core::catalog::{Capability, Namespace, TaskType, names};
use bgtask_core::model::Guid;

use crate::checks::{assert_same, check_elements_stay, check_insertions};
use crate::other_parser::{independent, is_beyond_it, text_of};
use crate::transform;
use crate::validator::Batch;
use crate::{Counts, files, name};

const COMPONENT: &str = "bgtask_corpus.dll";

/// What is asked of each manifest.
struct Model {
    name: &'static str,
    wanted: Wanted,
    /// Whether taking it out again must give back the original bytes.
    reversible: bool,
}

fn models() -> Vec<Model> {
    let entry_point = |name: &str, task_types: &[TaskType]| WantedEntryPoint {
        entry_point: format!("BgtaskCorpus.{name}"),
        task_types: task_types.to_vec(),
        component: COMPONENT.into(),
        tasks: vec![name.into()],
    };
    let class = |number: u128, forwarded: bool| WantedClass {
        clsid: Guid::from_u128(0xB617_A5C0_0000_4000_8000_0000_0000_0000 + number),
        display_name: None,
        executable: "bgtask-corpus.exe".into(),
        arguments: Some(names::COM_SERVER_ARGUMENTS.into()),
        launch_permission: forwarded.then(|| names::FORWARDED_LAUNCH_PERMISSION.into()),
        tasks: vec![format!("Com{number}")],
    };
    let capability = |capability: Capability| WantedCapability {
        capability,
        why: "a trigger needs it".into(),
        tasks: vec!["First".into()],
    };
    let full_trust = capability(Capability::RUN_FULL_TRUST);
    let ownership =
        Ownership { components: vec![COMPONENT.into()], entry_points: vec![names::FORWARDER_ENTRY_POINT.into()] };
    let base = Wanted { ownership, ..Wanted::default() };
    let three = vec![
        entry_point("First", &[TaskType::Timer]),
        entry_point("Second", &[TaskType::SystemEvent, TaskType::PushNotification]),
        entry_point("Third", &[TaskType::General]),
    ];
    let mut forwarder = entry_point("Forwarded", &[TaskType::General]);
    forwarder.entry_point = names::FORWARDER_ENTRY_POINT.into();
    vec![
        Model { name: "out-of-process", wanted: Wanted { entry_points: three, ..base.clone() }, reversible: true },
        Model {
            name: "out-of-process with namespaces and capabilities",
            wanted: Wanted {
                entry_points: vec![entry_point("First", &[TaskType::PhoneCall, TaskType::Location, TaskType::Startup])],
                capabilities: vec![
                    capability(Capability::device("location")),
                    capability(Capability::uap3("userNotificationListener")),
                    capability(Capability::foundation("internetClient")),
                ],
                ..base.clone()
            },
            reversible: false,
        },
        Model {
            name: "com",
            wanted: Wanted {
                com_classes: vec![class(1, false), class(2, false)],
                capabilities: vec![full_trust.clone()],
                ..base.clone()
            },
            reversible: false,
        },
        Model {
            name: "forwarded",
            wanted: Wanted {
                entry_points: vec![forwarder],
                com_classes: vec![class(3, true)],
                capabilities: vec![full_trust],
                ..base.clone()
            },
            reversible: false,
        },
        // Its entry is the capability, which is no Application's.
        Model {
            name: "in-process",
            wanted: Wanted { capabilities: vec![capability(Capability::device("location"))], ..base.clone() },
            reversible: false,
        },
    ]
}

#[test]
fn manifests_are_edited_or_refused() {
    let files = files(&["appxmanifest", "xml"]);
    if files.is_empty() {
        return;
    }
    let mut counts = Counts::default();
    let mut judged = Judged::new();
    for path in &files {
        let bytes = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        check_file(path, &bytes, &models(), &mut counts, Some(&mut judged));
    }
    judged.judge(&mut counts);
    counts.print("manifests", files.len());
}

#[test]
fn manifests_are_edited_in_any_dress() {
    let mut counts = Counts::default();
    let mut dressed = 0;
    // Between them they have an entry for every place.
    let models: Vec<_> = models().into_iter().filter(|model| model.reversible || model.name == "forwarded").collect();
    for path in files(&["appxmanifest", "xml"]) {
        let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let Some(text) = text_of(&bytes) else { continue };
        for transformation in transform::ALL {
            let Some(bytes) = transformation.of(&text) else { continue };
            let name = format!("{} ({})", path.display(), transformation.name);
            dressed += 1;
            check_file(Path::new(&name), &bytes, &models, &mut counts, None);
        }
    }
    counts.print("manifests in other dresses", dressed);
}

#[test]
fn manifests_cut_off_anywhere_are_refused() {
    for path in files(&["appxmanifest", "xml"]) {
        let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let complete = text_of(&bytes).is_some_and(|text| independent(&text).is_ok());
        let end = bytes.iter().rposition(|byte| *byte == b'>').unwrap_or(0);
        let step = (bytes.len() / 100).max(1);
        for length in (0..bytes.len()).step_by(step).filter(|_| complete) {
            let result = Manifest::read(&bytes[..length]);
            assert!(result.is_err() || length > end, "{}: {length}", path.display());
        }
    }
}

#[test]
fn new_manifests_pass_the_schemas() {
    // Without the schemas, which is said, they are still made.
    let mut batch = Batch::new();
    let about = Minimal { display_name: Some("Feeds & \"more\"".into()), ..Minimal::default() };
    let mut new = Vec::new();
    for model in models() {
        let made = minimal(&about, &model.wanted).expect("made");
        assert!(Manifest::read(&made).expect("a manifest").plan(&model.wanted).expect("planned").edits.is_empty());
        new.push(made);
    }
    new.push(minimal(&Minimal::default(), &Wanted::default()).expect("made"));
    if let Some(batch) = &mut batch {
        for made in &new {
            batch.add(made);
        }
        let verdicts = batch.judge();
        assert!(verdicts.iter().all(Option::is_none), "{verdicts:?}");
        println!("new manifests: {} pass the schemas", verdicts.len());
    }
}

/// Where a file goes and what it must be, judged by another parser.
enum Class {
    NotWellFormed,
    Windows8,
    Other,
    Applications(Vec<String>),
}

fn classify(bytes: &[u8]) -> Class {
    let Some(text) = text_of(bytes) else { return Class::NotWellFormed };
    let Ok(document) = independent(&text) else { return Class::NotWellFormed };
    let root = document.root_element();
    if root.tag_name().namespace().is_some_and(|uri| Namespace::WINDOWS_8.contains(&uri)) {
        return Class::Windows8;
    }
    let foundation = |name| (Namespace::FOUNDATION.uri, name);
    if !root.has_tag_name(foundation("Package")) {
        return Class::Other;
    }
    let applications = root.children().filter(|node| node.has_tag_name(foundation("Applications")));
    let applications = applications.flat_map(|node| node.children());
    let applications = applications.filter(|node| node.has_tag_name(foundation("Application")));
    Class::Applications(applications.map(|node| node.attribute("Id").unwrap_or_default().to_owned()).collect())
}

fn check_file(path: &Path, bytes: &[u8], models: &[Model], counts: &mut Counts, mut judged: Option<&mut Judged>) {
    let refused = Manifest::read(bytes).map(|_| ()).map_err(|error| error.kind);
    if let Err(ManifestErrorKind::Xml(kind)) = &refused
        && is_beyond_it(kind)
    {
        counts.add(format_args!("refused: {kind}"));
        return;
    }
    match (classify(bytes), refused) {
        (Class::NotWellFormed, Err(ManifestErrorKind::Xml(_))) => counts.add("refused: not well-formed"),
        (Class::Windows8, Err(ManifestErrorKind::Windows8(_))) => counts.add("refused: Windows 8"),
        (Class::Other, Err(ManifestErrorKind::NotAManifest { .. })) => counts.add("refused: not a manifest"),
        (Class::Applications(ids), Ok(())) => {
            let manifest = Manifest::read(bytes).expect("just read");
            for (number, model) in models.iter().enumerate() {
                let wants_application = !model.wanted.entry_points.is_empty() || !model.wanted.com_classes.is_empty();
                let refused = if wants_application { check_choice(path, &manifest, &ids, &model.wanted) } else { None };
                if let Some(refused) = refused.filter(|_| number == 0) {
                    counts.add(refused);
                }
                for id in &ids {
                    let wanted = Wanted { application: Some(id.clone()), ..model.wanted.clone() };
                    check_model(path, bytes, &manifest, &wanted, model, counts, judged.as_deref_mut());
                }
            }
        }
        (_, result) => panic!("{}: {result:?}", path.display()),
    }
}

/// Without a choice, the only Application is taken, and none of several.
fn check_choice(path: &Path, manifest: &Manifest<'_>, ids: &[String], wanted: &Wanted) -> Option<&'static str> {
    let refused = match (ids, manifest.plan(wanted).map_err(|error| error.kind)) {
        ([], Err(ManifestErrorKind::NoApplication)) => Some("refused: no Application"),
        ([_], Ok(_)) => None,
        ([_, _, ..], Err(ManifestErrorKind::SeveralApplications(listed))) => {
            assert_eq!(listed, ids, "{}", path.display());
            Some("refused: several Applications, none chosen")
        }
        (_, result) => panic!("{}: {result:?}", path.display()),
    };
    let wrong = Wanted { application: Some("Nobody.Has.This".into()), ..wanted.clone() };
    assert!(manifest.plan(&wrong).is_err(), "{}", path.display());
    refused
}

fn check_model(
    path: &Path,
    bytes: &[u8],
    manifest: &Manifest<'_>,
    wanted: &Wanted,
    model: &Model,
    counts: &mut Counts,
    judged: Option<&mut Judged>,
) {
    let about = format!("{} ({})", path.display(), model.name);
    let plan = manifest.plan(wanted).unwrap_or_else(|error| panic!("{about}: {error}"));
    assert!(plan.stale.is_empty() && plan.notes.is_empty(), "{about}: {plan:?}");
    // A capability may be there, as the only entry that others may have made.
    let may_be_there = model.wanted.entry_points.is_empty() && model.wanted.com_classes.is_empty();
    if !may_be_there || !plan.edits.is_empty() {
        check_insertions(&about, manifest.document(), &plan.edits);
    }
    let edited = manifest.apply(&plan);
    check_declared(&about, &edited, wanted);
    let text = text_of(&edited).unwrap_or_else(|| panic!("{about}: no text"));
    let document = independent(&text).unwrap_or_else(|error| panic!("{about}: {error}\n{text}"));
    check_elements_stay(&about, bytes, &document);

    let again = Manifest::read(&edited).unwrap_or_else(|error| panic!("{about}: {error}"));
    let second = again.plan(wanted).unwrap_or_else(|error| panic!("{about}: {error}"));
    assert!(second.edits.is_empty(), "{about}: {:?}", second.edits);
    counts.add(format_args!("edited: {}", model.name));

    let nothing = Wanted {
        application: wanted.application.clone(),
        ownership: wanted.ownership.clone(),
        prune: true,
        ..Wanted::default()
    };
    let pruning = again.plan(&nothing).unwrap_or_else(|error| panic!("{about}: {error}"));
    assert_eq!(pruning.stale.len(), wanted.entry_points.len(), "{about}");
    let pruned = again.apply(&pruning);
    if model.reversible && !fills_an_empty_parent(manifest, wanted) {
        assert_same(&about, bytes, &pruned);
        counts.add(format_args!("added, pruned, the same bytes: {}", model.name));
    } else {
        let rest = Manifest::read(&pruned).unwrap_or_else(|error| panic!("{about}: {error}"));
        let plan = rest.plan(&nothing).unwrap_or_else(|error| panic!("{about}: {error}"));
        assert!(plan.edits.is_empty() && plan.stale.is_empty(), "{about}");
    }
    if let Some(judged) = judged {
        judged.add(&name(path), model.name, bytes, &edited, &pruned);
    }
}

fn check_declared(about: &str, edited: &[u8], wanted: &Wanted) {
    let manifest = Manifest::read(edited).unwrap_or_else(|error| panic!("{about}: {error}"));
    let facts = manifest.facts();
    let application = facts.application(wanted.application.as_deref()).expect("the same Applications");
    for entry_point in &wanted.entry_points {
        let mut declared =
            application.tasks.iter().filter(|task| task.entry_point.as_deref() == Some(&entry_point.entry_point));
        let task = declared.next().unwrap_or_else(|| panic!("{about}: {}", entry_point.entry_point));
        assert!(declared.next().is_none(), "{about}: one Extension per entry point");
        for of_type in &entry_point.task_types {
            let of_type = of_type.facts();
            let fits = |declared: &&bgtask_codegen::manifest::DeclaredType| {
                declared.name == of_type.name && declared.namespace.as_deref() == Some(of_type.namespace.uri)
            };
            assert_eq!(task.types.iter().filter(fits).count(), 1, "{about}: {}", of_type.name);
        }
        let mut server = facts.servers.iter().filter(|server| server.path == entry_point.component);
        let server = server.next().unwrap_or_else(|| panic!("{about}: {}", entry_point.component));
        assert_eq!(server.classes.iter().filter(|class| class.id == entry_point.entry_point).count(), 1, "{about}");
    }
    for class in &wanted.com_classes {
        let declared = application.com_classes.iter().filter(|declared| declared.clsid == Some(class.clsid));
        let declared: Vec<_> = declared.collect();
        assert_eq!(declared.len(), 1, "{about}");
        assert_eq!(declared[0].executable, class.executable, "{about}");
        assert_eq!(declared[0].launch_permission, class.launch_permission, "{about}");
    }
    for wanted in &wanted.capabilities {
        assert!(facts.has_capability(&wanted.capability), "{about}: {}", wanted.capability.name);
    }
}

/// Whether the Extensions of the Application or of the package are there and have nothing in them.
fn fills_an_empty_parent(manifest: &Manifest<'_>, wanted: &Wanted) -> bool {
    let package = manifest.document().root();
    let application = manifest.document().elements().find(|element| {
        element.is(Namespace::FOUNDATION.uri, "Application")
            && element.value("Id").as_deref() == wanted.application.as_deref()
    });
    let parents = [Some(package), application];
    let mut extensions =
        parents.into_iter().flatten().filter_map(|parent| parent.child(Namespace::FOUNDATION.uri, "Extensions"));
    extensions.any(|extensions| extensions.nodes().next().is_none())
}

/// What the schemas say: a manifest that passed passes after each edit.
struct Judged {
    batch: Option<Batch>,
    cases: Vec<(String, [usize; 3])>,
}

impl Judged {
    fn new() -> Self {
        Self { batch: Batch::new(), cases: Vec::new() }
    }

    fn add(&mut self, name: &str, model: &str, original: &[u8], edited: &[u8], pruned: &[u8]) {
        if let Some(batch) = &mut self.batch {
            let indices = [original, edited, pruned].map(|bytes| batch.add(bytes));
            self.cases.push((format!("{name} ({model})"), indices));
        }
    }

    fn judge(&self, counts: &mut Counts) {
        let Some(batch) = &self.batch else {
            counts.add("schema: not judged, for want of the schemas or of what runs them");
            return;
        };
        let verdicts = batch.judge();
        for (name, [original, edited, pruned]) in &self.cases {
            if verdicts[*original].is_some() {
                counts.add("schema: did not pass before");
                continue;
            }
            for index in [edited, pruned] {
                assert_eq!(verdicts[*index], None, "{name}");
            }
            counts.add("schema: passed before, edited and pruned");
        }
    }
}
