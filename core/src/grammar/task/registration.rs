//! The arguments of one attribute.

use proc_macro2::{Ident, TokenStream};
use syn::{Meta, Path};

use super::{Places, Registration};
use crate::catalog::{Condition, HostingModel};
use crate::grammar::arguments::{AppleArguments, TaskArguments, WindowsArguments, inner, single};
use crate::grammar::text::cut;
use crate::grammar::trigger::{self, OwnedTrigger};
use crate::grammar::value::{self, Spanned};
use crate::grammar::{Diagnostic, Diagnostics, Region, suggestion};
use crate::grammar::{allow, platforms};
use crate::model::{AppleKind, Guid, Place};
use crate::rules::{self, Finding, Site, annotation, conditions, names};

/// The places and values of one registration while they are read.
struct Reader<'e> {
    sites: Vec<(Site, Region)>,
    errors: &'e mut Diagnostics,
}

impl Reader<'_> {
    fn keep<T>(&mut self, site: Site, read: Option<Spanned<T>>) -> Option<T> {
        let read = read?;
        self.sites.push((site, read.region));
        Some(read.value)
    }

    fn text(&mut self, site: Site, arguments: &[Meta]) -> Option<String> {
        let read = single(arguments, self.errors).and_then(|meta| value::text(meta, self.errors));
        self.keep(site, read)
    }

    fn switch(&mut self, site: Site, arguments: &[Meta]) -> Option<bool> {
        let read = single(arguments, self.errors).and_then(|meta| value::switch(meta, self.errors));
        self.keep(site, read)
    }

    fn one_of<T: Copy>(
        &mut self,
        site: Site,
        arguments: &[Meta],
        what: &str,
        known: &[T],
        name: impl Fn(T) -> &'static str,
    ) -> Option<T> {
        let meta = single(arguments, self.errors)?;
        let value = value::expression(meta, self.errors)?;
        let read = value::one_of(value, what, known, name, self.errors);
        self.keep(site, read)
    }

    fn path(&mut self, arguments: &[Meta]) -> Option<Path> {
        single(arguments, self.errors).and_then(|meta| value::path(meta, self.errors))
    }
}

/// Reads one registration, and checks what can be said of it by itself.
pub(super) fn read(
    tokens: &TokenStream,
    type_name: &str,
    Places { item, attribute }: Places,
    errors: &mut Diagnostics,
) -> Registration {
    let before = errors.len();
    let arguments = TaskArguments::read("#[background_task]", tokens, errors);
    // What may have been meant for the trigger is not missed again.
    let may_be_trigger = |diagnostic: &Diagnostic| {
        diagnostic.rule == annotation::MALFORMED_ATTRIBUTE || diagnostic.help.contains("`trigger")
    };
    let lost = errors.after(before).iter().any(may_be_trigger);
    let mut reader = Reader { sites: Vec::new(), errors };
    let trigger = match single(&arguments.trigger, reader.errors) {
        Some(meta) => read_trigger(meta, reader.errors),
        None if lost => None,
        None => missing_trigger(attribute, reader.errors),
    };
    let (conditions, condition_idents) = read_conditions(&arguments, &mut reader);
    let windows = nested(&arguments.windows, reader.errors)
        .map(|tokens| WindowsArguments::read("windows(…)", &tokens, reader.errors));
    let apple =
        nested(&arguments.apple, reader.errors).map(|tokens| AppleArguments::read("apple(…)", &tokens, reader.errors));
    let name = reader.text(Site::Name, &arguments.name);
    let mut registration = Registration {
        name: name.unwrap_or_else(|| type_name.to_string()),
        type_name: type_name.to_string(),
        complete: trigger.is_some(),
        trigger: trigger.unwrap_or_else(|| OwnedTrigger::unknown(attribute)),
        conditions,
        condition_idents,
        cancel_on_condition_loss: reader
            .switch(Site::CancelOnConditionLoss, &arguments.cancel_on_condition_loss)
            .unwrap_or_default(),
        network_requested: reader.switch(Site::NetworkRequested, &arguments.network_requested).unwrap_or_default(),
        group: reader.text(Site::Group, &arguments.group),
        model: None,
        entry_point: None,
        clsid: None,
        run_in_standby: false,
        apple_kind: None,
        identifier: None,
        external_power: None,
        apple_network: None,
        platforms: platforms::read(&arguments.platforms, reader.errors),
        allow: read_allow(&arguments.allow, &mut reader),
        create: reader.path(&arguments.create),
        bgtask: reader.path(&arguments.bgtask),
        item,
        attribute,
        sites: Vec::new(),
    };
    if let Some(windows) = windows {
        registration.model =
            reader.one_of(Site::Model, &windows.model, "hosting model", HostingModel::ALL, HostingModel::name);
        registration.entry_point = reader.text(Site::EntryPoint, &windows.entry_point);
        registration.clsid = read_clsid(&windows.clsid, &mut reader);
        registration.run_in_standby = reader.switch(Site::RunInStandby, &windows.run_in_standby).unwrap_or_default();
    }
    if let Some(apple) = apple {
        registration.apple_kind =
            reader.one_of(Site::AppleKind, &apple.kind, "kind of request", AppleKind::ALL, AppleKind::name);
        registration.identifier = reader.text(Site::Identifier, &apple.identifier);
        registration.external_power = reader.switch(Site::ExternalPower, &apple.external_power);
        registration.apple_network = reader.switch(Site::AppleNetwork, &apple.network);
    }
    registration.sites = reader.sites;
    let findings = rules::check_task(&registration.spec(Place::UNKNOWN));
    // Conditions that could not be read are conditions all the same, and an item without a name was refused.
    let has_conditions = !arguments.condition.is_empty() || !arguments.conditions.is_empty();
    let was_told = |finding: &Finding| {
        has_conditions && finding.rule == conditions::CANCEL_WITHOUT_CONDITION
            || registration.name.is_empty() && arguments.name.is_empty() && finding.rule == names::MALFORMED_NAME
    };
    for finding in findings.iter().filter(|finding| !was_told(finding)) {
        errors.push(Diagnostic::from_finding(finding, registration.region(finding.site)));
    }
    registration
}

