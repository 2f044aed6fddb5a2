//! What a property list must have for an app's tasks: the modes that the app asks for and that its tasks need, the
//! identifiers of its requests, and `UIApplicationExitsOnSuspend` where asked for.
//!
//! Source: <https://developer.apple.com/documentation/bundleresources/information-property-list/bgtaskschedulerpermittedidentifiers>

use std::path::Path;

use bgtask_core::catalog::{Need, apple_request, background_mode, names, plist_key};
use bgtask_core::model::{AppleKind, ResolvedTask};
use bgtask_core::rules::property_list::{PLIST_OUT_OF_STEP, STALE_IDENTIFIER};

use super::difference::{lacking, place_of};
use super::{Beside, Change, Declared, Findings, Planned, Request, companions};
use crate::plist::{Plan, PlistError, PropertyList, Wanted, WantedItem, WantedText};
use crate::problem::Problem;
use crate::source::{FileId, Place, Sources};
use crate::xml::Position;

/// What is to become of a property list. `path` is how messages show it. What goes with its modes is compared with what
/// lies beside it, where that was looked at.
///
/// # Errors
///
/// When the file is no property list that can be edited: all that stands in the way.
pub fn plan(
    path: &Path,
    bytes: &[u8],
    declared: &Declared<'_>,
    beside: Option<&Beside>,
    request: Request,
    sources: &mut Sources,
) -> Result<Planned, Vec<PlistError>> {
    let list = PropertyList::read(bytes).map_err(|error| vec![error])?;
    let wanted = wanted(declared, request, beside, sources);
    let plan = list.plan(&wanted)?;
    let file = sources.add(path, list.document().map_or("", |document| document.text()));
    let of_companions = beside.map(|beside| companions::check(declared, &wanted, &list.facts(), beside, file, sources));
    let mut to_know = left(declared, &wanted, &list.facts(), file, sources);
    to_know.extend(notes(&plan, file, sources));
    let findings = Findings {
        problems: of_companions.unwrap_or_default(),
        leftovers: leftovers(declared, &plan, request.prune, file, sources),
        out_of_step: lacking(declared, &plan.edits, is_settled, PLIST_OUT_OF_STEP, file, sources),
        notes: to_know,
    };
    Ok(Planned { file, change: change(&list, plan).map_err(|error| vec![error])?, findings })
}

/// Where nothing is to be done, the file is not put together and read again.
fn change(list: &PropertyList<'_>, plan: Plan) -> Result<Option<Change>, PlistError> {
    if plan.edits.is_empty() {
        return Ok(None);
    }
    let bytes = list.apply(&plan);
    let text = PropertyList::read(&bytes)?.document().map(|document| document.text().to_owned());
    let places = list.document().map_or_else(Vec::new, |document| document.places(&plan.edits));
    Ok(Some(Change { bytes, text, edits: plan.edits, places }))
}

/// What the property list is to have.
pub fn wanted(declared: &Declared<'_>, request: Request, beside: Option<&Beside>, sources: &Sources) -> Wanted {
    let mut wanted = of_declared(declared, request.prune);
    if request.usage_descriptions {
        add_usage_descriptions(&mut wanted, beside, sources);
    }
    wanted
}

fn of_declared(declared: &Declared<'_>, prune: bool) -> Wanted {
    let app = &declared.app;
    let mut wanted = Wanted {
        background_modes: app
            .modes
            .iter()
            .map(|mode| WantedItem {
                value: (*mode).to_owned(),
                why: format!("the `modes` of `{}` ask for it", app.type_name),
                tasks: Vec::new(),
            })
            .collect(),
        exits_on_suspend: app.exits_on_suspend,
        identifier_prefix: app.identifier_prefix.map(str::to_owned),
        prune,
        ..Wanted::default()
    };
    for task in declared.tasks {
        let Some(apple) = task.apple else { continue };
        let name = task.spec.name;
        for mode in apple.modes {
            let why = match apple.kind {
                AppleKind::None => {
                    let facts = task.spec.trigger.kind.facts();
                    format!("what stands for {} `{}` trigger needs it", facts.article(), facts.name)
                }
                kind => format!("a {} request needs it", kind.name()),
            };
            add(&mut wanted.background_modes, mode, why, name);
        }
        if let Some(identifier) = apple.identifier {
            let why = String::from("the scheduler starts only what is permitted");
            add(&mut wanted.permitted_identifiers, identifier, why, name);
        }
    }
    wanted
}

