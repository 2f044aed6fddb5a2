//! Every rule fires where it should and stays silent where it should.
#![cfg(feature = "syntax")]

#[path = "../annotated/mod.rs"]
mod annotated;
mod annotation;
mod apple;
mod conditions;
mod const_evaluation;
mod examples;
mod files;
mod hosting;
mod names;
mod table;
mod triggers;

use annotated::{Told, read};
use bgtask_core::rules::Rule;

/// A rule, a source that breaks it and nothing else, and the nearest one that does not.
struct Case {
    rule: &'static Rule,
    fires: &'static str,
    /// The text that the finding is about.
    at: &'static str,
    /// Words that must be in the message, and in the help.
    message: &'static [&'static str],
    help: &'static [&'static str],
    silent: &'static str,
}

impl Case {
    fn check(&self) {
        let id = self.rule.id;
        let told = read(self.fires);
        let of_rule: Vec<&Told> = told.iter().filter(|told| told.id == id).collect();
        let [found] = of_rule.as_slice() else { panic!("{id} is told {} times: {told:?}", of_rule.len()) };
        assert_eq!(found.severity, self.rule.severity, "{id}");
        assert_eq!(found.at, self.at, "{id}: the place of {found:?}");
        for (words, text) in [(self.message, &found.message), (self.help, &found.help)] {
            for word in words {
                assert!(text.contains(word), "{id}: `{word}` is missing in {found:?}");
            }
        }
        let others: Vec<_> = told.iter().filter(|told| told.is_error() && told.id != id).collect();
        assert!(others.is_empty(), "{id}: one mistake is one message, and not also {others:?}");

        let told = read(self.silent);
        let wrong: Vec<_> = told.iter().filter(|told| told.is_error() || told.id == id).collect();
        assert!(wrong.is_empty(), "{id} or an error in good source: {wrong:?}");
    }
}

/// The numbers that are told of a source.
fn ids(source: &str) -> Vec<&'static str> {
    read(source).iter().map(|told| told.id).collect()
}
