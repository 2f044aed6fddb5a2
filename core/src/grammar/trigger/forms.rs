//! The forms in which a trigger is written.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Expr, ExprCall, ExprLit, ExprPath, ExprUnary, Lit};

use super::takes::{self, Form};
use super::{ONCE, OwnedTrigger, Part, Parts, meant};
use crate::catalog::{TriggerFacts, TriggerKind};
use crate::grammar::text::{cut, line, shown};
use crate::grammar::value::{self, Word};
use crate::grammar::{Diagnostics, Region};
use crate::rules::{annotation, triggers as rules};

/// Reads the value of `trigger`. `None` when not even the kind is known.
pub(in super::super) fn read(expression: &Expr, errors: &mut Diagnostics) -> Option<OwnedTrigger> {
    let expression = value::ungrouped(expression);
    if let Some(literal) = value::literal_text(expression) {
        return read_string(&literal.value(), Region::of(literal), errors);
    }
    match expression {
        Expr::Path(_) => {
            let word = value::word(expression, errors)?;
            let facts = kind(&word, &line(expression), errors)?;
            let parts = Parts { word, whole: Region::of(expression), argument: None, once: None };
            Some(takes::check(facts, parts, errors))
        }
        Expr::Call(call) => read_call(call, errors),
        other => {
            let message = format!("`{}` is not a trigger", shown(other));
            let help = "write it as text, `\"system:TimeZoneChange\"`, or as Rust, `system(TimeZoneChange)`; in Rust \
                        hyphens are underscores: `push_notification`";
            errors.add(annotation::MALFORMED_VALUE, Region::of(other), message, help);
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
    let facts = kind(&word, text, errors)?;
    let argument = argument.map(|argument| Part::Text { text: argument.to_string(), region });
    let mut once = None;
    for flag in parts {
        if flag != ONCE {
            unknown_flag(flag, region, errors);
        } else if once.replace(region).is_some() {
            twice(region, errors);
        }
    }
    Some(takes::check(facts, Parts { word, whole: region, argument, once }, errors))
}

fn read_call(call: &ExprCall, errors: &mut Diagnostics) -> Option<OwnedTrigger> {
    let word = value::word(&call.func, errors)?;
    let whole = Region::of(call);
    if word.text == "with" {
        return read_with(call, whole, errors);
    }
    let facts = kind(&word, &line(call), errors)?;
    let mut parts = Parts { word, whole, argument: None, once: None };
    for part in &call.args {
        let Some(part) = read_part(part, errors) else {
            // What can't be read was an argument all the same, and is not missed again.
            parts.argument.get_or_insert_with(|| Part::Literal { text: String::new(), region: Region::of(part) });
            continue;
        };
        if part.text() == ONCE && matches!(part, Part::Name(_)) {
            if parts.once.replace(part.region()).is_some() {
                twice(part.region(), errors);
            }
        } else if parts.argument.is_none() {
            if parts.once.is_some() {
                let message = format!("`{}` stands behind `once`", cut(part.text()));
                let help = "a trigger's argument comes first, and then `once`";
                errors.add(rules::ARGUMENT_NOT_TAKEN, part.region(), message, help);
            }
            parts.argument = Some(part);
        } else if matches!(part, Part::Name(_)) {
            unknown_flag(part.text(), part.region(), errors);
        } else {
            errors.add(
                rules::ARGUMENT_NOT_TAKEN,
                part.region(),
                format!("`{}` is one argument too many", cut(part.text())),
                one_shot(part.text()).unwrap_or("a trigger takes at most one, and then `once`"),
            );
        }
    }
    Some(takes::check(facts, parts, errors))
}

/// `None` for what was refused.
fn read_part(part: &Expr, errors: &mut Diagnostics) -> Option<Part> {
    let part = value::plain(part, errors)?;
    let region = Region::of(part);
    if let Some(literal) = value::literal_text(part) {
        return Some(Part::Text { text: literal.value(), region });
    }
    match part {
        Expr::Lit(ExprLit { lit, .. }) => Some(Part::Literal { text: literal(lit), region }),
        // A sign, which no number here can have.
        Expr::Unary(ExprUnary { expr, op, .. }) if matches!(**expr, Expr::Lit(_)) => {
            let mut tokens = TokenStream::new();
            op.to_tokens(&mut tokens);
            expr.to_tokens(&mut tokens);
            Some(Part::Literal { text: shown(&tokens), region })
        }
        Expr::Path(_) => value::word(part, errors).map(Part::Name),
        other => {
            value::not_a(other, "a literal or a name", errors);
            None
        }
    }
}

/// A literal as it was written; a number in decimal and without `_`. A suffix is kept, so that `15u8` is not taken for a
/// number of minutes.
fn literal(literal: &Lit) -> String {
    match literal {
        Lit::Int(number) if number.suffix().is_empty() => number.base10_digits().to_string(),
        other => shown(other),
    }
}

fn read_with(call: &ExprCall, whole: Region, errors: &mut Diagnostics) -> Option<OwnedTrigger> {
    let arguments: Vec<_> = call.args.iter().map(value::ungrouped).collect();
    let [name, Expr::Path(ExprPath { qself: None, path: function, .. })] = arguments.as_slice() else {
        errors.add(
            annotation::MALFORMED_VALUE,
            whole,
            "`with` takes the trigger's name and the path of a function",
            "write `with(\"gatt-characteristic-notification\", path::to::function)`",
        );
        return None;
    };
    let word = value::word(name, errors)?;
    let facts = kind(&word, &word.text, errors)?;
    if !facts.construction.needs_with() {
        errors.add(
            rules::WITH_NOT_TAKEN,
            whole,
            format!("{} `{}` trigger is not built by a function", facts.article(), facts.name),
            format!("write it out: `{}`", Form { in_rust: word.ident.is_some(), once: false }.example(facts)),
        );
    }
    let mut trigger = OwnedTrigger::unknown(whole);
    trigger.kind = facts.kind;
    trigger.kind_ident = word.ident;
    trigger.with = Some(function.clone());
    Some(trigger)
}

/// The trigger of this name, in a trigger that is written so.
fn kind(word: &Word, written: &str, errors: &mut Diagnostics) -> Option<&'static TriggerFacts> {
    let in_rust = word.ident.is_some();
    if let Some(kind) = TriggerKind::from_name(&word.text)
        && (in_rust || !word.text.contains('_'))
    {
        return Some(kind.facts());
    }
    let message = match written.split_once('(') {
        // Of a text with brackets nobody knows what the name is.
        Some(_) if !in_rust => format!("`{}` is not how a trigger is written", cut(written)),
        Some((name, _)) => format!("no trigger is called `{}`", cut(name)),
        None => format!("no trigger is called `{}`", cut(&word.text)),
    };
    errors.add(rules::UNKNOWN_TRIGGER, word.region, message, meant::help(written, in_rust));
    None
}

fn unknown_flag(flag: &str, region: Region, errors: &mut Diagnostics) {
    let message = match flag {
        "" => String::from("nothing stands behind a comma of the trigger"),
        flag => format!("no trigger has a flag `{}`", cut(flag)),
    };
    let help =
        one_shot(flag).unwrap_or("the only flag is `once`; a text with a comma in it is written in the Rust form");
    errors.add(rules::UNKNOWN_FLAG, region, message, help);
}

/// Help for what the constructors of Windows take as `oneShot`.
fn one_shot(written: &str) -> Option<&'static str> {
    match written {
        "true" => Some("write `once` for a trigger that fires a single time"),
        "false" => Some("leave it out: without `once` a trigger fires again and again"),
        _ => None,
    }
}

fn twice(region: Region, errors: &mut Diagnostics) {
    errors.add(annotation::DUPLICATE_ARGUMENT, region, "`once` is given twice", "leave one out");
}
