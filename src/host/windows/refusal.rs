//! What Windows' refusal of a registration means for the task at hand.

use bgtask_core::{
    catalog::{HostingModel, ParameterKind, Support, TriggerKind, error_code::hresult, names, system_event},
    model::{ResolvedTask, ResolvedWindows},
};

use super::{error::code, trigger::TriggerError};
use crate::{
    host::{HostError, HostErrorKind},
    registration::RegisterError,
};

/// Why no trigger was made.
pub(super) fn of_trigger(task: &ResolvedTask<'_>, windows: &ResolvedWindows<'_>, error: TriggerError) -> RegisterError {
    match error {
        // A constructor that takes no such argument says it as `Register` does; another refusal of it, that the class is
        // not there, is not about the task's entry point.
        TriggerError::Host(error) if code(&error) == Some(hresult::E_INVALIDARG) => of_register(task, windows, error),
        TriggerError::Host(error) => error.into(),
        error => HostError::new(HostErrorKind::Other, error.to_string()).into(),
    }
}

/// Why `Register` refused: the likeliest cause, with Windows' answer. The catalog's rows of error codes say where each
/// cause stands.
pub(super) fn of_register(task: &ResolvedTask<'_>, windows: &ResolvedWindows<'_>, error: HostError) -> RegisterError {
    let facts = task.spec.trigger.kind.facts();
    match code(&error) {
        Some(hresult::REGDB_E_CLASSNOTREG) => not_registered(windows, error),
        Some(hresult::ERROR_NOT_SUPPORTED) => RegisterError::TriggerNotAllowed {
            trigger: facts.name,
            model: windows.model,
            reason: match facts.support(windows.model) {
                Support::Fails(reason) => reason,
                Support::Works | Support::Untested if windows.model == HostingModel::Com => {
                    "Windows does not support it; apps that don't run in full trust can't register COM classes"
                }
                Support::Works | Support::Untested => "Windows does not support it",
            },
            error: Some(error),
        },
        Some(hresult::ERROR_NOT_ENOUGH_QUOTA) => match facts.registrations {
            Some(allowed) => {
                RegisterError::TooManyRegistrations { trigger: facts.name, allowed: allowed.into(), error: Some(error) }
            }
            None => error.into(),
        },
        Some(hresult::E_INVALIDARG) => of_argument(task, error),
        _ => error.into(),
    }
}

/// Something in what was registered is not valid: what is known not to be.
fn of_argument(task: &ResolvedTask<'_>, error: HostError) -> RegisterError {
    let (trigger, facts) = (&task.spec.trigger, task.spec.trigger.kind.facts());
    let for_ever = |event| trigger.kind == TriggerKind::System && !system_event::facts(event).one_shot;
    match (facts.parameter.map(|parameter| parameter.kind), trigger.number()) {
        (Some(ParameterKind::Minutes { minimum, .. }), Some(minutes)) if minutes < minimum => {
            RegisterError::TooFewMinutes { minutes, minimum, error: Some(error) }
        }
        _ if !facts.conditions && !task.spec.conditions.is_empty() => {
            RegisterError::ConditionsNotAllowed { trigger: facts.name, error: Some(error) }
        }
        _ if trigger.once && trigger.value().is_some_and(for_ever) => {
            RegisterError::OnceNotAllowed { trigger: trigger.to_string(), error: Some(error) }
        }
        _ => error.into(),
    }
}

/// The class is not registered: the one that the manifest should declare.
fn not_registered(windows: &ResolvedWindows<'_>, error: HostError) -> RegisterError {
    match windows.model {
        HostingModel::InProcess => error.into(),
        HostingModel::OutOfProcess => RegisterError::EntryPointNotDeclared {
            entry_point: windows.entry_point.unwrap_or_default().to_owned(),
            error,
        },
        HostingModel::Forwarded => {
            RegisterError::EntryPointNotDeclared { entry_point: names::FORWARDER_ENTRY_POINT.to_owned(), error }
        }
        HostingModel::Com => RegisterError::ClassNotActivatable {
            class: windows.clsid.map(|clsid| clsid.to_string()).unwrap_or_default(),
            error,
        },
    }
}

#[cfg(test)]
mod tests {
    use bgtask_core::{
        catalog::{HostingModel, TriggerKind},
        model::{Argument, Guid, ResolvedTask, ResolvedWindows, TaskSpec, Trigger},
    };
    use windows::core::{Error, HRESULT};

