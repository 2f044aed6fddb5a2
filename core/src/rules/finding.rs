//! A broken rule, with its place and words.

use super::{Rule, Severity};
use crate::model::Text;

/// The words of a finding.
pub type Message = Text<384>;

/// What of a task's or an app's annotation a finding is about. Who has the source knows the place of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Site {
    /// The annotated item.
    Item,
    /// The trigger.
    Trigger,
    /// What follows the trigger's name.
    TriggerArgument,
    /// The trigger's `once`.
    TriggerFlag,
    /// The condition with this index.
    Condition(usize),
    /// `name`
    Name,
    /// `cancel_on_condition_loss`
    CancelOnConditionLoss,
    /// `network_requested`
    NetworkRequested,
    /// `group`
    Group,
    /// `windows(model)`, or the app's `model`
    Model,
    /// `windows(entry_point)`
    EntryPoint,
    /// `windows(clsid)`
    Clsid,
    /// `apple(kind)`
    AppleKind,
    /// `apple(identifier)`
    Identifier,
    /// `apple(network)`
    AppleNetwork,
    /// `apple(external_power)`
    ExternalPower,
    /// The app's `namespace`
    Namespace,
    /// The app's `identifier_prefix`
    IdentifierPrefix,
    /// The app's mode with this index.
    Mode(usize),
    /// The app's `exits_on_suspend`
    ExitsOnSuspend,
}

/// A broken rule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// What it is about.
    pub site: Site,
    /// What is wrong.
    pub message: Message,
    /// What to do about it.
    pub help: Message,
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Finding {
    /// A finding.
    pub const fn new(rule: &'static Rule, site: Site, message: Message, help: Message) -> Self {
        Self { rule, site, message, help }
    }

    /// The whole text, as a compile error shows it: number, message, help, and where to read on.
    pub const fn text(&self) -> Text<1024> {
        let text = Text::new(self.rule.id).with(": ").with(self.message.as_str());
        let text = if self.help.is_empty() { text } else { text.with("\n\nhelp: ").with(self.help.as_str()) };
        text.with("\nnote: `cargo bgtask explain ").with(self.rule.id).with("` tells more")
    }
}

/// The findings of one check: a list that const evaluation can hold.
#[derive(Clone, Copy, Debug)]
pub struct Findings {
    found: [Option<Finding>; Self::MOST],
    len: usize,
}

impl Findings {
    /// The most that are kept. No task can break more rules than there are checks for it.
    const MOST: usize = 24;

    /// Nothing found.
    pub const NONE: Self = Self { found: [None; Self::MOST], len: 0 };

    pub(super) const fn and(mut self, finding: Option<Finding>) -> Self {
        if finding.is_some() && self.len < Self::MOST {
            self.found[self.len] = finding;
            self.len += 1;
        }
        self
    }

    pub(super) const fn and_all(mut self, more: Self) -> Self {
        let mut at = 0;
        while at < more.len {
            self = self.and(more.found[at]);
            at += 1;
        }
        self
    }

    /// The findings, in the order of the checks.
    pub fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.found.iter().flatten()
    }

    /// The text of the first finding that stops a compilation: of an error, and under `strict` of a warning.
    pub const fn first_error(&self, strict: bool) -> Option<Text<1024>> {
        let mut at = 0;
        while at < self.len {
            if let Some(finding) = &self.found[at]
                && (strict || matches!(finding.rule.severity, Severity::Error))
            {
                return Some(finding.text());
            }
            at += 1;
        }
        None
    }
}
