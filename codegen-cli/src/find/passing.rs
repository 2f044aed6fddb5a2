//! Macros that only pass items on, each under the same attributes:
//!
//! ```text
//! macro_rules! cfg_rt { ($($item:item)*) => { $( #[cfg(feature = "rt")] $item )* } }
//! macro_rules! feature { (#![$meta:meta] $($item:item)*) => { $( #[cfg($meta)] $item )* } }
//! ```
//!
//! What such a macro makes of its input is known: the items, with its attributes before their own. A definition that is
//! written in any other way is of a macro that nothing is known of.
//!
//! Source: <https://doc.rust-lang.org/reference/macros-by-example.html>

use std::ops::Range;

use super::attributes::{self, Attribute};
use super::lex::Tokens;
use super::words::Words;

/// A `macro_rules!`.
#[derive(Clone, Debug)]
pub(super) struct Definition {
    pub name: String,
    /// What it does, if that is no more than passing items on.
    pub passing: Option<Passing>,
}

/// What a macro puts before each item.
#[derive(Clone, Debug)]
pub(super) struct Passing {
    /// The attributes that are the same for each call.
    pub attributes: Vec<Attribute>,
    /// The others: the texts between the places where what the call says stands.
    of_call: Vec<Vec<String>>,
    takes_meta: bool,
}

/// The `#![…]` that the input of a call begins with, without marks and brackets.
#[derive(Clone, Debug)]
pub(super) struct Meta {
    pub text: String,
    pub range: Range<usize>,
}

/// The word that the definition of such a macro has at least once.
pub(super) const FRAGMENT: &str = "item";

impl Definition {
    /// Reads what a definition has in its brackets.
    pub fn of(name: &str, tokens: &Tokens<'_>, words: &Words, range: Range<usize>) -> Self {
        Self { name: String::from(name), passing: passing(tokens, words, range) }
    }
}

impl Passing {
    /// The attributes that a call gives its items, beside those that all have; `None` when the call is none of this macro, or
    /// not to be seen through.
    pub fn of_call(&self, meta: Option<&Meta>, words: &Words) -> Option<Vec<Attribute>> {
        let Some(meta) = meta else { return (!self.takes_meta).then(Vec::new) };
        if !self.takes_meta {
            return None;
        }
        let mut found = Vec::new();
        for parts in &self.of_call {
            let text = format!("#[{}]", parts.join(&meta.text));
            let tokens = Tokens::of(&text, &[]).ok()?;
            found.extend(attributes::outer(&tokens, words, 0).0);
        }
        for attribute in &mut found {
            attribute.stand_at(&meta.range);
        }
        are_conditions(&found).then_some(found)
    }
}

/// Reads the one arm that such a definition has.
fn passing(tokens: &Tokens<'_>, words: &Words, range: Range<usize>) -> Option<Passing> {
    let matched = tokens.any_group(range.start)?;
    let open = matched + 3;
    let is_arrow = tokens.is_mark(matched + 1, b'=') && tokens.is_mark(matched + 2, b'>');
    let close = tokens.any_group(open).filter(|_| is_arrow)?;
    if close + 1 + usize::from(tokens.is_mark(close + 1, b';')) != range.end {
        return None;
    }
    let (meta, after_meta) = meta(tokens, range.start + 1);
    let given = Repeated::of(tokens, after_meta..without_last_mark(tokens, after_meta..matched))?;
    let made = Repeated::of(tokens, open + 1..close)?;
    let item = fragment(tokens, given.inside.clone(), FRAGMENT).filter(|_| given.mark == made.mark)?;
    let mut passing = Passing { attributes: Vec::new(), of_call: Vec::new(), takes_meta: meta.is_some() };
    let mut at = made.inside.start;
    while let Some((attribute, after)) = attributes::one(tokens, words, at) {
        match parts(tokens, at + 2..after - 1, meta)? {
            parts if parts.len() > 1 => passing.of_call.push(parts),
            _ => passing.attributes.extend(attribute),
        }
        at = after;
    }
    let is_passed_on = tokens.is_mark(at, b'$') && tokens.word(at + 1) == Some(item) && at + 2 == made.inside.end;
    (is_passed_on && are_conditions(&passing.attributes)).then_some(passing)
}

