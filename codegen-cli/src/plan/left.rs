//! What an earlier hosting model left in a manifest, and bgtask never takes out: it may be another's by now. It is told, as
//! what is worth knowing and nothing wrong.

use bgtask_core::catalog::{Capability, names};

use crate::configuration::Configuration;
use crate::manifest::{ApplicationFacts, ComClassFacts, ManifestFacts, Wanted};
use crate::source::{FileId, Sources};

/// What is left, in a line each.
pub(super) fn left(
    wanted: &Wanted,
    configuration: &Configuration,
    facts: &ManifestFacts,
    file: FileId,
    sources: &Sources,
) -> Vec<String> {
    let chosen = configuration.windows.application.as_ref().map(|application| application.value.as_str());
    let Some(application) = facts.application(chosen) else { return Vec::new() };
    let shown = sources.path(file).display();
    // Only a server that is started for tasks can be ours.
    let ours: Vec<_> = application.com_classes.iter().filter(|class| is_for_tasks(class)).collect();
    let mut left = Vec::new();
    for class in &ours {
        if !is_wanted(wanted, class) {
            left.push(format!(
                "{shown}: the COM class {} of {} stays, and no task has it any more; take it out if nothing else uses it",
                class.id, class.executable
            ));
        }
    }
    let mut told: Vec<&str> = Vec::new();
    for class in ours.iter().filter(|class| is_wanted(wanted, class)) {
        let same_server = |other: &&&ComClassFacts| other.executable == class.executable;
        let is_needed = ours.iter().filter(same_server).any(|other| needs_permission(wanted, other));
        let is_there = class.launch_permission.as_deref() == Some(names::FORWARDED_LAUNCH_PERMISSION);
        if is_there && !is_needed && !told.contains(&class.executable.as_str()) {
            told.push(&class.executable);
            left.push(format!(
                "{shown}: the launch permission of {} stays, which lets AppContainers start it, and no forwarded task needs that any \
                 more; take it out if nothing else does",
                class.executable
            ));
        }
    }
    let full_trust = &Capability::RUN_FULL_TRUST;
    if facts.has_capability(full_trust) && !facts.applications.iter().any(may_run_full_trust) {
        left.push(format!(
            "{shown}: the capability {} stays, and no program of the package runs in full trust; take it out, as it is asked \
             about in review",
            full_trust.name
        ));
    }
    left
}

/// Whether anything of an Application may need the capability, but for what an earlier model left.
fn may_run_full_trust(application: &ApplicationFacts) -> bool {
    application.full_trust
        || application.starts_programs
        || application.com_classes.iter().any(|class| !is_for_tasks(class))
}

fn is_for_tasks(class: &ComClassFacts) -> bool {
    class.arguments.as_deref() == Some(names::COM_SERVER_ARGUMENTS)
}

fn is_wanted(wanted: &Wanted, class: &ComClassFacts) -> bool {
    wanted.com_classes.iter().any(|wanted| Some(wanted.clsid) == class.clsid)
}

fn needs_permission(wanted: &Wanted, class: &ComClassFacts) -> bool {
    let mut same = wanted.com_classes.iter().filter(|wanted| Some(wanted.clsid) == class.clsid);
    same.any(|wanted| wanted.launch_permission.is_some())
}
