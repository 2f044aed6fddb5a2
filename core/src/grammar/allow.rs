//! Warnings that are accepted in place.

use syn::Meta;

use super::arguments::single;
use super::text::cut;
use super::value::{self, Spanned};
use super::{Diagnostics, Region};
use crate::rules::{self, Severity, annotation};

/// `allow("BG0526")`: the numbers of rules that are warnings.
pub(super) fn read(arguments: &[Meta], errors: &mut Diagnostics) -> Vec<Spanned<&'static str>> {
    let Some(meta) = single(arguments, errors) else { return Vec::new() };
    let before = errors.len();
    let values = value::list(meta, errors);
    if values.is_empty() && errors.len() == before {
        let message = "`allow` lists no warning";
        errors.add(annotation::MALFORMED_VALUE, Region::of(meta), message, "name one, such as `\"BG0526\"`");
    }
    let mut allowed: Vec<Spanned<&'static str>> = Vec::new();
    for value in &values {
        let Some(word) = value::word(value, errors) else { continue };
        let mut refuse = |message: String, help: &str| {
            errors.add(annotation::UNKNOWN_ALLOW, word.region, message, help);
        };
        match rules::find(&word.text) {
            None => refuse(
                format!("no rule has the number `{}`", cut(&word.text)),
                "write the number of a warning as the tools print it, such as `\"BG0526\"`",
            ),
            Some(rule) if rule.severity == Severity::Error => {
                refuse(
                    format!("{} is an error, and can't be allowed", rule.id),
                    "mend what it tells, and leave this out",
                );
            }
            Some(rule) if rule.is_of_binary() => {
                refuse(format!("{} is told of a built binary, and can't be allowed", rule.id), "leave it out");
            }
            Some(rule) if !rule.can_be_allowed() => {
                refuse(format!("{} can't be allowed", rule.id), "take out the `allow` that it tells of");
            }
            Some(rule) if allowed.iter().any(|other| other.value == rule.id) => {
                let message = format!("{} is allowed twice", rule.id);
                errors.add(annotation::DUPLICATE_ARGUMENT, word.region, message, "leave one out");
            }
            Some(rule) => allowed.push(Spanned { value: rule.id, region: word.region }),
        }
    }
    allowed
}
