//! Reads annotated source as a tool does: each task and app by the grammar, then the app with its tasks.

use std::fmt;

use bgtask_core::grammar::{AppItem, Diagnostic, Region, TaskItem};
use bgtask_core::model::{Place, ResolvedTask};
use bgtask_core::resolve::{self, Name};
use bgtask_core::rules::{self, Findings, Severity, Site};
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;

/// What is told of a source: a broken rule, and the text at its place.
#[derive(Clone, PartialEq)]
pub struct Told {
    pub id: &'static str,
    pub severity: Severity,
    pub at: String,
    pub message: String,
    pub help: String,
}

impl Told {
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl fmt::Debug for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, severity, at, message, help } = self;
        write!(f, "\n  {} {id} at `{at}`: {message}; help: {help}", severity.name())
    }
}

/// An annotated item: its name, the arguments of its first attribute, and the rest of its tokens.
struct Annotated {
    attribute: String,
    arguments: TokenStream,
    item: TokenStream,
}

fn annotated(item: &syn::Item) -> Option<Annotated> {
    let mut found = None;
    let mut rest = TokenStream::new();
    let mut tokens = item.to_token_stream().into_iter().peekable();
    while let Some(token) = tokens.next() {
        let is_pound = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '#');
        if found.is_none()
            && is_pound
            && let Some(TokenTree::Group(group)) = tokens.peek()
            && let Some(of_attribute) = attribute(&group.stream())
        {
            found = Some(of_attribute);
            tokens.next();
        } else {
            rest.extend([token]);
        }
    }
    found.map(|(attribute, arguments)| Annotated { attribute, arguments, item: rest })
}

fn attribute(tokens: &TokenStream) -> Option<(String, TokenStream)> {
    let mut tokens = tokens.clone().into_iter();
    let TokenTree::Ident(name) = tokens.next()? else { return None };
    let name = name.to_string();
    let arguments = match tokens.next() {
        Some(TokenTree::Group(arguments)) => arguments.stream(),
        _ => TokenStream::new(),
    };
    name.starts_with("background_").then_some((name, arguments))
}

/// The text at a region, which lies in `source` unless it is nowhere.
pub fn text_at(source: &str, region: Region) -> &str {
    &source[region.start.byte_range().start..region.end.byte_range().end]
}

struct Reader<'s> {
    source: &'s str,
    told: Vec<Told>,
}

impl Reader<'_> {
    fn tell(&mut self, diagnostic: &Diagnostic) {
        let told = Told {
            id: diagnostic.rule.id,
            severity: diagnostic.rule.severity,
            at: text_at(self.source, diagnostic.region).to_string(),
            message: diagnostic.message.clone(),
            help: diagnostic.help.clone(),
        };
        // The checks of an app repeat those of its tasks.
        if !self.told.contains(&told) {
            self.told.push(told);
        }
    }

    fn tell_all(&mut self, findings: &Findings, region: impl Fn(Site) -> Region) {
        for finding in findings.iter() {
            let diagnostic = Diagnostic::from_finding(finding, region(finding.site));
            assert!(!finding.message.is_cut() && !finding.help.is_cut() && !finding.text().is_cut(), "{diagnostic:?}");
            assert_eq!(finding.text().as_str(), diagnostic.text(), "macro and const evaluation print the same");
            self.tell(&diagnostic);
        }
    }
}

/// Everything that is told of a source with tasks and at most one app.
pub fn read(source: &str) -> Vec<Told> {
    let mut reader = Reader { source, told: Vec::new() };
    let (mut tasks, mut app) = (Vec::new(), None);
    for item in &syn::parse_file(source).expect("the test's own source is Rust").items {
        let Some(Annotated { attribute, arguments, item }) = annotated(item) else { continue };
        if attribute == "background_app" {
            let mut read = AppItem::read(&arguments, item).expect("its head is Rust");
            for diagnostic in core::mem::take(&mut read.diagnostics).into_vec() {
                reader.tell(&diagnostic);
            }
            app = Some(read);
        } else {
            let mut read = TaskItem::read(arguments, item).expect("its head is Rust");
            for diagnostic in core::mem::take(&mut read.diagnostics).into_vec() {
                reader.tell(&diagnostic);
            }
            tasks.push(read);
        }
    }
    if let Some(app) = app {
        read_app(&app, &tasks, &mut reader);
    }
    reader.told
}

fn read_app(app: &AppItem, tasks: &[TaskItem], reader: &mut Reader<'_>) {
    let modes = app.modes();
    let spec = app.spec(Place::UNKNOWN, &modes);
    let shared = resolve::shared_identifiers(spec.identifier_prefix.unwrap_or_default());
    let listed: Vec<&TaskItem> = app
        .tasks
        .iter()
        .flatten()
        .filter_map(|listed| {
            let name = &listed.path.segments.last()?.ident;
            tasks.iter().find(|task| task.head.name() == Some(name))
        })
        .collect();
    let entry_points: Vec<Name> = listed
        .iter()
        .map(|task| {
            let type_name = task.head.name().map(ToString::to_string).unwrap_or_default();
            resolve::default_entry_point(spec.namespace, &type_name)
        })
        .collect();
    let mut registrations = Vec::new();
    let mut resolved: Vec<ResolvedTask<'_>> = Vec::new();
    for (entry, task) in (0_u16..).zip(&listed) {
        for registration in task.registrations.iter().filter(|registration| registration.is_complete()) {
            let entry_point = entry_points[usize::from(entry)].as_str();
            let spec_of_task = registration.spec(Place::UNKNOWN);
            resolved.push(resolve::task(&spec, spec_of_task, entry, entry_point, &shared.as_strs()));
            registrations.push(registration);
        }
    }
    let apart = rules::stand_apart(&resolved);
    assert!(!apart || (0..resolved.len()).all(|at| rules::check_among(&resolved, at).is_empty()), "the quick look");
    reader.tell_all(&rules::check_app(&spec), |site| app.region(site));
    for (at, registration) in registrations.iter().enumerate() {
        reader.tell_all(&rules::check_entry(&spec, &resolved, at), |site| registration.region(site));
    }
    reader.tell_all(&rules::check_with_tasks(&spec, &resolved), |site| app.region(site));
}
