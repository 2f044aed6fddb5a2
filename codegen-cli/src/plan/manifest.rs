//! What a package manifest must have for an app's tasks.
//!
//! | model | what stands in the manifest |
//! | --- | --- |
//! | in-process | nothing |
//! | out-of-process | an Extension with the entry point and the types of its tasks; the class in the component's in-process server |
//! | com | the class in the COM server; `runFullTrust` |
//! | forwarded | the forwarder as an out-of-process entry point; the class in the COM server, which AppContainers may start; `runFullTrust` |
//!
//! Besides, the capabilities that triggers are known to need. Source:
//! <https://learn.microsoft.com/windows/uwp/launch-resume/declare-background-tasks-in-the-application-manifest>

use std::path::Path;

use bgtask_core::catalog::{Capability, HostingModel, names};
use bgtask_core::model::ResolvedTask;
use bgtask_core::rules::manifest::{
    ApplicationFacts, MANIFEST_OUT_OF_STEP, STALE_ENTRY_POINT, TOO_MANY_TASK_TYPES, capability_missing,
    check_kind_of_app, check_version,
};
use bgtask_core::rules::names::is_entry_point;

use super::difference::{lacking, place_of};
use super::left::left;
use super::{Change, Declared, Findings, Planned};
use crate::configuration::Configuration;
use crate::manifest::{
    Manifest, ManifestError, ManifestErrorKind, ManifestFacts, Ownership, Plan, Wanted, WantedCapability, WantedClass,
    WantedEntryPoint,
};
use crate::problem::Problem;
use crate::source::{FileId, Sources};

/// What is to become of a manifest. `path` is how messages show it.
///
/// # Errors
///
/// When the file is no manifest that can be edited.
pub fn plan(
    path: &Path,
    bytes: &[u8],
    declared: &Declared<'_>,
    configuration: &Configuration,
    prune: bool,
    sources: &mut Sources,
) -> Result<Planned, ManifestError> {
    let manifest = Manifest::read(bytes)?;
    let wanted = wanted(declared, configuration, prune);
    if declared.tasks.iter().any(|task| task.windows.is_some()) {
        manifest.check_application(wanted.application.as_deref())?;
    }
    let document = manifest.document();
    let file = sources.add(path, document.text());
    let plan = match manifest.plan(&wanted) {
        Ok(plan) => plan,
        Err(error) if matches!(error.kind, ManifestErrorKind::TooManyTaskTypes { .. }) => {
            return Ok(Planned::unchanged(file, too_many_task_types(&error, file, sources)));
        }
        Err(error) => return Err(error),
    };
    let is_settled = |task: &ResolvedTask<'_>| is_settled(task, configuration);
    let facts = manifest.facts();
    let mut to_know = left(&wanted, configuration, &facts, file, sources);
    to_know.extend(notes(&plan, file, sources));
    let findings = Findings {
        problems: check(declared, configuration, &facts),
        leftovers: leftovers(declared, &plan, prune, file, sources),
        out_of_step: lacking(declared, &plan.edits, is_settled, MANIFEST_OUT_OF_STEP, file, sources),
        notes: to_know,
    };
    Ok(Planned { file, change: change(&manifest, plan)?, findings })
}

/// Where nothing is to be done, the file is not put together and read again.
fn change(manifest: &Manifest<'_>, plan: Plan) -> Result<Option<Change>, ManifestError> {
    if plan.edits.is_empty() {
        return Ok(None);
    }
    let bytes = manifest.apply(&plan);
    let text = Manifest::read(&bytes)?.document().text().to_owned();
    let places = manifest.document().places(&plan.edits);
    Ok(Some(Change { bytes, text: Some(text), edits: plan.edits, places }))
}

/// What the manifest is to have. What needs a name that the configuration does not give is left out:
/// [`missing::for_windows`](super::missing::for_windows) tells it.
pub fn wanted(declared: &Declared<'_>, configuration: &Configuration, prune: bool) -> Wanted {
    let windows = &configuration.windows;
    let component = windows.component.as_ref().map(|component| component.value.clone());
    let server = windows.com_server.as_ref().map(|server| server.value.as_str());
    let mut wanted = Wanted {
        application: windows.application.as_ref().map(|application| application.value.clone()),
        ownership: Ownership {
            components: component.iter().cloned().collect(),
            entry_points: vec![names::FORWARDER_ENTRY_POINT.to_owned()],
        },
        prune,
        ..Wanted::default()
    };
    for task in declared.tasks {
        let Some(on_windows) = task.windows else { continue };
        let entry_point = on_windows.entry_point.filter(|name| is_entry_point(name));
        if on_windows.model == HostingModel::OutOfProcess && entry_point.is_none() {
            // It is told elsewhere, and never written. What stands in the manifest may be this task's.
            wanted.ownership = Ownership::default();
        }
        if let (Some(entry_point), Some(component)) = (entry_point, &component) {
            add_entry_point(&mut wanted, task, entry_point, component);
        }
        if let Some(server) = server {
            add_class(&mut wanted, task, server);
        }
        add_capabilities(&mut wanted, task);
    }
    wanted
}

/// Whether all is known that the task's entries are made of.
fn is_settled(task: &ResolvedTask<'_>, configuration: &Configuration) -> bool {
    let Some(on_windows) = task.windows else { return true };
    let windows = &configuration.windows;
    let in_component = || windows.component.is_some() && on_windows.entry_point.is_some_and(is_entry_point);
    let in_server = || windows.com_server.is_some() && on_windows.clsid.is_some();
    match on_windows.model {
        HostingModel::InProcess => true,
        HostingModel::OutOfProcess => in_component(),
        HostingModel::Com => in_server(),
        HostingModel::Forwarded => in_component() && in_server(),
    }
}

