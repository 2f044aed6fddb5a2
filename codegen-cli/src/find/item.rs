//! Annotated items, handed to the grammar.
//!
//! The text from the first attribute to the item's body is parsed, with blanks in place of all that is neither an argument
//! of an annotation nor the item's head, so that what the parser says of a place holds for the file.

use bgtask_core::grammar::{AppItem, Diagnostics, HeadKind, Region, TASK_ATTRIBUTE, TaskItem};
use bgtask_core::model::Place as ModelPlace;
use bgtask_core::rules::{Rule, annotation};
use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use syn::Meta;

use super::attributes::Mark;
use super::declaration::{Declaration, Registration, Sites, range};
use super::problems::Problems;
use super::walk::Sighting;
use super::words::Meaning;
use crate::problem::Problem;
use crate::source::{Place, Sources};

/// A task as read, if anything could be read.
pub(super) struct ReadTask {
    pub type_name: String,
    pub is_function: bool,
    pub registrations: Vec<Registration>,
}

/// An app as read.
pub(super) struct ReadApp {
    pub declaration: Declaration,
    /// Its list, if it has one.
    pub tasks: Option<Vec<ReadEntry>>,
}

/// An entry of an app's list as read.
pub(super) struct ReadEntry {
    /// The path of the task, as written; a leading `::` is an empty first part.
    pub path: Vec<String>,
    pub place: Place,
    /// What stands in its `cfg` attributes, each with its place.
    pub cfgs: Vec<(String, Place)>,
}

/// Reads the annotations of an item that make it a task.
pub(super) fn task(sighting: &Sighting, sources: &Sources, problems: &mut Problems) -> Option<ReadTask> {
    let item = Annotation::of(sighting, Meaning::Task, sources, problems)?;
    let mut arguments = item.arguments.iter().cloned();
    let own = arguments.next()?;
    let tokens = arguments.flat_map(attribute).chain(item.tokens.clone()).collect();
    let mut read = TaskItem::read(own, tokens).map_err(|error| item.malformed(&error, problems)).ok()?;
    item.report(std::mem::take(&mut read.diagnostics), problems);
    if sighting.associated {
        let message = "what stands in an implementation, a trait or an extern block can't be a background task";
        let help = "annotate the type and implement `BackgroundTask` for it, or annotate a free function";
        item.refuse(annotation::UNSUPPORTED_ITEM, &item.marks.first()?.range, message, help, problems);
        return None;
    }
    let registrations = read.registrations.iter().zip(&item.marks).filter(|(one, _)| one.is_complete());
    let registrations = registrations.map(|(registration, mark)| {
        let spec = registration.spec(ModelPlace::UNKNOWN);
        let sites = Sites::of_task(spec.conditions.len(), spec.allow.len(), |site| {
            item.place(registration.region(site), &mark.range)
        });
        let place = Place { file: sighting.file, range: mark.range.clone() };
        let (line, column) = sources.line_column(&place);
        Registration::new(&spec, place, (line, column), sites)
    });
    Some(ReadTask {
        type_name: name(read.head.name()?),
        is_function: matches!(read.head.kind, HeadKind::Function(_)),
        registrations: registrations.collect(),
    })
}

/// Reads the annotation of an item that makes it an app.
pub(super) fn app(sighting: &Sighting, sources: &Sources, problems: &mut Problems) -> Option<ReadApp> {
    let item = Annotation::of(sighting, Meaning::App, sources, problems)?;
    let own = item.arguments.first()?;
    let mut read = AppItem::read(own, item.tokens.clone()).map_err(|error| item.malformed(&error, problems)).ok()?;
    item.report(std::mem::take(&mut read.diagnostics), problems);
    let mark = item.marks.first()?;
    if let Some(again) = item.marks.get(1) {
        let (message, help) = ("a type is one app", "leave one of the two out");
        item.refuse(annotation::DUPLICATE_ARGUMENT, &again.range, message, help, problems);
    }
    read.head.name()?;
    let modes = read.modes();
    let spec = read.spec(ModelPlace::UNKNOWN, &modes);
    let sites = Sites::of_app(modes.len(), spec.allow.len(), |site| item.place(read.region(site), &mark.range));
    let declaration = Declaration::new(&spec, sites);
    let tasks = read.tasks.as_ref().map(|tasks| {
        let entry = |task: &bgtask_core::grammar::ListedTask| ReadEntry {
            path: std::iter::repeat_n(String::new(), usize::from(task.path.leading_colon.is_some()))
                .chain(task.path.segments.iter().map(|segment| name(&segment.ident)))
                .collect(),
            place: item.place(Region::of(&task.path), &mark.range),
            cfgs: task.attributes.iter().filter_map(|attribute| item.cfg(attribute, &mark.range)).collect(),
        };
        tasks.iter().map(entry).collect()
    });
    Some(ReadApp { declaration, tasks })
}