/// `$(…)*`, or what stands there without it.
struct Repeated {
    inside: Range<usize>,
    mark: Option<u8>,
}

impl Repeated {
    fn of(tokens: &Tokens<'_>, range: Range<usize>) -> Option<Self> {
        let close = tokens.group(range.start + 1, b'(').filter(|_| tokens.is_mark(range.start, b'$'));
        let Some(close) = close else { return Some(Self { inside: range, mark: None }) };
        let mark = [b'*', b'+', b'?'].into_iter().find(|mark| tokens.is_mark(close + 1, *mark))?;
        (close + 2 == range.end).then_some(Self { inside: range.start + 2..close, mark: Some(mark) })
    }
}

/// The name in `#![$name:meta]`, and the token after it.
fn meta<'t>(tokens: &Tokens<'t>, at: usize) -> (Option<&'t str>, usize) {
    let is_inner = tokens.is_mark(at, b'#') && tokens.is_mark(at + 1, b'!');
    let close = tokens.group(at + 2, b'[').filter(|_| is_inner);
    match close.and_then(|close| Some((fragment(tokens, at + 3..close, "meta")?, close + 1))) {
        Some((name, after)) => (Some(name), after),
        None => (None, at),
    }
}

/// The name in `$name:kind`.
fn fragment<'t>(tokens: &Tokens<'t>, range: Range<usize>, kind: &str) -> Option<&'t str> {
    let at = range.start;
    let is_it = range.len() == 4 && tokens.is_mark(at, b'$') && tokens.is_mark(at + 2, b':');
    tokens.word(at + 1).filter(|_| is_it && tokens.is_word(at + 3, kind))
}

/// Where a matcher ends without `$(,)?` and `$(;)?`, which change nothing.
fn without_last_mark(tokens: &Tokens<'_>, range: Range<usize>) -> usize {
    let Some(at) = range.end.checked_sub(5).filter(|at| *at >= range.start) else { return range.end };
    let is_mark = tokens.is_mark(at + 2, b',') || tokens.is_mark(at + 2, b';');
    let is_optional = tokens.is_mark(at, b'$') && tokens.group(at + 1, b'(') == Some(at + 3);
    if is_mark && is_optional && tokens.is_mark(at + 4, b'?') { at } else { range.end }
}

/// The texts of an attribute around `$meta`; `None` where another variable stands.
fn parts(tokens: &Tokens<'_>, range: Range<usize>, meta: Option<&str>) -> Option<Vec<String>> {
    let mut parts = Vec::new();
    let mut start = range.start;
    for at in range.clone().filter(|at| tokens.is_mark(*at, b'$')) {
        if meta.is_none() || tokens.word(at + 1) != meta {
            return None;
        }
        parts.push(text(tokens, start..at));
        start = at + 2;
    }
    parts.push(text(tokens, start..range.end));
    Some(parts)
}

fn text(tokens: &Tokens<'_>, range: Range<usize>) -> String {
    String::from(tokens.text.get(tokens.span(range)).unwrap_or_default())
}

/// Whether these attributes say no more than whether an item is there, and whether its macros are known after it.
fn are_conditions(attributes: &[Attribute]) -> bool {
    attributes.iter().all(|attribute| match attribute {
        Attribute::Cfg(_) | Attribute::MacroUse => true,
        Attribute::CfgAttr(_, inner) => are_conditions(inner),
        Attribute::Path(..) | Attribute::Mark(_) => false,
    })
}

#[cfg(test)]
mod tests {
    use super::super::lex::Tokens;
    use super::super::words::Words;
    use super::{Definition, Meta, Passing};

    fn passing(definition: &str) -> Option<Passing> {
        let tokens = Tokens::of_everything(definition).expect("it is Rust");
        Definition::of("a", &tokens, &Words::new(), 0..tokens.len()).passing
    }

