//! What was probably meant by a trigger that no catalog has: a class of Windows with its constructor's arguments, a request of
//! Apple's, an event of the system, a slip of the pen.

use super::ONCE;
use super::takes::Form;
use crate::catalog::{ParameterKind, TriggerFacts, TriggerKind, apple_request, values::system_trigger_type};
use crate::grammar::suggestion::closest;

/// Help for a trigger that is written so.
pub(super) fn help(written: &str, in_rust: bool) -> String {
    let written = Written::of(written);
    if let Some(facts) = written.trigger() {
        return format!("did you mean `{}`?", written.as_trigger(facts, in_rust));
    }
    if let Some((request, facts)) = written.request() {
        let form = Form { in_rust, once: false };
        return format!("did you mean `{}`? on Apple systems that is a {}", form.example(facts), request.class);
    }
    if let Some(event) = closest(written.name, system_trigger_type::ALL.iter().map(|event| event.name)) {
        let form = Form { in_rust, once: false };
        return format!("did you mean `{}`?", form.with(TriggerKind::System.facts(), Some(event)));
    }
    String::from(
        "triggers are named by their Windows class in kebab case, such as `time:15`, `maintenance:60`, \
         `system:TimeZoneChange`, `push-notification`",
    )
}

/// The last part of a qualified name, in Rust, C++ or C#: of `SystemTriggerType.UserPresent` the event.
pub(super) fn unqualified(name: &str) -> &str {
    name.rsplit(['.', ':']).next().unwrap_or(name).trim()
}

/// A trigger as it may be written elsewhere, taken apart: `new TimeTrigger(15, false)`, `TimeTrigger::Create(15, false)`,
/// `time=15`.
struct Written<'t> {
    name: &'t str,
    arguments: Vec<&'t str>,
}

impl<'t> Written<'t> {
    fn of(text: &'t str) -> Self {
        let text = text.trim().trim_end_matches(';');
        let text = text.strip_prefix("new ").unwrap_or(text).trim();
        let (name, arguments) = match text.split_once('(') {
            Some((name, arguments)) => (name, arguments.trim_end_matches(')')),
            None => {
                let ends = |(at, char): (usize, char)| {
                    matches!(char, '=' | ',' | ' ')
                        || char == ':' && !text[..at].ends_with(':') && !text[at + 1..].starts_with(':')
                };
                match text.char_indices().find(|found| ends(*found)) {
                    Some((at, _)) => (&text[..at], &text[at + 1..]),
                    None => (text, ""),
                }
            }
        };
        let name = ["::new", "::Create", "::CreateInstance"]
            .iter()
            .fold(name, |name, made| name.strip_suffix(made).unwrap_or(name));
        let arguments = arguments.split(',').map(str::trim).filter(|argument| !argument.is_empty());
        Self { name: unqualified(name), arguments: arguments.collect() }
    }

    /// The trigger of this name, or of the nearest.
    fn trigger(&self) -> Option<&'static TriggerFacts> {
        let names = TriggerKind::ALL.iter().map(|kind| kind.facts().name);
        TriggerKind::from_class(self.name)
            .or_else(|| TriggerKind::from_name(self.name))
            .or_else(|| TriggerKind::from_name(closest(self.name, names.clone())?))
            .or_else(|| TriggerKind::from_name(closest(self.name.strip_suffix("Trigger")?, names)?))
            .map(TriggerKind::facts)
    }

    /// The request of this name on Apple systems, and the first trigger that becomes one.
    fn request(&self) -> Option<(&'static apple_request::RequestFacts, &'static TriggerFacts)> {
        let request = apple_request::ALL.iter().find(|request| {
            [request.class, request.task_class].contains(&self.name)
                || request.kind.is_some_and(|kind| kind.name() == self.name)
                || request.mode == Some(self.name)
        })?;
        let becomes = |kind: &&TriggerKind| kind.facts().apple.kind == request.kind && request.kind.is_some();
        Some((request, TriggerKind::ALL.iter().find(becomes)?.facts()))
    }

    /// The trigger as an annotation has it: with its arguments where they are clear, else with an example's.
    fn as_trigger(&self, facts: &TriggerFacts, in_rust: bool) -> String {
        if facts.construction.needs_with() {
            return format!("with(\"{}\", path::to::function)", facts.name);
        }
        let mut form = Form { in_rust, once: false };
        let mut argument = None;
        for written in &self.arguments {
            match unqualified(written) {
                // The constructors' `oneShot`, and the value `Once` of a recurrence.
                flag if flag == "true" || flag.eq_ignore_ascii_case(ONCE) => form.once = facts.one_shot,
                "false" => {}
                _ if argument.is_none() => argument = taken(facts, written, in_rust),
                _ => {}
            }
        }
        match (&argument, &facts.parameter) {
            (None, Some(parameter)) if parameter.required => form.example(facts),
            _ => form.with(facts, argument.as_deref()),
        }
    }
}

/// The argument, if the trigger can take it.
fn taken(facts: &TriggerFacts, written: &str, in_rust: bool) -> Option<String> {
    match facts.parameter?.kind {
        ParameterKind::Minutes { .. } => unqualified(written).parse::<u32>().ok().map(|minutes| minutes.to_string()),
        ParameterKind::Text if in_rust => written.starts_with('"').then(|| String::from(written)),
        // Without quotes it is the name of a variable.
        ParameterKind::Text => Some(String::from(written.strip_prefix('"')?.strip_suffix('"')?)),
        ParameterKind::Value(values) => {
            closest(unqualified(written), values.iter().map(|value| value.name)).map(String::from)
        }
    }
}