/// An annotated item, in the form that the grammar takes.
struct Annotation<'s> {
    sighting: &'s Sighting,
    /// The annotations.
    marks: Vec<&'s Mark>,
    /// Their arguments.
    arguments: Vec<TokenStream>,
    /// The item, without attributes and body.
    tokens: TokenStream,
}

impl<'s> Annotation<'s> {
    fn of(sighting: &'s Sighting, meaning: Meaning, sources: &Sources, problems: &mut Problems) -> Option<Self> {
        let marks: Vec<_> = sighting.marks.iter().filter(|mark| mark.meaning == meaning).collect();
        let mut annotation = Self { sighting, marks: Vec::new(), arguments: Vec::new(), tokens: TokenStream::new() };
        let text = sources.get(sighting.file).text();
        for mark in marks {
            if text.get(mark.arguments.clone()).is_some_and(|arguments| arguments.starts_with('=')) {
                let message = "the attribute takes arguments in brackets";
                let help = format!("write `{}(…)`", mark.path.join("::"));
                annotation.refuse(annotation::MALFORMED_ATTRIBUTE, &mark.range, message, &help, problems);
            } else {
                annotation.marks.push(mark);
            }
        }
        let first = annotation.marks.first()?;
        let Ok(tokens) = annotation.masked(text).parse::<TokenStream>() else {
            let message = "the annotation, or the head of its item, can't be read as Rust";
            annotation.refuse(annotation::MALFORMED_ATTRIBUTE, &first.range, message, "", problems);
            return None;
        };
        // The arguments in brackets come first, and then the item.
        let mut tokens = tokens.into_iter();
        for mark in &annotation.marks {
            let arguments = if mark.arguments.is_empty() { None } else { tokens.next() };
            annotation.arguments.push(match arguments {
                Some(TokenTree::Group(group)) => group.stream(),
                _ => TokenStream::new(),
            });
        }
        annotation.tokens = tokens.collect();
        Some(annotation)
    }

    /// The text from the first attribute on, with blanks for what the grammar is not to see.
    fn masked(&self, text: &str) -> String {
        let item = &self.sighting.item;
        let mut masked = String::with_capacity(item.head.end.saturating_sub(item.start) + 2);
        let mut at = item.start;
        let seen = self.marks.iter().map(|mark| &mark.arguments).chain([&item.head]);
        for range in seen.filter(|range| !range.is_empty()) {
            masked.extend(std::iter::repeat_n(' ', range.start.saturating_sub(at)));
            masked.push_str(text.get(range.clone()).unwrap_or_default());
            at = range.end;
        }
        if item.has_body {
            masked.push_str("{}");
        }
        masked
    }

    /// The place of what the grammar speaks of; `otherwise` for what has no place of its own.
    fn place(&self, region: Region, otherwise: &std::ops::Range<usize>) -> Place {
        let range = range(region, self.sighting.item.start).unwrap_or_else(|| otherwise.clone());
        Place { file: self.sighting.file, range }
    }

    fn refuse(
        &self,
        rule: &'static Rule,
        range: &std::ops::Range<usize>,
        message: &str,
        help: &str,
        problems: &mut Problems,
    ) {
        let place = Place { file: self.sighting.file, range: range.clone() };
        problems.add(Problem::new(rule, Some(place), message, help).told_by_compiler());
    }

    fn malformed(&self, error: &syn::Error, problems: &mut Problems) {
        let Some(mark) = self.marks.first() else { return };
        let place = self.place(error.span().into(), &mark.range);
        let problem = Problem::new(annotation::UNSUPPORTED_ITEM, Some(place), error.to_string(), "");
        problems.add(problem.told_by_compiler());
    }

    /// Keeps what the grammar found.
    fn report(&self, diagnostics: Diagnostics, problems: &mut Problems) {
        let Some(mark) = self.marks.first() else { return };
        for found in diagnostics.into_vec() {
            let place = self.place(found.region, &mark.range);
            problems.add(Problem::new(found.rule, Some(place), found.message, found.help).told_by_compiler());
        }
    }

    /// What stands in a `#[cfg(…)]`.
    fn cfg(&self, attribute: &syn::Attribute, otherwise: &std::ops::Range<usize>) -> Option<(String, Place)> {
        match &attribute.meta {
            Meta::List(list) if list.path.is_ident("cfg") => {
                Some((list.tokens.to_string(), self.place(Region::of(&list.tokens), otherwise)))
            }
            _ => None,
        }
    }
}

/// `#[background_task(arguments)]`, for the grammar to take over.
fn attribute(arguments: TokenStream) -> [TokenTree; 2] {
    let name = Ident::new(TASK_ATTRIBUTE, Span::call_site());
    let list = Group::new(Delimiter::Parenthesis, arguments);
    let inside = [TokenTree::from(name), TokenTree::from(list)].into_iter().collect();
    [Punct::new('#', Spacing::Alone).into(), Group::new(Delimiter::Bracket, inside).into()]
}

/// An identifier without `r#`.
fn name(ident: &Ident) -> String {
    let text = ident.to_string();
    text.strip_prefix("r#").map_or_else(|| text.clone(), String::from)
}
