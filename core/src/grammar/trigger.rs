//! The value of `trigger`: `"KIND[:ARG][,FLAG…]"`, its Rust form, and `with(…)`.

use proc_macro2::Ident;
use quote::ToTokens;
use syn::{Expr, ExprCall, ExprLit, ExprUnary, Lit, Path};

use super::value::{self, Word};
use super::{Diagnostics, Region, suggestion};
use crate::catalog::{EnumValue, Parameter, ParameterKind, TriggerFacts, TriggerKind};
use crate::model::{Argument, Trigger};
use crate::rules::{Site, annotation, triggers as rules};

/// The flag of a trigger that fires a single time.
const ONCE: &str = "once";

/// A trigger as it was read.
#[derive(Clone, Debug)]
pub struct OwnedTrigger {
    pub(crate) kind: TriggerKind,
    pub(crate) argument: OwnedArgument,
    pub(crate) once: bool,
    /// The function of `with(…)`.
    pub(crate) with: Option<Path>,
    /// The trigger's name and its argument's, where they were written as Rust: generated code uses the documented
    /// items of these names with the user's own spans, so that an editor leads from one to the other.
    pub(crate) kind_ident: Option<Ident>,
    pub(crate) value_ident: Option<Ident>,
    whole: Region,
    argument_region: Option<Region>,
    flag_region: Option<Region>,
}

/// What follows a trigger's name, as it was read.
#[derive(Clone, Debug)]
pub enum OwnedArgument {
    /// Nothing.
    None,
    /// A number.
    Number(u32),
    /// A text.
    Text(String),
    /// A value of an enum.
    Value(EnumValue),
}

impl OwnedTrigger {
    /// Stands in for a trigger that could not be read.
    pub(crate) fn unknown(whole: Region) -> Self {
        Self {
            kind: TriggerKind::Time,
            argument: OwnedArgument::None,
            once: false,
            with: None,
            kind_ident: None,
            value_ident: None,
            whole,
            argument_region: None,
            flag_region: None,
        }
    }

    /// As the model has it.
    pub(crate) fn trigger(&self) -> Trigger<'_> {
        Trigger {
            kind: self.kind,
            argument: match &self.argument {
                OwnedArgument::None => Argument::None,
                OwnedArgument::Number(number) => Argument::Number(*number),
                OwnedArgument::Text(text) => Argument::Text(text),
                OwnedArgument::Value(value) => Argument::Value(*value),
            },
            once: self.once,
            with: self.with.is_some(),
        }
    }

    /// Where a part of it stands; all of it where that part was not written.
    pub(crate) fn region(&self, site: Site) -> Region {
        match site {
            Site::TriggerArgument => self.argument_region.unwrap_or(self.whole),
            Site::TriggerFlag => self.flag_region.unwrap_or(self.whole),
            _ => self.whole,
        }
    }
}

/// A part of a trigger: `15`, `TimeZoneChange`, `once`.
enum Part {
    Number { digits: String, region: Region },
    Text { text: String, region: Region },
    Name(Word),
}

impl Part {
    fn region(&self) -> Region {
        match self {
            Self::Number { region, .. } | Self::Text { region, .. } => *region,
            Self::Name(word) => word.region,
        }
    }

    fn text(&self) -> &str {
        match self {
            Self::Number { digits: text, .. } | Self::Text { text, .. } => text,
            Self::Name(word) => &word.text,
        }
    }
}

/// Reads the value of `trigger`. `None` when not even the kind is known.
pub(super) fn read(expression: &Expr, errors: &mut Diagnostics) -> Option<OwnedTrigger> {
    let expression = value::ungrouped(expression);
    match expression {
        Expr::Lit(ExprLit { lit: Lit::Str(literal), .. }) => read_string(&literal.value(), Region::of(literal), errors),
        Expr::Path(_) => {
            let word = value::word(expression, errors)?;
            let facts = kind(&word, errors)?;
            Some(finish(facts, &word, Region::of(expression), None, None, errors))
        }
        Expr::Call(call) => read_call(call, errors),
        other => {
            value::not_a(other, "a trigger", errors);
            None
        }
    }
}

