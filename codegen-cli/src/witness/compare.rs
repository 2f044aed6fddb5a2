//! What was built, set beside what is declared.

use bgtask_core::model::{ResolvedTask, Trigger};
use bgtask_core::rules::Site;
use bgtask_core::rules::binary::{BUILT_OTHERWISE, NOT_BUILT_IN, NOT_IN_THE_CODE};

use super::built::{BuiltApp, path};
use crate::app::{App, Compiled};
use crate::problem::Problem;
use crate::source::Place;

/// What to do when the binary is behind the code.
const BUILD_AGAIN: &str = "build it again; features that cargo was told then are for `verify` as well";

/// A binary, as messages name it.
#[derive(Clone, Copy, Debug)]
pub struct Binary<'a> {
    /// Its path.
    pub shown: &'a str,
    /// The triple of the target that it was built for.
    pub target: &'a str,
}

/// Compares an app with what was built. `target` is the index of the binary's target among those that the app was looked at
/// for; `listed` knows where the app's list has a task of this name that was not found.
pub fn compare(
    app: &App,
    target: usize,
    built: &BuiltApp<'_>,
    binary: Binary<'_>,
    listed: impl Fn(&str) -> Option<Place>,
) -> Vec<Problem> {
    let (declared, there) = (app.compiled_for(target), built.tasks());
    let mut problems = Vec::new();
    problems.extend(otherwise(
        &format!("app `{}`", app.type_name()),
        &of_apps(app, built),
        &app.found().place,
        |site| app.place_of(site),
        binary,
    ));
    let pairs = pairs(&declared, &there);
    for (at, compiled) in declared.iter().enumerate() {
        let what = format!("task `{}`", compiled.task.spec.name);
        match pairs.iter().find(|(of_code, _)| *of_code == at) {
            Some((_, of_binary)) => problems.extend(otherwise(
                &what,
                &differences(&compiled.task, &there[*of_binary]),
                &compiled.from.place,
                |site| compiled.from.place_of(site),
                binary,
            )),
            // The binary has the answer to what could not be judged.
            None if compiled.may_be_absent => {}
            None => {
                let message = format!("{what} is declared, and not built into {}", binary.shown);
                let place = Some(compiled.from.place.clone());
                problems.push(Problem::new(NOT_BUILT_IN, place, message, BUILD_AGAIN));
            }
        }
    }
    for (at, task) in there.iter().enumerate() {
        if pairs.iter().any(|(_, of_binary)| *of_binary == at) {
            continue;
        }
        let spec = &task.spec;
        let message = format!(
            "task `{}` (`{}`, {}) is built into {}, and was not found in the code",
            spec.name,
            path(spec.place.module, spec.type_name),
            spec.trigger,
            binary.shown
        );
        let help = "if the code no longer has it, build again; if a macro or a generated file has it, write it where it can \
                    be seen";
        let place = listed(spec.type_name).unwrap_or_else(|| app.found().place.clone());
        problems.push(Problem::new(NOT_IN_THE_CODE, Some(place), message, help));
    }
    problems
}

/// An app that is built in, and for which there is none in the code.
pub fn not_in_the_code(built: &BuiltApp<'_>, binary: Binary<'_>) -> Problem {
    let message = format!("app `{}` is built into {}, and was not found in the code", built.type_path(), binary.shown);
    let help = "if it is of another package, ask for that one with `-p`; if the code no longer has it, build again";
    Problem::new(NOT_IN_THE_CODE, None, message, help)
}

/// An app of the code that is not built in.
pub fn not_built_in(app: &App, binary: Binary<'_>) -> Problem {
    let message = format!("app `{}` is declared, and not built into {}", app.type_name(), binary.shown);
    Problem::new(NOT_BUILT_IN, Some(app.found().place.clone()), message, BUILD_AGAIN)
}

/// The registrations that belong together, as indexes: those of one name, of one type if there are several; and those of one
/// type, where only one is left on either side.
fn pairs(declared: &[Compiled<'_>], built: &[ResolvedTask<'_>]) -> Vec<(usize, usize)> {
    let is_same = |one: &ResolvedTask<'_>, other: &ResolvedTask<'_>| of_type(one) == of_type(other);
    let is_named_alike = |one: &ResolvedTask<'_>, other: &ResolvedTask<'_>| one.spec.name == other.spec.name;
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let mut pair = |fits: &dyn Fn(&ResolvedTask<'_>, &ResolvedTask<'_>) -> bool, only: bool| {
        for (at, compiled) in declared.iter().enumerate() {
            let is_free = |pairs: &[(usize, usize)], other: usize| pairs.iter().all(|(_, taken)| *taken != other);
            if pairs.iter().any(|(taken, _)| *taken == at) {
                continue;
            }
            let mut fitting = (0..built.len()).filter(|other| {
                built.get(*other).is_some_and(|built| fits(&compiled.task, built)) && is_free(&pairs, *other)
            });
            let rivals = declared.iter().enumerate().filter(|(rival, compiled_rival)| {
                *rival != at
                    && is_same(&compiled_rival.task, &compiled.task)
                    && pairs.iter().all(|(taken, _)| taken != rival)
            });
            match (fitting.next(), fitting.next().is_some() || rivals.count() > 0) {
                (Some(_), true) if only => {}
                (Some(found), _) => pairs.push((at, found)),
                (None, _) => {}
            }
        }
    };
    pair(&|one, other| is_named_alike(one, other) && is_same(one, other), false);
    pair(&is_named_alike, false);
    pair(&is_same, true);
    pairs
}

