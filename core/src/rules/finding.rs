//! A broken rule, with its place and words.

use super::{Rule, Severity};
use crate::model::{Place, Platforms, Text};

/// The words of a finding.
pub type Message = Text<384>;

impl Message {
    /// This message followed by a name of the user's, shortened where it is long: a message with three names still fits.
    pub(super) const fn with_name(self, name: &str) -> Self {
        self.with_at_most(name, 80)
    }

    /// This message followed by where something was declared, in brackets, if that is known. Of the path of a file elsewhere,
    /// as the compiler gives it of a dependency, the end counts.
    pub(super) const fn with_place(self, place: &Place<'_>) -> Self {
        if place.file.is_empty() {
            return self;
        }
        let end = place.file.split_at(start_of_end(place.file)).1;
        let text = if end.len() < place.file.len() { self.with(" (…") } else { self.with(" (") };
        text.with_at_most(end, 100).with(":").with_number(place.line as u64).with(")")
    }
}

/// Where the last three parts of an absolute path begin; of another, its last 100 bytes.
const fn start_of_end(path: &str) -> usize {
    let bytes = path.as_bytes();
    let is_absolute = is_separator(bytes[0]) || (bytes.len() > 1 && bytes[1] == b':');
    let least = bytes.len().saturating_sub(100);
    let (mut start, mut parts) = (bytes.len(), 0);
    while start > least && !(is_absolute && parts == 3) {
        start -= 1;
        if is_separator(bytes[start]) {
            parts += 1;
        }
    }
    while bytes[start] & 0xC0 == 0x80 {
        start += 1;
    }
    start
}

const fn is_separator(byte: u8) -> bool {
    matches!(byte, b'/' | b'\\')
}