/// The usage descriptions that the wanted modes never go without, with texts that say what is to be filled in. Those that an
/// Xcode project beside the file writes are not needed in it.
fn add_usage_descriptions(wanted: &mut Wanted, beside: Option<&Beside>, sources: &Sources) {
    for item in &wanted.background_modes {
        let Some(mode) = background_mode::from_name(&item.value) else { continue };
        let keys = mode.keys.iter().filter(|key| key.need == Need::Always && key.with.is_usage_description());
        let keys = keys.filter(|key| beside.is_none_or(|beside| !beside.writes(key.with, sources)));
        for key in keys.map(|key| key.with) {
            match wanted.usage_descriptions.iter_mut().find(|text| text.key == key) {
                Some(text) => text.tasks.extend(item.tasks.iter().cloned()),
                None => wanted.usage_descriptions.push(WantedText {
                    key,
                    text: format!("{}{}", names::TO_FILL_IN, key.summary),
                    why: format!(
                        "the mode `{}` never goes without it; what it says is for a person to write",
                        mode.value
                    ),
                    tasks: item.tasks.clone(),
                }),
            }
        }
    }
    // In the order of their names, for files that are sorted.
    wanted.usage_descriptions.sort_by_key(|text| text.key.name);
}

/// Whether all is known that the task's entries are made of.
pub(super) fn is_settled(task: &ResolvedTask<'_>) -> bool {
    task.apple.is_none_or(|apple| apple.kind == AppleKind::None || apple.identifier.is_some())
}

fn add(items: &mut Vec<WantedItem>, value: &str, why: String, task: &str) {
    match items.iter_mut().find(|item| item.value == value) {
        Some(item) => item.tasks.push(task.to_owned()),
        None => items.push(WantedItem { value: value.to_owned(), why, tasks: vec![task.to_owned()] }),
    }
}

/// Whether the app has anything that belongs into a property list.
pub fn is_wanted(declared: &Declared<'_>) -> bool {
    let Wanted { background_modes, permitted_identifiers, exits_on_suspend, .. } = of_declared(declared, false);
    !background_modes.is_empty() || !permitted_identifiers.is_empty() || exits_on_suspend.is_some()
}

/// What is stale.
fn leftovers(declared: &Declared<'_>, plan: &Plan, pruned: bool, file: FileId, sources: &Sources) -> Vec<Problem> {
    let stale = plan.stale.iter().filter(|_| !pruned).map(|stale| {
        let message = format!("no task has the identifier {} any more", stale.identifier);
        let help = declared.stale(|task| task.identifiers.contains(&stale.identifier));
        Problem::new(STALE_IDENTIFIER, Some(at(stale.position, file, sources)), message, help)
    });
    stale.collect()
}

/// The modes that requests need which the app does not make: an earlier version's, or another library's. They are never taken
/// out, and told.
fn left(
    declared: &Declared<'_>,
    wanted: &Wanted,
    facts: &crate::plist::PlistFacts,
    file: FileId,
    sources: &Sources,
) -> Vec<String> {
    if declared.app.identifier_prefix.is_none() {
        return Vec::new();
    }
    let shown = sources.path(file).display();
    let of_requests = apple_request::ALL.iter().filter(|request| request.kind.is_some());
    let is_of_a_request = |mode: &str| of_requests.clone().any(|request| request.mode == Some(mode));
    let is_wanted = |mode: &str| wanted.background_modes.iter().any(|wanted| wanted.value == mode);
    let left = facts.background_modes.iter().filter(|mode| is_of_a_request(&mode.text) && !is_wanted(&mode.text));
    left.map(|mode| {
        let place = mode.position.map_or_else(String::new, |position| format!(":{position}"));
        format!(
            "{shown}{place}: the mode {} stays, and no task needs it; take it out if nothing else does, as it is asked about \
             in review",
            mode.text
        )
    })
    .collect()
}

/// What is worth knowing, in a line each: nothing that is wrong.
fn notes(plan: &Plan, file: FileId, sources: &Sources) -> Vec<String> {
    let shown = sources.path(file).display();
    let note = |note: &crate::plist::Note| match note.position {
        Some(position) => format!("{shown}:{position}: {}", note.kind),
        None => format!("{shown}: {}", note.kind),
    };
    plan.notes.iter().map(note).collect()
}

/// The place of a position; the file's start, where a binary file has none.
pub(super) fn at(position: Option<Position>, file: FileId, sources: &Sources) -> Place {
    position.map_or(Place { file, range: 0..0 }, |position| place_of(position, file, sources))
}

/// The place of a value of `UIBackgroundModes`, or of the whole list.
pub(super) fn place_of_mode(facts: &crate::plist::PlistFacts, mode: &str, file: FileId, sources: &Sources) -> Place {
    let value = facts.background_modes.iter().find(|item| item.text == mode);
    let key = facts.keys.iter().find(|key| key.text == plist_key::UI_BACKGROUND_MODES.name);
    at(value.or(key).and_then(|item| item.position), file, sources)
}
