//! A record in the words of the model, so that what was built and what is declared can be set side by side.

use bgtask_core::catalog::{Condition, EnumValue, HostingModel, ParameterKind, TriggerKind};
use bgtask_core::model::{
    AppSpec, AppleKind, Argument, Place, ResolvedApple, ResolvedTask, ResolvedWindows, TaskSpec, Trigger,
};
use bgtask_core::record::{Record, RecordedApple, RecordedArgument, RecordedTask, RecordedTrigger, RecordedWindows};

use super::error::{WitnessError, WitnessErrorKind};

/// An app as it was built.
#[derive(Clone, Debug)]
pub struct BuiltApp<'a> {
    record: &'a Record<'a>,
    tasks: Vec<BuiltTask<'a>>,
}

/// A task as it was built. What the model borrows as a list stands here.
#[derive(Clone, Debug)]
struct BuiltTask<'a> {
    record: &'a RecordedTask<'a>,
    trigger: Trigger<'a>,
    conditions: Vec<Condition>,
    windows: Option<ResolvedWindows<'a>>,
    apple_kind: Option<AppleKind>,
}

impl<'a> BuiltApp<'a> {
    /// The app of a record.
    ///
    /// # Errors
    ///
    /// When the record has a word that is not known here: another version wrote it.
    pub fn of(record: &'a Record<'a>) -> Result<Self, WitnessError> {
        let tasks = record.tasks.iter().map(BuiltTask::of).collect::<Result<_, _>>()?;
        Ok(Self { record, tasks })
    }

    /// The path of the app's type.
    pub fn type_path(&self) -> String {
        path(self.record.module, self.record.type_name)
    }

    /// What its annotation says, as far as records do.
    pub fn spec(&self) -> AppSpec<'_> {
        AppSpec {
            type_name: self.record.type_name,
            place: Place { module: self.record.module, ..Place::UNKNOWN },
            identifier_prefix: self.record.identifier_prefix,
            modes: &self.record.modes,
            ..AppSpec::DEFAULT
        }
    }

    /// Its registrations.
    pub fn tasks(&self) -> Vec<ResolvedTask<'_>> {
        self.tasks.iter().map(BuiltTask::resolved).collect()
    }
}

/// The path of an item, from the crate's name on.
pub(super) fn path(module: &str, name: &str) -> String {
    format!("{module}::{name}")
}

impl<'a> BuiltTask<'a> {
    fn of(record: &'a RecordedTask<'a>) -> Result<Self, WitnessError> {
        let conditions = record.conditions.iter();
        Ok(Self {
            record,
            trigger: trigger(&record.trigger)?,
            conditions: conditions
                .map(|name| named(Condition::ALL, Condition::name, "a condition", name))
                .collect::<Result<_, _>>()?,
            windows: record.windows.as_ref().map(windows).transpose()?,
            apple_kind: match &record.apple {
                Some(apple) => Some(named(AppleKind::ALL, AppleKind::name, "a kind of request", apple.kind)?),
                None => None,
            },
        })
    }

    fn resolved(&self) -> ResolvedTask<'_> {
        let record = self.record;
        let apple = self.apple_kind.zip(record.apple.as_ref());
        ResolvedTask {
            spec: TaskSpec {
                name: record.name,
                type_name: record.type_name,
                place: Place { module: record.module, ..Place::UNKNOWN },
                trigger: self.trigger,
                conditions: &self.conditions,
                cancel_on_condition_loss: record.cancel_on_condition_loss,
                network_requested: record.network_requested,
                group: record.group,
                ..TaskSpec::DEFAULT
            },
            entry: 0,
            windows: self.windows,
            apple: apple.map(|(kind, RecordedApple { identifier, external_power, network, modes, .. })| {
                ResolvedApple {
                    kind,
                    identifier: *identifier,
                    external_power: *external_power,
                    network: *network,
                    modes,
                }
            }),
        }
    }
}

fn trigger<'a>(record: &RecordedTrigger<'a>) -> Result<Trigger<'a>, WitnessError> {
    let kind = named(TriggerKind::ALL, |kind| kind.facts().name, "a trigger", record.name)?;
    let argument = match record.argument {
        RecordedArgument::None => Argument::None,
        RecordedArgument::Number(number) => Argument::Number(number),
        RecordedArgument::Text(text) => Argument::Text(text),
        RecordedArgument::Value(value) => {
            let values: &[EnumValue] = match kind.facts().parameter.as_ref().map(|parameter| &parameter.kind) {
                Some(ParameterKind::Value(values)) => values,
                _ => &[],
            };
            Argument::Value(named(values, |value| value.name, "a value of a trigger", value)?)
        }
    };
    Ok(Trigger { kind, argument, once: record.once, with: record.with })
}

fn windows<'a>(record: &RecordedWindows<'a>) -> Result<ResolvedWindows<'a>, WitnessError> {
    let model = named(HostingModel::ALL, HostingModel::name, "a hosting model", record.model)?;
    Ok(ResolvedWindows { model, entry_point: record.entry_point, clsid: record.clsid })
}

/// What has this name.
fn named<T: Copy>(
    all: &[T],
    name: impl Fn(T) -> &'static str,
    what: &'static str,
    word: &str,
) -> Result<T, WitnessError> {
    let unknown = || WitnessError::of_whole(WitnessErrorKind::UnknownWord { what, word: String::from(word) });
    all.iter().copied().find(|one| name(*one) == word).ok_or_else(unknown)
}
