//! What a trigger takes: the parts that were read, against the catalog.

use super::{OwnedArgument, OwnedTrigger, Part, Parts};
use crate::catalog::{Parameter, ParameterKind, TriggerFacts};
use crate::grammar::text::cut;
use crate::grammar::{Diagnostics, suggestion};
use crate::rules::triggers as rules;

/// Puts the parts together, and checks that the trigger takes them and has what it needs.
pub(super) fn check(facts: &'static TriggerFacts, parts: Parts, errors: &mut Diagnostics) -> OwnedTrigger {
    let Parts { word, whole, argument, once } = parts;
    let in_rust = word.ident.is_some();
    let mut trigger = OwnedTrigger::unknown(whole);
    trigger.kind = facts.kind;
    trigger.kind_ident = word.ident;
    trigger.once = once.is_some();
    trigger.flag_region = once;
    trigger.argument_region = argument.as_ref().map(Part::region);
    if facts.construction.needs_with() {
        errors.add(
            rules::NEEDS_WITH,
            whole,
            format!("a `{}` trigger is made from objects that exist only at run time", facts.name),
            format!("name a function that builds it: `trigger = with(\"{}\", path::to::function)`", facts.name),
        );
        return trigger;
    }
    if let Some(region) = once
        && !facts.one_shot
    {
        errors.add(
            rules::FLAG_NOT_TAKEN,
            region,
            format!("a `{}` trigger can't fire only once", facts.name),
            "leave out `once`; a task that wants to run no more unregisters itself",
        );
    }
    match (&facts.parameter, argument) {
        (Some(parameter), Some(argument)) => {
            if let Part::Name(word) = &argument {
                trigger.value_ident.clone_from(&word.ident);
            }
            trigger.argument = read_argument(facts, parameter, &argument, in_rust, errors);
        }
        (Some(parameter), None) if parameter.required => {
            let message = format!("a `{}` trigger needs its {}: {}", facts.name, parameter.name, parameter.summary);
            errors.add(rules::MISSING_TRIGGER_ARGUMENT, whole, message, write(facts, in_rust));
        }
        (None, Some(argument)) => {
            let message = format!("a `{}` trigger takes no argument", facts.name);
            errors.add(rules::ARGUMENT_NOT_TAKEN, argument.region(), message, write(facts, in_rust));
        }
        (_, None) => {}
    }
    trigger
}

/// [`OwnedArgument::None`] for what was refused.
fn read_argument(
    facts: &TriggerFacts,
    parameter: &Parameter,
    argument: &Part,
    in_rust: bool,
    errors: &mut Diagnostics,
) -> OwnedArgument {
    let text = argument.text();
    match argument {
        Part::Text { region, .. } if text.is_empty() => {
            let message = format!("nothing stands where a `{}` trigger has its {}", facts.name, parameter.name);
            errors.add(rules::MISSING_TRIGGER_ARGUMENT, *region, message, write(facts, in_rust));
            return OwnedArgument::None;
        }
        // It was told when it was read.
        Part::Literal { text, .. } if text.is_empty() => return OwnedArgument::None,
        _ => {}
    }
    let mut malformed = |message: String| {
        errors.add(rules::MALFORMED_TRIGGER_ARGUMENT, argument.region(), message, write(facts, in_rust));
        OwnedArgument::None
    };
    match parameter.kind {
        ParameterKind::Minutes { .. } => {
            // A name is no number, and `str::parse` would take a sign.
            if matches!(argument, Part::Name(_)) || !text.bytes().all(|digit| digit.is_ascii_digit()) {
                return malformed(format!("`{}` is not a number of minutes", cut(text)));
            }
            match text.parse() {
                Ok(number) => OwnedArgument::Number(number),
                Err(_) => malformed(format!("{} minutes are more than Windows can count", cut(text))),
            }
        }
        ParameterKind::Text => match argument {
            Part::Text { text, .. } => OwnedArgument::Text(text.clone()),
            _ => malformed(format!("`{}` is not a text", cut(text))),
        },
        ParameterKind::Value(known) => {
            if !matches!(argument, Part::Literal { .. })
                && let Some(value) = known.iter().find(|value| value.name == text)
            {
                return OwnedArgument::Value(*value);
            }
            let message = format!("a `{}` trigger has no {} `{}`", facts.name, parameter.name, cut(text));
            let help = suggestion::help(text, known.iter().map(|value| value.name));
            errors.add(rules::UNKNOWN_TRIGGER_VALUE, argument.region(), message, help);
            OwnedArgument::None
        }
    }
}

fn write(facts: &TriggerFacts, in_rust: bool) -> String {
    format!("write `{}`", form(facts, in_rust))
}

/// An example of how the trigger is written.
pub(super) fn form(facts: &TriggerFacts, in_rust: bool) -> String {
    let argument = facts.parameter.map(|parameter| match parameter.kind {
        ParameterKind::Minutes { minimum, .. } => minimum.max(15).to_string(),
        ParameterKind::Text if in_rust => String::from("\"…\""),
        ParameterKind::Text => String::from("…"),
        ParameterKind::Value(values) => values.first().map(|value| value.name.to_string()).unwrap_or_default(),
    });
    match (argument, in_rust) {
        (None, false) => facts.name.to_string(),
        (None, true) => facts.name.replace('-', "_"),
        (Some(argument), false) => format!("{}:{argument}", facts.name),
        (Some(argument), true) => format!("{}({argument})", facts.name.replace('-', "_")),
    }
}
