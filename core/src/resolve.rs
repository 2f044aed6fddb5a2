//! What an app's defaults make of its tasks: the one place where a default is settled.
//!
//! Everything is a `const fn`, so that an app resolves its tasks while it is compiled and a tool resolves the same tasks
//! from source with the same code.

use crate::catalog::{AppleMapping, Condition, HostingModel, TriggerKind, names, system_event};
use crate::model::{
    AppSpec, AppleKind, Platforms, ResolvedApple, ResolvedTask, ResolvedWindows, TaskSpec, Text, Trigger,
};

/// A joined name. A class id has at most 255 characters, of at most four bytes.
pub type Name = Text<1024>;

/// The default entry point of a type: the app's namespace, a dot, the type's name. Empty without a namespace. A [`Name`]
/// holds it whole; who wants a smaller text looks whether it [is cut](Text::is_cut).
pub const fn default_entry_point<const N: usize>(namespace: Option<&str>, type_name: &str) -> Text<N> {
    match namespace {
        Some(namespace) => Text::new(namespace).with(".").with(type_name),
        None => Text::EMPTY,
    }
}

/// The identifiers that tasks of one kind share on Apple systems, because an app may have one refresh and ten processing
/// requests pending at a time.
///
/// Source: <https://developer.apple.com/documentation/backgroundtasks/bgtaskscheduler/submit(_:)>
#[derive(Clone, Copy, Debug)]
pub struct SharedIdentifiers<T> {
    /// For refresh tasks.
    pub refresh: T,
    /// For processing tasks, by whether they need a network (first index) and external power (second).
    pub processing: [[T; 2]; 2],
    /// For continued tasks; a submitted request has a suffix of its own in the star's place.
    pub continued: T,
}

/// The shared identifiers under a prefix.
pub const fn shared_identifiers(prefix: &str) -> SharedIdentifiers<Name> {
    let prefix = Name::new(prefix);
    let processing = prefix.with(".processing");
    SharedIdentifiers {
        refresh: prefix.with(".refresh"),
        processing: [
            [processing, processing.with(".power")],
            [processing.with(".network"), processing.with(".network.power")],
        ],
        continued: prefix.with(".continued.*"),
    }
}

impl SharedIdentifiers<Name> {
    /// The identifiers as text.
    pub const fn as_strs(&self) -> SharedIdentifiers<&str> {
        let [[plain, power], [network, both]] = &self.processing;
        SharedIdentifiers {
            refresh: self.refresh.as_str(),
            processing: [[plain.as_str(), power.as_str()], [network.as_str(), both.as_str()]],
            continued: self.continued.as_str(),
        }
    }
}

/// A task with its app's defaults applied. `entry` is its place in the app's list; `entry_point` what
/// [`default_entry_point`] gives, and `shared` what [`shared_identifiers`] gives, kept by the caller.
pub const fn task<'a>(
    app: &AppSpec<'a>,
    spec: TaskSpec<'a>,
    entry: u16,
    entry_point: &'a str,
    shared: &SharedIdentifiers<&'a str>,
) -> ResolvedTask<'a> {
    // What the app says of itself binds its tasks: a list that is shared between apps may name tasks for other systems.
    // What follows only from the lack of a prefix does not: a task for Apple systems then misses its identifier.
    let platforms = match (spec.platforms, app.platforms) {
        (Some(task), Some(app)) => task.and(app),
        (Some(task), None) => task,
        (None, _) => app.made_for(),
    };
    ResolvedTask {
        spec,
        entry,
        windows: if platforms.windows { Some(windows(app, &spec, entry_point)) } else { None },
        apple: if platforms.apple { Some(apple(app, &spec, shared)) } else { None },
    }
}

const fn windows<'a>(app: &AppSpec<'a>, spec: &TaskSpec<'a>, entry_point: &'a str) -> ResolvedWindows<'a> {
    let model = match spec.windows.model {
        Some(model) => model,
        None => app.model,
    };
    let entry_point = match (model, spec.windows.entry_point) {
        (HostingModel::InProcess | HostingModel::Com, _) => None,
        (HostingModel::Forwarded, _) => Some(names::FORWARDER_ENTRY_POINT),
        (HostingModel::OutOfProcess, Some(own)) => Some(own),
        (HostingModel::OutOfProcess, None) if entry_point.is_empty() => None,
        (HostingModel::OutOfProcess, None) => Some(entry_point),
    };
    ResolvedWindows { model, entry_point, clsid: if model.needs_clsid() { spec.windows.clsid } else { None } }
}