    #[test]
    fn what_only_passes_items_on_is_known() {
        for definition in [
            "($($item:item)*) => { $( #[cfg(a)] #[cfg_attr(docsrs, doc(cfg(a)))] $item )* }",
            "($($i:item)+) => ($($i)+);",
            "{$($i:item)* $(,)?} => [$( /** text */ #[inline] $i)*]",
            "[$($type:item)? $(;)?] => { $( #[macro_use] $type )? };",
            "($i:item) => { #[cfg(a)] $i }",
            "(#![$m:meta] $($i:item)*) => { $( #[cfg($m)] #[doc(cfg($m))] #[must_use] $i )* }",
            "(#![$m:meta] $i:item) => { $i }",
        ] {
            assert!(passing(definition).is_some(), "{definition}");
        }
    }

    #[test]
    fn of_anything_else_nothing_is_known() {
        for definition in [
            "",
            "()",
            "() => {}",
            "($($i:item)*) => {}",
            "($($i:item)*) => { $($i)+ }",
            "($($i:item)*) => { $($i)* $($i)* }",
            "($($i:item)*) => { $($i $i)* }",
            "($($i:item)*) => { mod m { $($i)* } }",
            "($($i:item)*) => { $(mod m { $i })* }",
            "($($i:item)*) => { #[cfg(a)] $($i)* }",
            "($($i:item)*) => { $(pub $i)* }",
            "($($i:item)*) => { $(#![cfg(a)] $i)* }",
            "($($i:item)*) => { $($j)* }",
            "($($i:tt)*) => { $($i)* }",
            "($($i:item),*) => { $($i)* }",
            "($($i:item)*) => { $($i)* }; () => {}",
            "() => {}; ($($i:item)*) => { $($i)* }",
            "($($i:item)* end) => { $($i)* }",
            "(#[$m:meta] $($i:item)*) => { $(#[$m] $i)* }",
            "($m:meta, $($i:item)*) => { $(#[$m] $i)* }",
            "(#![$m:expr] $($i:item)*) => { $(#[cfg(a)] $i)* }",
            "(#![$m:meta] $($i:item)*) => { $(#[cfg($n)] $i)* }",
            "($($i:item)*) => { $(#[cfg($crate)] $i)* }",
            "($($i:item)*) => { $(#[doc($i)] $i)* }",
            "($($i:item)*) => { $(#[path = \"a.rs\"] $i)* }",
            "($($i:item)*) => { $(#[background_task(trigger = \"time:15\")] $i)* }",
            "($($i:item)*) -> { $($i)* }",
            "($i:item",
        ]
        .into_iter()
        .filter(|definition| Tokens::of_everything(definition).is_ok())
        {
            assert!(passing(definition).is_none(), "{definition}");
        }
    }

    #[test]
    fn what_a_call_says_stands_in_its_attributes() {
        let of_call = |definition: &str, text: &str| {
            let meta = Meta { text: String::from(text), range: 3..9 };
            Some(format!("{:?}", passing(definition)?.of_call(Some(&meta), &Words::new())?))
        };
        let feature = "(#![$m:meta] $($i:item)*) => { $(#[cfg(any($m, b, $m))] #[doc($m)] $i)* }";
        let expected = r#"[Cfg(Predicate { text: "any ( all ( a ) , b , all ( a ) )", range: 3..9 })]"#;
        assert_eq!(of_call(feature, "all(a)").as_deref(), Some(expected));
        let attribute = "(#![$m:meta] $($i:item)*) => { $(#[$m] $i)* }";
        assert!(of_call(attribute, "cfg_attr(a, cfg(b))").expect("it is seen through").contains("range: 3..9"));
        // What makes an item a task, or gives a module its file, is not to be seen there.
        assert_eq!(of_call(attribute, "background_task(trigger = \"time:15\")"), None);
        assert_eq!(of_call(attribute, "path = \"a.rs\""), None);
        assert_eq!(of_call("($($i:item)*) => { $($i)* }", "a"), None);
        assert!(passing(attribute).expect("it is one").of_call(None, &Words::new()).is_none());
    }
}
