//! What goes with a background mode and is not bgtask's to write: other keys, entitlements, and settings of an Xcode project
//! that write the same keys.

use bgtask_core::catalog::{Need, PlistKey, background_mode, plist_key};
use bgtask_core::rules::Site;
use bgtask_core::rules::property_list::{BUILD_SETTING_CONTRADICTS, companion_missing, usage_description_unwritten};

use super::Declared;
use super::plist::{at, place_of_mode};
use crate::plist::{PlistFacts, UsageDescription, Wanted};
use crate::problem::Problem;
use crate::source::{FileId, Place, Sources};

/// What lies beside a property list.
#[derive(Debug, Default)]
pub struct Beside {
    /// The keys of all `.entitlements` files.
    pub entitlements: Vec<String>,
    /// The `project.pbxproj` of Xcode projects.
    pub projects: Vec<FileId>,
}

impl Beside {
    /// Whether a project writes the key, from its build settings.
    pub(super) fn writes(&self, key: &PlistKey, sources: &Sources) -> bool {
        let name = format!("{}{}", plist_key::BUILD_SETTING_PREFIX, key.name);
        self.projects.iter().any(|project| settings(sources.get(*project).text(), &name).next().is_some())
    }
}

/// What is missing beside the modes that the app has, and which settings contradict the file. What goes with a mode only
/// under some condition is not told: nothing knows whether it holds.
pub(super) fn check(
    declared: &Declared<'_>,
    wanted: &Wanted,
    facts: &PlistFacts,
    beside: &Beside,
    file: FileId,
    sources: &Sources,
) -> Vec<Problem> {
    let mut problems = unwritten(declared, wanted, facts, file, sources);
    for item in &wanted.background_modes {
        let Some(mode) = background_mode::from_name(&item.value) else { continue };
        // The identifiers are bgtask's own to write, where there are any or will be; usage descriptions on request.
        let has_identifiers =
            !wanted.permitted_identifiers.is_empty() || !declared.tasks.iter().all(super::plist::is_settled);
        let is_written = |key: &PlistKey| {
            *key == plist_key::BG_TASK_SCHEDULER_PERMITTED_IDENTIFIERS && has_identifiers
                || wanted.usage_descriptions.iter().any(|text| text.key == key)
        };
        let keys = mode.keys.iter();
        let keys = keys.filter(|companion| !facts.has_key(companion.with.name) && !is_written(companion.with));
        let keys = keys.filter(|companion| !beside.writes(companion.with, sources));
        let keys = keys.map(|companion| (format!("the key {}", companion.with.name), companion.need));
        let has = |name: &str| beside.entitlements.iter().any(|entitlement| entitlement == name);
        let entitlements = mode.entitlements.iter().filter(|companion| !has(companion.with.name));
        let entitlements =
            entitlements.map(|companion| (format!("the entitlement {}", companion.with.name), companion.need));
        for (name, need) in keys.chain(entitlements).filter(|(_, need)| *need == Need::Always) {
            let is_there = facts.background_modes.iter().any(|there| there.text == item.value);
            let place = if is_there {
                Some(place_of_mode(facts, &item.value, file, sources))
            } else {
                place_of_task(declared, &item.tasks)
            };
            problems.push(Problem::from_finding(&companion_missing(mode, &name, need), place));
        }
    }
    let keys = [
        (&plist_key::UI_BACKGROUND_MODES, wanted.background_modes.is_empty()),
        (&plist_key::BG_TASK_SCHEDULER_PERMITTED_IDENTIFIERS, wanted.permitted_identifiers.is_empty()),
    ];
    for (key, _) in keys.into_iter().filter(|(_, is_unused)| !is_unused) {
        problems.extend(beside.projects.iter().flat_map(|project| build_settings(key, *project, sources)));
    }
    problems
}