const fn apple<'a>(app: &AppSpec<'a>, spec: &TaskSpec<'a>, shared: &SharedIdentifiers<&'a str>) -> ResolvedApple<'a> {
    let mapping = counterpart(&spec.trigger);
    let wants_network = match spec.apple.network {
        Some(said) => said,
        None => waits_for_network(spec.conditions) || mapping.network,
    };
    let wants_power = match spec.apple.external_power {
        Some(said) => said,
        None => mapping.external_power,
    };
    let kind = match (spec.apple.kind, mapping.kind) {
        (None, None) => AppleKind::None,
        // A refresh request can't ask for a network, for power or for an idle device; a processing request can.
        (None, Some(AppleKind::Refresh)) if wants_network || wants_power || waits_for_absence(spec.conditions) => {
            AppleKind::Processing
        }
        (Some(kind), _) | (None, Some(kind)) => kind,
    };
    let processes = matches!(kind, AppleKind::Processing);
    let network = processes && wants_network;
    let external_power = processes && wants_power;
    let identifier = match (kind, spec.apple.identifier, app.identifier_prefix) {
        (AppleKind::None, _, _) | (_, None, None) => None,
        (_, Some(own), _) => Some(own),
        (AppleKind::Refresh, None, Some(_)) => Some(shared.refresh),
        (AppleKind::Processing, None, Some(_)) => Some(shared.processing[network as usize][external_power as usize]),
        (AppleKind::Continued, None, Some(_)) => Some(shared.continued),
    };
    ResolvedApple {
        kind,
        identifier,
        external_power,
        network,
        modes: match kind {
            AppleKind::None if spec.apple.kind.is_some() => &[],
            AppleKind::None => mapping.modes,
            kind => kind.modes(),
        },
    }
}

/// What stands for a trigger on Apple systems. Of system triggers each event has its own counterpart.
pub const fn counterpart(trigger: &Trigger<'_>) -> &'static AppleMapping {
    match trigger.value() {
        Some(event) if matches!(trigger.kind, TriggerKind::System) => &system_event::facts(event).apple,
        _ => &trigger.kind.facts().apple,
    }
}

const fn waits_for_network(conditions: &[Condition]) -> bool {
    let mut at = 0;
    while at < conditions.len() {
        if matches!(conditions[at], Condition::InternetAvailable | Condition::FreeNetworkAvailable) {
            return true;
        }
        at += 1;
    }
    false
}

const fn waits_for_absence(conditions: &[Condition]) -> bool {
    let mut at = 0;
    while at < conditions.len() {
        if matches!(conditions[at], Condition::UserNotPresent) {
            return true;
        }
        at += 1;
    }
    false
}

/// One entry of an app's list: a task type with all that it declares.
#[derive(Clone, Copy, Debug)]
pub struct ListEntry<'a> {
    /// Its place in the list, entries switched off by `cfg` counted.
    pub entry: u16,
    /// What the type declares.
    pub specs: &'a [TaskSpec<'a>],
    /// Its default entry point.
    pub entry_point: &'a str,
}

impl ListEntry<'_> {
    /// The entry at another place of the list.
    #[must_use]
    pub const fn at(self, entry: u16) -> Self {
        Self { entry, ..self }
    }
}

/// How many registrations a list makes.
pub const fn count(list: &[ListEntry<'_>]) -> usize {
    let mut count = 0;
    let mut at = 0;
    while at < list.len() {
        count += list[at].specs.len();
        at += 1;
    }
    count
}

/// Every registration of a list, in its order. `N` is what [`count`] gives; a different `N` is cut or filled up with
/// specs of no platform.
pub const fn tasks<'a, const N: usize>(
    app: &AppSpec<'a>,
    list: &[ListEntry<'a>],
    shared: &SharedIdentifiers<&'a str>,
) -> [ResolvedTask<'a>; N] {
    const NOTHING: TaskSpec<'static> = TaskSpec { platforms: Some(Platforms::NONE), ..TaskSpec::DEFAULT };
    let mut resolved = [ResolvedTask { spec: NOTHING, entry: 0, windows: None, apple: None }; N];
    let mut next = 0;
    let mut at = 0;
    while at < list.len() {
        let ListEntry { entry, specs, entry_point } = list[at];
        let mut spec = 0;
        while spec < specs.len() && next < N {
            resolved[next] = task(app, specs[spec], entry, entry_point, shared);
            next += 1;
            spec += 1;
        }
        at += 1;
    }
    resolved
}
