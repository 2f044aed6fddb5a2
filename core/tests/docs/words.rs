//! Facts of the catalog as Markdown says them.

use std::time::Duration;

use bgtask_core::catalog::{Capability, CapabilityKind, Evidence, Status, limits};
use bgtask_core::model::Platform;
use bgtask_core::rules::Rule;

/// Text of the catalog as Markdown: what HTML or Markdown would take for markup is written out, except in code.
pub fn plain(text: &str) -> String {
    let escape = |part: &str| part.replace('<', "&lt;").replace('*', "\\*");
    let parts = text.split('`').enumerate();
    parts.map(|(at, part)| if at % 2 == 0 { escape(part) } else { format!("`{part}`") }).collect()
}

/// With a capital letter at the beginning and a full stop at the end.
pub fn sentence(text: &str) -> String {
    let text = capital(&plain(text));
    if text.ends_with(['.', ':']) { text } else { format!("{text}.") }
}

/// With a capital letter at the beginning.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// `a`, `b` and `c`.
pub fn listed<T: AsRef<str>>(words: &[T]) -> String {
    match words {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<_> = first.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", first.join(", "), last.as_ref())
        }
    }
}

/// As code.
pub fn code(text: &str) -> String {
    format!("`{text}`")
}

/// A link to a rule's entry.
pub fn rule(rule: &Rule) -> String {
    format!("[{}](rules.md#{})", rule.id, rule.id.to_lowercase())
}

/// A link to a page, by the last part of its address.
pub fn source(address: &str) -> String {
    format!("<{address}>")
}

/// How well something is known, where that is not plainly documented.
pub fn evidence(evidence: Evidence) -> String {
    format!("({})", evidence.name())
}

/// 10 minutes, 30 seconds.
pub fn duration(duration: Duration) -> String {
    let seconds = duration.as_secs();
    let (number, unit) = if seconds.is_multiple_of(60) { (seconds / 60, "minute") } else { (seconds, "second") };
    format!("{number} {unit}{}", if number == 1 { "" } else { "s" })
}

/// 43,200.
pub fn number(number: u32) -> String {
    if number < 1000 { number.to_string() } else { format!("{},{:03}", number / 1000, number % 1000) }
}

/// 10.0.19041.0.
pub fn build([a, b, c, d]: [u16; 4]) -> String {
    format!("{a}.{b}.{c}.{d}")
}

/// The element that declares a capability: `uap:Capability contacts`.
pub fn capability(capability: &Capability) -> String {
    let element = match capability.kind {
        CapabilityKind::Capability => "Capability",
        CapabilityKind::Custom => "CustomCapability",
        CapabilityKind::Device => "DeviceCapability",
    };
    format!("`{}{element}` {}", prefix(capability.namespace.prefix), capability.name)
}

/// What stands before an element's name.
pub fn prefix(prefix: &str) -> String {
    if prefix.is_empty() { String::new() } else { format!("{prefix}:") }
}

/// Why something may not be for everybody.
pub fn status(status: Status) -> String {
    match status {
        Status::Deprecated(why) => format!("**Deprecated** {}.", plain(why)),
        Status::PhoneOnly(why) => format!("**For phones:** {}.", plain(why)),
        Status::Restricted(why) => format!("**Not for every app:** {}.", plain(why)),
    }
}

/// The contract that brought something.
pub fn contract(version: u8) -> String {
    match limits::contract_build(version) {
        Some(version) => format!("Windows {}", build(version)),
        None => format!(
            "version {version} of UniversalApiContract, of Windows 11; which build brought it was not confirmed"
        ),
    }
}

/// A family of systems.
pub fn system(platform: Platform) -> &'static str {
    match platform {
        Platform::Windows => "Windows",
        Platform::Apple => "Apple",
    }
}