fn of_type<'a>(task: &ResolvedTask<'a>) -> (&'a str, &'a str) {
    (task.spec.place.module, task.spec.type_name)
}

/// Something that is built otherwise than it is declared.
struct Difference {
    /// Where the code says it.
    site: Site,
    /// What it is.
    what: &'static str,
    built: String,
    declared: String,
}

/// One problem for all differences of a task or an app: at the first of them that the code says in words.
fn otherwise(
    what: &str,
    differences: &[Difference],
    item: &Place,
    place: impl Fn(Site) -> Place,
    binary: Binary<'_>,
) -> Option<Problem> {
    let first = differences.first()?;
    let told: Vec<String> = differences
        .iter()
        .map(|Difference { what, built, declared, .. }| format!("{what} {built} instead of {declared}"))
        .collect();
    let message = format!("{what} is built into {} otherwise than it is declared: {}", binary.shown, told.join("; "));
    let mut problem = Problem::new(BUILT_OTHERWISE, Some(place(first.site)), message, BUILD_AGAIN);
    for Difference { site, what, built, .. } in &differences[1..] {
        let place = place(*site);
        if problem.place.as_ref() != Some(&place) && place != *item {
            problem = problem.with_related(place, format!("{what} {built} is built in"));
        }
    }
    Some(problem)
}

/// Gathers differences.
#[derive(Default)]
struct Differences(Vec<Difference>);

impl Differences {
    /// Notes that something differs, if it does.
    fn note<T: PartialEq>(
        &mut self,
        site: Site,
        what: &'static str,
        declared: T,
        built: T,
        show: impl Fn(T) -> String,
    ) {
        if declared != built {
            self.0.push(Difference { site, what, built: show(built), declared: show(declared) });
        }
    }
}

fn of_apps(app: &App, built: &BuiltApp<'_>) -> Vec<Difference> {
    let (declared, built) = (app.spec(), built.spec());
    let mut found = Differences::default();
    let prefixes = (declared.identifier_prefix, built.identifier_prefix);
    found.note(Site::IdentifierPrefix, "identifier prefix", prefixes.0, prefixes.1, text);
    found.note(Site::Mode(0), "background modes", declared.modes, built.modes, texts);
    found.0
}

fn differences(declared: &ResolvedTask<'_>, built: &ResolvedTask<'_>) -> Vec<Difference> {
    let mut found = Differences::default();
    let (code, binary) = (&declared.spec, &built.spec);
    let trigger = |trigger: Trigger<'_>| format!("`{trigger}`");
    let flag = |on: bool| String::from(if on { "true" } else { "false" });
    let type_path = |(module, name): (&str, &str)| format!("`{}`", path(module, name));
    found.note(Site::Trigger, "trigger", code.trigger, binary.trigger, trigger);
    found.note(Site::Condition(0), "conditions", code.conditions, binary.conditions, |conditions| {
        texts(&conditions.iter().map(|condition| condition.name()).collect::<Vec<_>>())
    });
    found.note(Site::Name, "name", code.name, binary.name, |name| text(Some(name)));
    found.note(Site::Item, "type", of_type(declared), of_type(built), type_path);
    let loss = (code.cancel_on_condition_loss, binary.cancel_on_condition_loss);
    found.note(Site::CancelOnConditionLoss, "`cancel_on_condition_loss`", loss.0, loss.1, flag);
    let network = (code.network_requested, binary.network_requested);
    found.note(Site::NetworkRequested, "`network_requested`", network.0, network.1, flag);
    found.note(Site::Group, "group", code.group, binary.group, text);
    match (&declared.windows, &built.windows) {
        (Some(code), Some(binary)) => {
            found.note(Site::Model, "model", code.model, binary.model, |model| format!("`{}`", model.name()));
            found.note(Site::EntryPoint, "entry point", code.entry_point, binary.entry_point, text);
            found.note(Site::Clsid, "CLSID", code.clsid, binary.clsid, |clsid| match clsid {
                Some(clsid) => clsid.to_string(),
                None => String::from("none"),
            });
        }
        (code, binary) => found.note(Site::Item, "on Windows", code.is_some(), binary.is_some(), flag),
    }
    match (&declared.apple, &built.apple) {
        (Some(code), Some(binary)) => {
            found.note(Site::AppleKind, "kind of request", code.kind, binary.kind, |kind| format!("`{}`", kind.name()));
            found.note(Site::Identifier, "identifier", code.identifier, binary.identifier, text);
            found.note(Site::ExternalPower, "`external_power`", code.external_power, binary.external_power, flag);
            found.note(Site::AppleNetwork, "`network`", code.network, binary.network, flag);
            found.note(Site::Trigger, "background modes", code.modes, binary.modes, texts);
        }
        (code, binary) => found.note(Site::Item, "on Apple systems", code.is_some(), binary.is_some(), flag),
    }
    found.0
}

fn text(text: Option<&str>) -> String {
    text.map_or_else(|| String::from("none"), |text| format!("`{text}`"))
}

fn texts(texts: &[&str]) -> String {
    let quoted: Vec<String> = texts.iter().map(|one| text(Some(one))).collect();
    if quoted.is_empty() { text(None) } else { quoted.join(", ") }
}
