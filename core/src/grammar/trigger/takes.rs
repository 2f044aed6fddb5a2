//! What a trigger takes: the parts that were read, against the catalog.

use super::{ONCE, OwnedArgument, OwnedTrigger, Part, Parts, meant};
use crate::catalog::{Parameter, ParameterKind, TriggerFacts};
use crate::grammar::text::cut;
use crate::grammar::{Diagnostics, suggestion};
use crate::rules::triggers as rules;

/// Puts the parts together, and checks that the trigger takes them and has what it needs.
pub(super) fn check(facts: &'static TriggerFacts, parts: Parts, errors: &mut Diagnostics) -> OwnedTrigger {
    let Parts { word, whole, argument, once } = parts;
    let form = Form { in_rust: word.ident.is_some(), once: once.is_some() && facts.one_shot };
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
            format!("{} `{}` trigger is made from objects that exist only at run time", facts.article(), facts.name),
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
            format!("{} `{}` trigger can't fire only once", facts.article(), facts.name),
            "leave out `once`; a task that wants to run no more unregisters itself",
        );
    }
    match (&facts.parameter, argument) {
        (Some(parameter), Some(argument)) => {
            if let Part::Name(word) = &argument {
                trigger.value_ident.clone_from(&word.ident);
            }
            trigger.argument = read_argument(facts, parameter, &argument, form, errors);
        }
        (Some(parameter), None) if parameter.required => {
            let message = format!(
                "{} `{}` trigger needs its {}: {}",
                facts.article(),
                facts.name,
                parameter.name,
                parameter.summary
            );
            errors.add(rules::MISSING_TRIGGER_ARGUMENT, whole, message, form.write(facts));
        }
        (None, Some(argument)) => {
            let message = format!("{} `{}` trigger takes no argument", facts.article(), facts.name);
            errors.add(rules::ARGUMENT_NOT_TAKEN, argument.region(), message, form.write(facts));
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
    form: Form,
    errors: &mut Diagnostics,
) -> OwnedArgument {
    let text = argument.text();
    match argument {
        Part::Text { region, .. } if text.is_empty() => {
            let message = {
                let article = facts.article();
                format!("nothing stands where {article} `{}` trigger has its {}", facts.name, parameter.name)
            };
            errors.add(rules::MISSING_TRIGGER_ARGUMENT, *region, message, form.write(facts));
            return OwnedArgument::None;
        }
        // It was told when it was read.
        Part::Literal { text, .. } if text.is_empty() => return OwnedArgument::None,
        _ => {}
    }
    let behind_colon = form.once_behind_colon(facts, argument);
    let mut malformed = |message: String| {
        let help = behind_colon.clone().unwrap_or_else(|| form.write(facts));
        errors.add(rules::MALFORMED_TRIGGER_ARGUMENT, argument.region(), message, help);
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
            let message =
                format!("{} `{}` trigger has no {} `{}`", facts.article(), facts.name, parameter.name, cut(text));
            let names = known.iter().map(|value| value.name);
            let help = behind_colon.unwrap_or_else(|| suggestion::help(meant::unqualified(text), names));
            errors.add(rules::UNKNOWN_TRIGGER_VALUE, argument.region(), message, help);
            OwnedArgument::None
        }
    }
}

/// How a trigger was written, for help in the same form.
#[derive(Clone, Copy)]
pub(super) struct Form {
    /// As Rust, and not as text.
    pub in_rust: bool,
    /// With the flag `once`.
    pub once: bool,
}

impl Form {
    /// An example of how the trigger is written.
    pub fn example(self, facts: &TriggerFacts) -> String {
        let argument = facts.parameter.map(|parameter| match parameter.kind {
            ParameterKind::Minutes { minimum, .. } => minimum.max(15).to_string(),
            ParameterKind::Text if self.in_rust => String::from("\"…\""),
            ParameterKind::Text => String::from("…"),
            ParameterKind::Value(values) => values.first().map(|value| value.name.to_string()).unwrap_or_default(),
        });
        self.with(facts, argument.as_deref())
    }

    /// The trigger with this argument.
    pub fn with(self, facts: &TriggerFacts, argument: Option<&str>) -> String {
        let name = if self.in_rust { facts.name.replace('-', "_") } else { facts.name.to_string() };
        match (argument, self.in_rust, self.once) {
            (None, _, false) => name,
            (None, false, true) => format!("{name},{ONCE}"),
            (None, true, true) => format!("{name}({ONCE})"),
            (Some(argument), false, false) => format!("{name}:{argument}"),
            (Some(argument), false, true) => format!("{name}:{argument},{ONCE}"),
            (Some(argument), true, false) => format!("{name}({argument})"),
            (Some(argument), true, true) => format!("{name}({argument}, {ONCE})"),
        }
    }

    fn write(self, facts: &TriggerFacts) -> String {
        format!("write `{}`", self.example(facts))
    }

    /// Help for `time:15:once`, where a comma was meant before the flag.
    fn once_behind_colon(self, facts: &TriggerFacts, argument: &Part) -> Option<String> {
        let Part::Text { text, .. } = argument else { return None };
        let (before, flag) = text.rsplit_once(':')?;
        if flag.trim() != ONCE || !facts.one_shot {
            return None;
        }
        let meant = Self { once: true, ..self }.with(facts, Some(&cut(before.trim())));
        Some(format!("a comma stands before the flag: write `{meant}`"))
    }
}