/// The texts of several findings: of more than anybody reads at once.
pub type ErrorText = Text<8192>;

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
    /// `windows(run_in_standby)`
    RunInStandby,
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
    /// The number with this index in `allow`
    Allow(usize),
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

    /// Whether it stops a compilation.
    const fn is_told(&self, strict: bool) -> bool {
        strict || matches!(self.rule.severity, Severity::Error)
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
    /// The most that are kept: more than a reader mends at a time. An error is never lost to a warning.
    const MOST: usize = 24;

    /// Nothing found.
    pub const NONE: Self = Self { found: [None; Self::MOST], len: 0 };

    /// Adds one, if there is one. In place: a list takes much room, and to copy it takes long.
    pub(super) const fn add(&mut self, finding: Option<Finding>) {
        let Some(found) = &finding else { return };
        if self.len < Self::MOST {
            self.found[self.len] = finding;
            self.len += 1;
        } else if let (Severity::Error, Some(at)) = (found.rule.severity, self.last_warning()) {
            self.found[at] = finding;
        }
    }

    /// Adds those of another list.
    pub const fn add_all(&mut self, more: &Self) {
        let mut at = 0;
        while at < more.len {
            self.add(more.found[at]);
            at += 1;
        }
    }

    /// Keeps those whose rule is set by one of these platforms.
    pub(super) const fn keep_set_by(&mut self, platforms: Platforms) {
        let (mut kept, mut at) = (0, 0);
        while at < self.len {
            if let Some(finding) = &self.found[at] {
                let both = finding.rule.platforms.and(platforms);
                if both.windows || both.apple {
                    self.found[kept] = self.found[at];
                    kept += 1;
                }
            }
            at += 1;
        }
        while self.len > kept {
            self.len -= 1;
            self.found[self.len] = None;
        }
    }

    /// Those that are not allowed. An error never is.
    #[must_use]
    pub const fn without(self, allowed: &[&str]) -> Self {
        if allowed.is_empty() {
            return self;
        }
        let mut kept = Self::NONE;
        let mut at = 0;
        while at < self.len {
            if let Some(finding) = &self.found[at]
                && !finding.rule.is_allowed(allowed)
            {
                kept.add(self.found[at]);
            }
            at += 1;
        }
        kept
    }

    const fn last_warning(&self) -> Option<usize> {
        let mut at = self.len;
        while at > 0 {
            at -= 1;
            if let Some(finding) = &self.found[at]
                && matches!(finding.rule.severity, Severity::Warning)
            {
                return Some(at);
            }
        }
        None
    }

    /// Whether nothing was found.
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The findings, in the order of the checks.
    pub fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.found.iter().flatten()
    }

    /// The first finding that stops a compilation: an error, and under `strict` a warning too.
    pub const fn first_told(&self, strict: bool) -> Option<&Finding> {
        let mut at = 0;
        while at < self.len {
            if let Some(finding) = &self.found[at]
                && finding.is_told(strict)
            {
                return Some(finding);
            }
            at += 1;
        }
        None
    }

    /// The texts of the findings that stop a compilation, with an empty line between: of the errors, and under `strict` of
    /// the warnings too. `None` when there are none.
    pub const fn errors(&self, strict: bool) -> Option<ErrorText> {
        let mut text = ErrorText::EMPTY;
        let mut at = 0;
        while at < self.len {
            if let Some(finding) = &self.found[at]
                && finding.is_told(strict)
            {
                text = if text.is_empty() { text } else { text.with("\n\n") };
                text = text.with(finding.text().as_str());
            }
            at += 1;
        }
        if text.is_empty() { None } else { Some(text) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Finding, Findings, Message, Site};
    use crate::model::{Place, Platforms};
    use crate::rules::{Rule, annotation, triggers};

    fn finding(rule: &'static Rule, at: usize) -> Finding {
        Finding::new(rule, Site::Condition(at), Message::EMPTY, Message::EMPTY)
    }

    fn all(found: impl IntoIterator<Item = Finding>) -> Findings {
        found.into_iter().fold(Findings::NONE, and)
    }

    fn and(mut found: Findings, one: Finding) -> Findings {
        found.add(Some(one));
        found
    }

    fn set_by(mut found: Findings, platforms: Platforms) -> Findings {
        found.keep_set_by(platforms);
        found
    }

    #[test]
    fn an_error_is_never_lost_to_a_warning() {
        let warnings = all((0..30).map(|at| finding(triggers::INTERVAL_TOO_LONG, at)));
        assert_eq!(warnings.iter().count(), Findings::MOST);
        assert_eq!(warnings.errors(false), None);
        let found = and(warnings, finding(triggers::INTERVAL_TOO_SHORT, 30));
        assert_eq!(found.iter().count(), Findings::MOST);
        assert!(found.errors(false).is_some_and(|text| text.as_str().starts_with("BG0101: ")));
        let errors = all((0..30).map(|at| finding(triggers::INTERVAL_TOO_SHORT, at)));
        let told: Vec<_> =
            and(errors, finding(triggers::INTERVAL_TOO_LONG, 30)).iter().map(|found| found.site).collect();
        assert_eq!(
            told,
            (0..Findings::MOST).map(Site::Condition).collect::<Vec<_>>(),
            "the first errors, in their order"
        );
    }

    #[test]
    fn a_place_elsewhere_is_told_by_the_end_of_its_path() {
        let at = |file: &str| Message::new("there").with_place(&Place { file, line: 12, ..Place::UNKNOWN }).to_string();
        assert_eq!(at(""), "there");
        assert_eq!(at("src/feed.rs"), "there (src/feed.rs:12)");
        assert_eq!(at("members/feed/src/tasks/feed.rs"), "there (members/feed/src/tasks/feed.rs:12)");
        assert_eq!(at("/somewhere/else/feed/src/feed.rs"), "there (…/feed/src/feed.rs:12)");
        assert_eq!(at("C:\\else\\feed\\src\\feed.rs"), "there (…\\feed\\src\\feed.rs:12)");
        assert_eq!(at("/feed.rs"), "there (/feed.rs:12)");
        assert_eq!(at(&format!("{}/feed.rs", "a".repeat(100))), format!("there (…{}/feed.rs:12)", "a".repeat(92)));
        assert_eq!(at(&"é".repeat(51)), format!("there (…{}:12)", "é".repeat(50)));
        assert_eq!(at(&format!("{}a", "é".repeat(50))), format!("there (…{}a:12)", "é".repeat(49)));
    }

    #[test]
    fn the_first_that_is_told_is_the_first_error() {
        let found = all([finding(triggers::INTERVAL_TOO_LONG, 0), finding(triggers::INTERVAL_TOO_SHORT, 1)]);
        let first = |strict| found.first_told(strict).map(|found| found.rule.id);
        assert_eq!(first(false), Some("BG0101"));
        assert_eq!(first(true), Some("BG0120"));
        assert_eq!(Findings::NONE.first_told(true), None);
    }

    #[test]
    fn all_errors_are_told_in_one_text() {
        let found = all([
            finding(triggers::INTERVAL_TOO_SHORT, 0),
            finding(triggers::INTERVAL_TOO_LONG, 0),
            finding(annotation::MALFORMED_VALUE, 0),
        ]);
        let numbers = |strict| {
            let text = found.errors(strict).expect("there are some");
            let told = text.as_str().split("\n\n").map(|told| told.split(':').next().unwrap_or_default().to_owned());
            told.collect::<Vec<_>>()
        };
        assert_eq!(numbers(false), ["BG0101", "BG0005"]);
        assert_eq!(numbers(true), ["BG0101", "BG0120", "BG0005"]);
    }

    #[test]
    fn what_is_allowed_is_a_warning() {
        let found = all([
            finding(triggers::INTERVAL_TOO_SHORT, 0),
            finding(triggers::INTERVAL_TOO_LONG, 1),
            finding(triggers::RESTRICTED_TRIGGER, 2),
        ]);
        let kept = |allowed| found.without(allowed).iter().map(|found| found.rule.id).collect::<Vec<_>>();
        assert_eq!(kept(&[]), ["BG0101", "BG0120", triggers::RESTRICTED_TRIGGER.id]);
        assert_eq!(kept(&["BG0120", "BG0101"]), ["BG0101", triggers::RESTRICTED_TRIGGER.id]);
    }

    #[test]
    fn a_rule_binds_only_the_platforms_that_set_it() {
        let found = all([finding(triggers::INTERVAL_TOO_SHORT, 0), finding(annotation::MALFORMED_VALUE, 1)]);
        assert_eq!(set_by(found, Platforms::ALL).iter().count(), 2);
        assert_eq!(set_by(found, Platforms::WINDOWS).iter().count(), 2);
        let on_apple: Vec<_> = set_by(found, Platforms::APPLE).iter().map(|found| found.rule.id).collect();
        assert_eq!(on_apple, ["BG0005"], "the one of all platforms");
        assert!(set_by(found, Platforms::NONE).is_empty());
    }
}