    use super::{of_register, of_trigger};
    use crate::{
        host::{
            HostErrorKind,
            windows::{error::refused, trigger::TriggerError},
        },
        registration::RegisterError,
    };

    fn task(kind: TriggerKind, argument: Argument<'static>, model: HostingModel) -> ResolvedTask<'static> {
        let trigger = Trigger { argument, ..Trigger::new(kind) };
        ResolvedTask {
            spec: TaskSpec { name: "Task", trigger, ..TaskSpec::DEFAULT },
            entry: 0,
            windows: Some(ResolvedWindows { model, entry_point: Some("Tasks.Task"), clsid: Some(Guid::from_u128(1)) }),
            apple: None,
        }
    }

    fn meaning(task: &ResolvedTask<'static>, code: u32) -> RegisterError {
        let windows = task.windows.expect("every task here is meant for Windows");
        let error = refused("Register")(Error::from_hresult(HRESULT(code.cast_signed())));
        let meaning = of_register(task, &windows, error.clone());
        assert_eq!(meaning.host_error(), Some(&error), "Windows' answer is kept");
        meaning
    }

    #[test]
    fn a_class_that_is_not_registered_is_the_one_of_the_model() {
        let of = |model| meaning(&task(TriggerKind::Time, Argument::Number(15), model), 0x8004_0154);
        assert!(matches!(
            of(HostingModel::OutOfProcess),
            RegisterError::EntryPointNotDeclared { entry_point, .. } if entry_point == "Tasks.Task"
        ));
        assert!(matches!(
            of(HostingModel::Forwarded),
            RegisterError::EntryPointNotDeclared { entry_point, .. } if entry_point == "Bgtask.Forwarder.Task"
        ));
        assert!(matches!(
            of(HostingModel::Com),
            RegisterError::ClassNotActivatable { class, .. } if class == "00000000-0000-0000-0000-000000000001"
        ));
        assert!(matches!(
            of(HostingModel::InProcess),
            RegisterError::Host(error) if error.kind() == HostErrorKind::NotAvailable
        ));
    }

    #[test]
    fn what_is_not_supported_is_the_trigger_in_the_model() {
        let application = task(TriggerKind::Application, Argument::None, HostingModel::Com);
        let RegisterError::TriggerNotAllowed { trigger, model, reason, .. } = meaning(&application, 0x8007_0032) else {
            panic!("it is not allowed");
        };
        assert_eq!((trigger, model), ("application", HostingModel::Com));
        assert_ne!(reason, "Windows does not support it", "the catalog knows better");
    }

    #[test]
    fn a_used_up_quota_is_that_of_the_trigger_where_it_has_one() {
        let application = task(TriggerKind::Application, Argument::None, HostingModel::InProcess);
        assert!(matches!(
            meaning(&application, 0x8007_0718),
            RegisterError::TooManyRegistrations { trigger: "application", allowed: 1, .. }
        ));
        let time = task(TriggerKind::Time, Argument::Number(15), HostingModel::InProcess);
        assert!(matches!(meaning(&time, 0x8007_0718), RegisterError::Host(_)));
    }

    #[test]
    fn an_invalid_argument_is_the_minutes_where_they_are_too_few() {
        let of = |minutes| {
            meaning(&task(TriggerKind::Time, Argument::Number(minutes), HostingModel::InProcess), 0x8007_0057)
        };
        assert!(matches!(of(14), RegisterError::TooFewMinutes { minutes: 14, minimum: 15, .. }));
        assert!(matches!(of(15), RegisterError::Host(_)));
    }

    #[test]
    fn no_identity_is_told_as_such() {
        let time = task(TriggerKind::Time, Argument::Number(15), HostingModel::InProcess);
        assert!(matches!(meaning(&time, 0x8007_0490), RegisterError::NoIdentity(_)));
    }

    #[test]
    fn a_trigger_class_that_is_not_there_is_not_the_entry_point() {
        let time = task(TriggerKind::Time, Argument::Number(15), HostingModel::OutOfProcess);
        let windows = time.windows.expect("it is meant for Windows");
        let missing = refused("TimeTrigger")(Error::from_hresult(HRESULT(0x8004_0154_u32.cast_signed())));
        assert_eq!(of_trigger(&time, &windows, TriggerError::Host(missing.clone())), RegisterError::Host(missing));
    }
}