fn add_entry_point(wanted: &mut Wanted, task: &ResolvedTask<'_>, entry_point: &str, component: &str) {
    let task_type = task.spec.trigger.kind.facts().task_type.task_type;
    let name = task.spec.name.to_owned();
    match wanted.entry_points.iter_mut().find(|known| known.entry_point == entry_point) {
        Some(known) => {
            known.tasks.push(name);
            if !known.task_types.contains(&task_type) {
                known.task_types.push(task_type);
            }
        }
        None => wanted.entry_points.push(WantedEntryPoint {
            entry_point: entry_point.to_owned(),
            task_types: vec![task_type],
            component: component.to_owned(),
            tasks: vec![name],
        }),
    }
}

fn add_class(wanted: &mut Wanted, task: &ResolvedTask<'_>, server: &str) {
    let Some(on_windows) = task.windows else { return };
    let Some(clsid) = on_windows.clsid else { return };
    let name = task.spec.name.to_owned();
    let permission =
        (on_windows.model == HostingModel::Forwarded).then(|| names::FORWARDED_LAUNCH_PERMISSION.to_owned());
    match wanted.com_classes.iter_mut().find(|known| known.clsid == clsid) {
        Some(known) => {
            known.tasks.push(name);
            known.launch_permission = known.launch_permission.take().or(permission);
        }
        None => wanted.com_classes.push(WantedClass {
            clsid,
            display_name: Some(task.spec.type_name.to_owned()),
            executable: server.to_owned(),
            arguments: Some(names::COM_SERVER_ARGUMENTS.to_owned()),
            launch_permission: permission,
            tasks: vec![name],
        }),
    }
}

fn add_capabilities(wanted: &mut Wanted, task: &ResolvedTask<'_>) {
    let facts = task.spec.trigger.kind.facts();
    let known = facts.capabilities.iter().filter(|needed| needed.evidence.is_tested());
    let mut needed: Vec<(Capability, String)> = known
        .map(|needed| (needed.capability, format!("{} `{}` trigger needs it", facts.article(), facts.name)))
        .collect();
    if let Some(windows) = task.windows
        && windows.model.is_for_full_trust()
    {
        needed.push((Capability::RUN_FULL_TRUST, format!("the {} model is for full-trust apps", windows.model.name())));
    }
    for (capability, why) in needed {
        let name = task.spec.name.to_owned();
        match wanted.capabilities.iter_mut().find(|known| known.capability == capability) {
            Some(known) => known.tasks.push(name),
            None => wanted.capabilities.push(WantedCapability { capability, why, tasks: vec![name] }),
        }
    }
}

/// What is wrong between the tasks and the manifest's Application, whatever is written into it: the wrong kind of app, a
/// Windows that is too old, a capability that a trigger seems to need.
fn check(declared: &Declared<'_>, configuration: &Configuration, facts: &ManifestFacts) -> Vec<Problem> {
    let chosen = configuration.windows.application.as_ref().map(|application| application.value.as_str());
    let Some(application) = facts.application(chosen) else { return Vec::new() };
    let application = ApplicationFacts {
        id: &application.id,
        full_trust: application.full_trust,
        minimum_version: facts.minimum_version(),
    };
    let mut problems = Vec::new();
    for (at, task) in declared.tasks.iter().enumerate() {
        let findings = [check_kind_of_app(task, &application), check_version(task, &application)];
        problems.extend(findings.iter().flatten().map(|finding| declared.problem(at, finding)));
        problems.extend(untested_capabilities(declared, at, facts));
    }
    problems
}

fn untested_capabilities(declared: &Declared<'_>, at: usize, facts: &ManifestFacts) -> Vec<Problem> {
    let task = &declared.tasks[at];
    if task.windows.is_none() {
        return Vec::new();
    }
    let guessed = task.spec.trigger.kind.facts().capabilities.iter().filter(|needed| !needed.evidence.is_tested());
    let missing = guessed.filter(|needed| !facts.has_capability(&needed.capability));
    missing.map(|needed| declared.problem(at, &capability_missing(task, needed.capability.name))).collect()
}

/// An Extension that has more task types than the schema takes, as a problem.
fn too_many_task_types(error: &ManifestError, file: FileId, sources: &Sources) -> Problem {
    let place = place_of(error.position, file, sources);
    let help = "take out the types that no task has, and those that stand there twice";
    Problem::new(TOO_MANY_TASK_TYPES, Some(place), error.to_string(), help)
}

/// What is stale, and what stands in the way of the tasks and has to be changed by hand.
fn leftovers(declared: &Declared<'_>, plan: &Plan, pruned: bool, file: FileId, sources: &Sources) -> Vec<Problem> {
    let stale = plan.stale.iter().filter(|_| !pruned).map(|stale| {
        let message = format!("no task has the entry point {} any more", stale.entry_point);
        let help = declared.stale(|task| task.entry_points.contains(&stale.entry_point));
        Problem::new(STALE_ENTRY_POINT, Some(place_of(stale.position, file, sources)), message, help)
    });
    let notes = plan.notes.iter().map(|note| {
        let help = "change it by hand, or change the configuration in Cargo.toml: bgtask does not guess which is right";
        Problem::new(MANIFEST_OUT_OF_STEP, Some(place_of(note.position, file, sources)), note.kind.to_string(), help)
    });
    stale.chain(notes).collect()
}

/// What is worth knowing, in a line each: nothing that is wrong.
fn notes(plan: &Plan, file: FileId, sources: &Sources) -> Vec<String> {
    let shown = sources.path(file).display();
    plan.texts.iter().map(|text| format!("{shown}:{}: {text}", text.position)).collect()
}