fn read_allow(arguments: &[Meta], reader: &mut Reader<'_>) -> Vec<&'static str> {
    let allowed = allow::read(arguments, reader.errors);
    reader.sites.extend(allowed.iter().enumerate().map(|(at, allowed)| (Site::Allow(at), allowed.region)));
    allowed.into_iter().map(|allowed| allowed.value).collect()
}

fn nested(arguments: &[Meta], errors: &mut Diagnostics) -> Option<TokenStream> {
    single(arguments, errors).and_then(|meta| inner(meta, errors))
}

fn missing_trigger(attribute: Region, errors: &mut Diagnostics) -> Option<OwnedTrigger> {
    errors.add(
        annotation::MISSING_TRIGGER,
        attribute,
        "a background task needs a trigger",
        "say what starts it: `trigger = \"time:15\"`, `trigger = \"system:TimeZoneChange\"`, …",
    );
    None
}

fn read_trigger(meta: &Meta, errors: &mut Diagnostics) -> Option<OwnedTrigger> {
    let value = value::expression(meta, errors)?;
    trigger::read(value, errors)
}

fn read_conditions(arguments: &TaskArguments, reader: &mut Reader<'_>) -> (Vec<Condition>, Vec<Option<Ident>>) {
    let errors = &mut *reader.errors;
    let mut values = Vec::new();
    for meta in &arguments.condition {
        values.extend(value::expression(meta, errors).cloned());
    }
    if let Some(meta) = single(&arguments.conditions, errors) {
        values.extend(value::list(meta, errors));
    }
    let mut found = (Vec::new(), Vec::new());
    for value in &values {
        let Some(word) = value::word(value, errors) else { continue };
        if let Some(condition) = Condition::ALL.iter().copied().find(|known| known.name() == word.text) {
            reader.sites.push((Site::Condition(found.0.len()), word.region));
            found.0.push(condition);
            found.1.push(word.ident);
        } else {
            errors.add(
                conditions::UNKNOWN_CONDITION,
                word.region,
                format!("no condition is called `{}`", cut(&word.text)),
                several_in_one(&word.text)
                    .unwrap_or_else(|| suggestion::help(&word.text, Condition::ALL.iter().map(|known| known.name()))),
            );
        }
    }
    found
}

/// Help for conditions that stand in one text, with commas between.
fn several_in_one(text: &str) -> Option<String> {
    let names: Vec<_> = text.split(',').map(str::trim).collect();
    let known = |name: &&str| Condition::ALL.iter().any(|condition| condition.name() == *name);
    (names.len() > 1 && names.iter().all(known))
        .then(|| format!("each is a text of its own: `conditions(\"{}\")`", names.join("\", \"")))
}

fn read_clsid(arguments: &[Meta], reader: &mut Reader<'_>) -> Option<Guid> {
    let meta = single(arguments, reader.errors)?;
    let text = value::text(meta, reader.errors)?;
    let Some(clsid) = Guid::parse(&text.value) else {
        reader.errors.add(
            names::MALFORMED_CLSID,
            text.region,
            format!("\"{}\" is not a GUID", cut(&text.value)),
            "write 8-4-4-4-12 hexadecimal digits, such as the output of `uuidgen`",
        );
        return None;
    };
    reader.sites.push((Site::Clsid, text.region));
    Some(clsid)
}