/// The usage descriptions that say nothing yet, those included that are to be put in.
fn unwritten(
    declared: &Declared<'_>,
    wanted: &Wanted,
    facts: &PlistFacts,
    file: FileId,
    sources: &Sources,
) -> Vec<Problem> {
    let modes = wanted.background_modes.iter().filter_map(|item| background_mode::from_name(&item.value));
    let companions: Vec<_> = modes.flat_map(|mode| mode.keys).map(|companion| companion.with.name).collect();
    // What another part of the app asks for, and left empty, is not ours to tell.
    let is_ours = |text: &&UsageDescription| companions.contains(&text.key.as_str()) || text.is_marked();
    let there = facts.usage_descriptions.iter().filter(|text| text.is_unwritten()).filter(is_ours);
    let there = there.map(|text| (text.key.as_str(), Some(at(text.text.position, file, sources))));
    let new = wanted.usage_descriptions.iter().filter(|text| !facts.has_key(text.key.name));
    let new = new.map(|text| (text.key.name, place_of_task(declared, &text.tasks)));
    there.chain(new).map(|(key, place)| Problem::from_finding(&usage_description_unwritten(key), place)).collect()
}

/// Where the trigger of the first of these tasks stands; of none, the app's annotation.
fn place_of_task(declared: &Declared<'_>, tasks: &[String]) -> Option<Place> {
    let of_task = tasks.first().and_then(|task| declared.place(declared.named(task)?, Site::Trigger));
    of_task.or_else(|| declared.app_place.clone())
}

/// The settings of a project that write a key.
fn build_settings(key: &PlistKey, project: FileId, sources: &Sources) -> Vec<Problem> {
    let text = sources.get(project).text();
    let of_key = plist_key::BUILD_SETTINGS.iter().filter(|setting| setting.key == Some(key));
    let mut problems = Vec::new();
    for setting in of_key {
        for at in settings(text, setting.name) {
            let message = format!("the project writes {} itself", key.name);
            let help = format!("take {} out of the build settings: the file has the key", setting.name);
            let place = Place { file: project, range: at..at + setting.name.len() };
            problems.push(Problem::new(BUILD_SETTING_CONTRADICTS, Some(place), message, help));
        }
    }
    problems
}

/// Conditions are a few dozen bytes long.
const LONGEST_CONDITION: usize = 200;

/// Where a project gives a value to a setting, be it for some systems only: `"NAME[sdk=iphoneos*]" = …`.
fn settings<'t>(text: &'t str, name: &'t str) -> impl Iterator<Item = usize> + 't {
    let found = text.match_indices(name).map(|(at, _)| at);
    found.filter(move |at| {
        let mut rest = &text[at + name.len()..];
        while rest.starts_with('[')
            && let Some(end) = rest.bytes().take(LONGEST_CONDITION).position(|byte| byte == b']')
        {
            rest = &rest[end + 1..];
        }
        rest.trim_start_matches('"').trim_start().starts_with('=')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_setting_is_told_where_it_is_set() {
        let text = "buildSettings = {\n\tINFOPLIST_KEY_UIBackgroundModes = \"fetch\";\n\tX = INFOPLIST_KEY_UIBackgroundModes;\n\
                    \t\"INFOPLIST_KEY_UIBackgroundModes\" = audio;\n\tINFOPLIST_KEY_UIBackgroundModesX = 1;\n\
                    \t\"INFOPLIST_KEY_UIBackgroundModes[sdk=iphoneos*][arch=arm64]\" = fetch;\n}";
        let mut sources = Sources::new();
        let file = sources.add("project.pbxproj", text);
        let problems = build_settings(&plist_key::UI_BACKGROUND_MODES, file, &sources);
        let lines: Vec<_> =
            problems.iter().filter_map(|problem| Some(sources.line_column(problem.place.as_ref()?).0)).collect();
        assert_eq!(lines, [2, 4, 6]);
        assert!(build_settings(&plist_key::BG_TASK_SCHEDULER_PERMITTED_IDENTIFIERS, file, &sources).is_empty());
    }
}