fn read_string(text: &str, region: Region, errors: &mut Diagnostics) -> Option<OwnedTrigger> {
    let mut parts = text.split(',').map(str::trim);
    let head = parts.next().unwrap_or_default();
    let (name, argument) = match head.split_once(':') {
        Some((name, argument)) => (name.trim(), Some(argument.trim())),
        None => (head, None),
    };
    let word = Word { text: name.to_string(), ident: None, region };
    let facts = kind(&word, errors)?;
    let argument = argument.map(|argument| Part::Text { text: argument.to_string(), region });
    let mut once = None;
    for flag in parts {
        if flag != ONCE {
            unknown_flag(flag, region, errors);
        } else if once.replace(region).is_some() {
            twice(region, errors);
        }
    }
    Some(finish(facts, &word, region, argument, once, errors))
}

fn read_call(call: &ExprCall, errors: &mut Diagnostics) -> Option<OwnedTrigger> {
    let word = value::word(&call.func, errors)?;
    let whole = Region::of(call);
    if word.text == "with" {
        return read_with(call, whole, errors);
    }
    let facts = kind(&word, errors)?;
    let mut argument = None;
    let mut once = None;
    for part in &call.args {
        let Some(part) = read_part(part, errors) else { continue };
        if part.text() == ONCE && matches!(part, Part::Name(_)) {
            if once.replace(part.region()).is_some() {
                twice(part.region(), errors);
            }
        } else if argument.is_none() && once.is_none() {
            argument = Some(part);
        } else if matches!(part, Part::Name(_)) {
            unknown_flag(part.text(), part.region(), errors);
        } else {
            errors.add(
                rules::ARGUMENT_NOT_TAKEN,
                part.region(),
                format!("`{}` is one argument too many", part.text()),
                "a trigger takes at most one, and then `once`",
            );
        }
    }
    Some(finish(facts, &word, whole, argument, once, errors))
}

fn read_part(part: &Expr, errors: &mut Diagnostics) -> Option<Part> {
    let part = value::ungrouped(part);
    let region = Region::of(part);
    match part {
        Expr::Lit(ExprLit { lit: Lit::Int(literal), .. }) => {
            // A suffix is kept, so that `15u8` is not taken for a number of minutes.
            let digits =
                if literal.suffix().is_empty() { literal.base10_digits().to_string() } else { literal.to_string() };
            Some(Part::Number { digits, region })
        }
        Expr::Unary(ExprUnary { expr, .. }) if matches!(**expr, Expr::Lit(_)) => {
            Some(Part::Number { digits: part.to_token_stream().to_string(), region })
        }
        Expr::Lit(ExprLit { lit: Lit::Str(literal), .. }) => Some(Part::Text { text: literal.value(), region }),
        Expr::Lit(ExprLit { lit, .. }) => Some(Part::Number { digits: lit.to_token_stream().to_string(), region }),
        Expr::Path(_) => value::word(part, errors).map(Part::Name),
        other => {
            value::not_a(other, "a literal or a name", errors);
            None
        }
    }
}

fn read_with(call: &ExprCall, whole: Region, errors: &mut Diagnostics) -> Option<OwnedTrigger> {
    let arguments: Vec<_> = call.args.iter().map(value::ungrouped).collect();
    let [name, Expr::Path(function)] = arguments.as_slice() else {
        errors.add(
            annotation::MALFORMED_VALUE,
            whole,
            "`with` takes the trigger's name and the path of a function",
            "write `with(\"gatt-characteristic-notification\", path::to::function)`",
        );
        return None;
    };
    let word = value::word(name, errors)?;
    let facts = kind(&word, errors)?;
    if !facts.construction.needs_with() {
        errors.add(
            rules::WITH_NOT_TAKEN,
            whole,
            format!("a `{}` trigger is not built by a function", facts.name),
            format!("write it out: `{}`", form(facts)),
        );
    }
    let mut trigger = OwnedTrigger::unknown(whole);
    trigger.kind = facts.kind;
    trigger.kind_ident = word.ident;
    trigger.with = Some(function.path.clone());
    Some(trigger)
}

/// The trigger of this name.
fn kind(word: &Word, errors: &mut Diagnostics) -> Option<&'static TriggerFacts> {
    // A class name is a good guess and not the grammar's.
    if let Some(kind) = TriggerKind::from_name(&word.text)
        && (word.ident.is_some() || !word.text.contains('_'))
    {
        return Some(kind.facts());
    }
    let names = || TriggerKind::ALL.iter().map(|kind| kind.facts().name);
    let by_class = TriggerKind::ALL.iter().map(|kind| kind.facts()).find(|facts| facts.class == word.text);
    let help = match by_class.map(|facts| facts.name).or_else(|| suggestion::closest(&word.text, names())) {
        Some(name) if word.ident.is_some() => format!("did you mean `{}`?", name.replace('-', "_")),
        Some(name) => format!("did you mean `{name}`?"),
        None => String::from(
            "triggers are named by their Windows class in kebab case, such as `time:15`, `maintenance:60`, \
                              `system:TimeZoneChange`, `push-notification`",
        ),
    };
    errors.add(rules::UNKNOWN_TRIGGER, word.region, format!("no trigger is called `{}`", word.text), help);
    None
}

