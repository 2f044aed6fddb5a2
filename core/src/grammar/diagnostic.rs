//! A broken rule at a place in the source.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;

use crate::rules::{Finding, Findings, Rule, Severity, Site};

/// From one token to another, as stable macros can't join spans.
#[derive(Clone, Copy, Debug)]
pub struct Region {
    /// The first token.
    pub start: Span,
    /// The last token.
    pub end: Span,
}

impl Region {
    /// The region of these tokens; the macro's own when there are none.
    pub fn of(tokens: &impl ToTokens) -> Self {
        let mut tokens = tokens.to_token_stream().into_iter();
        let start = tokens.next().map_or_else(Span::call_site, |token| token.span());
        Self { start, end: tokens.last().map_or(start, |token| token.span()) }
    }
}

impl From<Span> for Region {
    fn from(span: Span) -> Self {
        Self { start: span, end: span }
    }
}

/// A broken rule at a place in the source.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The rule.
    pub rule: &'static Rule,
    /// Where.
    pub region: Region,
    /// What is wrong.
    pub message: String,
    /// What to do about it; empty when there is nothing to say.
    pub help: String,
}

impl Diagnostic {
    /// What a check found, at the place that it is about.
    pub fn from_finding(finding: &Finding, region: Region) -> Self {
        Self { rule: finding.rule, region, message: finding.message.to_string(), help: finding.help.to_string() }
    }

    /// Whether it stops a compilation.
    pub fn is_error(&self) -> bool {
        self.rule.severity == Severity::Error
    }

    /// The whole text, as [`Finding::text`] has it.
    pub fn text(&self) -> String {
        let id = self.rule.id;
        let help = if self.help.is_empty() { String::new() } else { format!("\n\nhelp: {}", self.help) };
        format!("{id}: {}{help}\nnote: `cargo bgtask explain {id}` tells more", self.message)
    }

    /// A compile error at the place.
    pub fn to_compile_error(&self) -> TokenStream {
        // The first and the last token's spans make rustc underline all between them.
        let error = syn::Error::new(self.region.start, self.text());
        let end = self.region.end;
        let mut tokens: Vec<_> = error.to_compile_error().into_iter().collect();
        if let Some(last) = tokens.last_mut() {
            last.set_span(end);
        }
        tokens.into_iter().collect()
    }
}

/// What is wrong, gathered. Dropping it unread is a mistake of ours, and debug builds say so.
#[derive(Debug, Default)]
#[must_use]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
    read: bool,
}

impl Diagnostics {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a broken rule.
    pub fn add(
        &mut self,
        rule: &'static Rule,
        region: impl Into<Region>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.push(Diagnostic { rule, region: region.into(), message: message.into(), help: help.into() });
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Adds what a check found, at the places that `region` gives.
    pub fn add_findings(&mut self, findings: &Findings, region: impl Fn(Site) -> Region) {
        self.found.extend(findings.iter().map(|finding| Diagnostic::from_finding(finding, region(finding.site))));
    }

    /// Adds all of another.
    pub fn append(&mut self, other: Self) {
        self.found.append(&mut other.into_vec());
    }

    /// Whether anything stops a compilation.
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(Diagnostic::is_error)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// What was gathered after the first `before`.
    pub(super) fn after(&self, before: usize) -> &[Diagnostic] {
        self.found.get(before..).unwrap_or_default()
    }

    /// What was gathered, in the order in which it was found.
    pub fn into_vec(mut self) -> Vec<Diagnostic> {
        self.read = true;
        core::mem::take(&mut self.found)
    }
}

impl Drop for Diagnostics {
    fn drop(&mut self) {
        // While another panic unwinds, a second one would abort and hide the first.
        debug_assert!(
            self.read || self.found.is_empty() || std::thread::panicking(),
            "diagnostics dropped unread: {:?}",
            self.found
        );
    }
}