/// Puts the parts together, and checks that the trigger takes them and has what it needs.
fn finish(
    facts: &'static TriggerFacts,
    word: &Word,
    whole: Region,
    argument: Option<Part>,
    once: Option<Region>,
    errors: &mut Diagnostics,
) -> OwnedTrigger {
    let mut trigger = OwnedTrigger::unknown(whole);
    trigger.kind = facts.kind;
    trigger.kind_ident.clone_from(&word.ident);
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
            trigger.argument = read_argument(facts, parameter, &argument, errors).unwrap_or(OwnedArgument::None);
        }
        (Some(parameter), None) if parameter.required => {
            let message = format!("a `{}` trigger needs its {}: {}", facts.name, parameter.name, parameter.summary);
            errors.add(rules::MISSING_TRIGGER_ARGUMENT, whole, message, format!("write `{}`", form(facts)));
        }
        (None, Some(argument)) => {
            let message = format!("a `{}` trigger takes no argument", facts.name);
            errors.add(rules::ARGUMENT_NOT_TAKEN, argument.region(), message, format!("write `{}`", form(facts)));
        }
        (_, None) => {}
    }
    trigger
}

fn read_argument(
    facts: &TriggerFacts,
    parameter: &Parameter,
    argument: &Part,
    errors: &mut Diagnostics,
) -> Option<OwnedArgument> {
    let malformed = |wanted: &str, errors: &mut Diagnostics| {
        errors.add(
            rules::MALFORMED_TRIGGER_ARGUMENT,
            argument.region(),
            format!("`{}` is not {wanted}", argument.text()),
            format!("write `{}`", form(facts)),
        );
        None
    };
    match parameter.kind {
        ParameterKind::Minutes { .. } => match argument {
            // A name is no number, and `str::parse` would take a sign.
            Part::Number { digits, .. } | Part::Text { text: digits, .. }
                if digits.bytes().all(|digit| digit.is_ascii_digit()) =>
            {
                match digits.parse() {
                    Ok(number) => Some(OwnedArgument::Number(number)),
                    Err(_) => malformed("a number of minutes", errors),
                }
            }
            _ => malformed("a number of minutes", errors),
        },
        ParameterKind::Text => match argument {
            Part::Text { text, .. } if !text.is_empty() => Some(OwnedArgument::Text(text.clone())),
            _ => malformed("a text", errors),
        },
        ParameterKind::Value(known) => {
            if let Part::Name(_) | Part::Text { .. } = argument
                && let Some(value) = known.iter().find(|value| value.name == argument.text())
            {
                return Some(OwnedArgument::Value(*value));
            }
            let message = format!("a `{}` trigger has no {} `{}`", facts.name, parameter.name, argument.text());
            let help = suggestion::help(argument.text(), known.iter().map(|value| value.name));
            errors.add(rules::UNKNOWN_TRIGGER_VALUE, argument.region(), message, help);
            None
        }
    }
}

fn unknown_flag(flag: &str, region: Region, errors: &mut Diagnostics) {
    errors.add(
        rules::UNKNOWN_FLAG,
        region,
        format!("no trigger has a flag `{flag}`"),
        "the only flag is `once`; a text with a comma in it is written in the Rust form",
    );
}

fn twice(region: Region, errors: &mut Diagnostics) {
    errors.add(annotation::DUPLICATE_ARGUMENT, region, "`once` is given twice", "leave one out");
}

/// An example of how the trigger is written.
fn form(facts: &TriggerFacts) -> String {
    let name = facts.name;
    let argument = match facts.parameter.map(|parameter| parameter.kind) {
        None => String::new(),
        Some(ParameterKind::Minutes { minimum, .. }) => format!(":{}", minimum.max(15)),
        Some(ParameterKind::Text) => String::from(":…"),
        Some(ParameterKind::Value(values)) => {
            values.first().map_or_else(String::new, |value| format!(":{}", value.name))
        }
    };
    format!("{name}{argument}")
}
