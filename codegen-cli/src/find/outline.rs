//! What of a file matters for finding: its modules, imports, inclusions and annotated items, and how they lie in one
//! another. It says nothing of any `cfg`'s value, so a file is outlined once for all platforms.

mod extent;
mod macros;
mod statement;
mod unfinished;
mod unseen;

use std::ops::Range;
use std::sync::Arc;

use super::attributes::{self, Attribute};
use super::imports::{self, Import};
use super::included::Included;
use super::keywords;
use super::lex::{Kind, LexError, Tokens};
use super::passing::{Definition, Meta};
use super::words::Words;
use extent::{Extent, NoItem};
pub(super) use unfinished::Junk;
pub(super) use unseen::TRIGGER;

/// A file.
#[derive(Clone, Debug, Default)]
pub(super) struct Outline {
    /// Its inner attributes.
    pub inner: Vec<Attribute>,
    /// Its items.
    pub items: Vec<Item>,
    /// What is no item.
    pub junk: Vec<Junk>,
    /// Whether something that its modules import for themselves is left out, as it says nothing of annotations.
    pub lacks_imports: bool,
    /// Whether one of the attributes' names stands anywhere in it.
    pub has_names: bool,
}

/// An item.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub attributes: Vec<Attribute>,
    pub visibility: Visibility,
    /// Its first tokens, or what a message about it is to show.
    pub range: Range<usize>,
    pub kind: ItemKind,
}

impl Item {
    /// What has neither attributes nor visibility.
    fn plain(range: Range<usize>, kind: ItemKind) -> Self {
        Self { attributes: Vec::new(), visibility: Visibility::Private, range, kind }
    }

    /// A module for tests, with the place of its name: of such a one nothing else is known.
    fn for_tests(name: &str, range: Range<usize>) -> Self {
        Self::plain(range, ItemKind::ForTests(String::from(name)))
    }
}

/// What an item is.
#[derive(Clone, Debug)]
pub(super) enum ItemKind {
    /// `mod name;`
    File { name: String },
    /// `#[cfg(test)] mod name { … }`, by its name: no package has it.
    ForTests(String),
    /// `mod name { … }`
    Module { name: String, inner: Vec<Attribute>, items: Vec<Item> },
    /// Anything that has a body in which items are: a function with its name, an implementation, a block.
    Scope { name: Option<String>, associated: bool, items: Vec<Item> },
    /// `include!(…)` of items.
    Include(Included),
    /// `include!(…)` in a body, where it is an expression.
    IncludedExpression(Included),
    /// `use …;` and `extern crate …;`
    Imports(Vec<Arc<Import>>),
    /// An item that carries an annotation, or may do so under a `cfg_attr`.
    Annotated(Annotated),
    /// Something that a macro makes or is given, which can't be judged without expanding it.
    Unseen(Unseen),
    /// `macro_rules! name { … }`
    Definition(Arc<Definition>),
    /// `name! { … }`, where that may be nothing but items.
    Call(Call),
}

/// The call of a macro that may pass on what it is given.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub name: String,
    pub meta: Option<Meta>,
    pub items: Vec<Item>,
    /// Where its input stands.
    pub input: Range<usize>,
    /// What is not seen where the macro does something else, by its place: of this call and of all around, which share it.
    hidden: Arc<Vec<Hidden>>,
}

impl Call {
    /// What is not seen where the macro does something else: the first annotation, and every file.
    pub fn unseen(&self) -> impl Iterator<Item = Unseen> {
        let first = self.hidden.partition_point(|hidden| hidden.place.start < self.input.start);
        let inside = self.hidden.iter().skip(first).take_while(|hidden| hidden.place.start < self.input.end);
        let mut has_annotation = false;
        let is_told = move |hidden: &&Hidden| match hidden.file {
            Some(_) => true,
            None => !std::mem::replace(&mut has_annotation, true),
        };
        inside.filter(is_told).map(|hidden| Unseen {
            maker: format!("{}!", self.name),
            what: hidden.file.clone().map_or(Made::Annotation, Made::Inclusion),
            place: hidden.place.clone(),
        })
    }
}

/// An annotation in the input of a macro, or a file that is named there.
#[derive(Clone, Debug)]
struct Hidden {
    file: Option<Included>,
    place: Range<usize>,
}

/// Something in a macro's definition or input, or in that of an attribute.
#[derive(Clone, Debug)]
pub(super) struct Unseen {
    /// The macro, as messages show it.
    pub maker: String,
    pub what: Made,
    pub place: Range<usize>,
}

/// What a macro may make.
#[derive(Clone, Debug)]
pub(super) enum Made {
    Annotation,
    /// An import that gives one of the attributes another name.
    Import,
    /// The items, or the expression, of another file.
    Inclusion(Included),
}

/// The place of an annotated item's head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Annotated {
    /// From its first attribute on.
    pub start: usize,
    /// From after the attributes up to the body, or up to and with the semicolon.
    pub head: Range<usize>,
    /// Whether a body in braces follows.
    pub has_body: bool,
}

/// Who may name an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Visibility {
    /// The module that it is in.
    Private,
    /// `pub`
    Public,
    /// `pub(in path)`, also `pub(crate)` and `pub(super)`.
    In(Vec<String>),
}

impl Outline {
    /// Outlines a file.
    pub fn of(text: &str, words: &Words) -> Result<Self, LexError> {
        let hits = words.hits(text);
        Ok(Self::of_tokens(&Tokens::of_items(text, &hits, false)?, words, &hits, ModulesForTests::Closed))
    }

    /// Outlines a file that another one includes, with all that it imports.
    pub fn of_included(text: &str, words: &Words) -> Result<Self, LexError> {
        let hits = words.hits(text);
        Ok(Self::of_tokens(&Tokens::of_items(text, &hits, true)?, words, &hits, ModulesForTests::Closed))
    }

    /// Outlines a file that has an expression in it.
    pub fn of_expression(text: &str, words: &Words) -> Result<Self, LexError> {
        let hits = words.hits(text);
        let tokens = Tokens::of(text, &hits)?;
        let mut builder = Builder::new(&tokens, words, &hits, ModulesForTests::Closed);
        let items = builder.group(0..tokens.len(), Place::Block);
        Ok(Self { items, has_names: !hits.is_empty(), ..Self::default() })
    }

    /// Outlines a file of which every body was taken apart, and not those alone in which something can matter.
    #[cfg(test)]
    pub fn of_everything(text: &str, words: &Words, tests: ModulesForTests) -> Result<Self, LexError> {
        Ok(Self::of_tokens(&Tokens::of_everything(text)?, words, &words.hits(text), tests))
    }

    fn of_tokens(tokens: &Tokens<'_>, words: &Words, hits: &[usize], tests: ModulesForTests) -> Self {
        let mut builder = Builder::new(tokens, words, hits, tests);
        let (inner, start) = attributes::inner(tokens, words, 0);
        let items = builder.items(start..tokens.len(), Place::Module);
        let (lacks_imports, has_names) = (tokens.lacks_imports, !hits.is_empty());
        Self { inner, items, junk: builder.junk, lacks_imports, has_names }
    }
}

/// What becomes of modules that are there for tests alone, which no package has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ModulesForTests {
    /// They have no items.
    Closed,
    /// They are outlined as all others.
    #[cfg(test)]
    Open,
}

/// Where items are looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Among nothing but items.
    Module,
    /// Among statements and expressions.
    Block,
    /// Among the arms of a `match`.
    Arms,
    /// Among the parameters of a function, and the fields and variants of a type.
    Declarations,
    /// In an implementation or a trait.
    Associated,
}

struct Builder<'t> {
    tokens: &'t Tokens<'t>,
    words: &'t Words,
    /// Where the attributes' names stand in the text.
    hits: &'t [usize],
    tests: ModulesForTests,
    junk: Vec<Junk>,
    /// What is not seen in the input of the outermost macro call around.
    hidden: Option<Arc<Vec<Hidden>>>,
    /// Room for what one item is, which most are nothing of that matters.
    kinds: Vec<ItemKind>,
}

impl<'t> Builder<'t> {
    fn new(tokens: &'t Tokens<'t>, words: &'t Words, hits: &'t [usize], tests: ModulesForTests) -> Self {
        Self { tokens, words, hits, tests, junk: Vec::new(), hidden: None, kinds: Vec::new() }
    }

    /// Whether an attribute's name, or what names another file, stands anywhere in these tokens.
    fn matters(&self, tokens: Range<usize>) -> bool {
        let bytes = self.tokens.span(tokens);
        let at = self.hits.partition_point(|hit| *hit < bytes.start);
        self.hits.get(at).is_some_and(|hit| *hit < bytes.end) || self.tokens.may_name_file(&bytes)
    }

    /// Reads what is in a range, one item after another.
    fn items(&mut self, range: Range<usize>, place: Place) -> Vec<Item> {
        let mut found = Vec::new();
        let mut at = range.start;
        while at < range.end {
            let after = match self.item(at..range.end, place, &mut found) {
                Some(after) => after,
                None if place == Place::Module => self.junk(at..range.end),
                None => self.statement(at..range.end, place, &mut found),
            };
            at = after.max(at + 1);
        }
        found
    }

    /// Reads the item that begins the range. Gives the token after it; `None` when it is no item.
    fn item(&mut self, range: Range<usize>, place: Place, found: &mut Vec<Item>) -> Option<usize> {
        let tokens = self.tokens;
        if tokens.is_mark(range.start, b';') {
            return Some(range.start + 1);
        }
        if tokens.get(range.start)?.kind == Kind::ForTests {
            found.push(Item::for_tests(tokens.str(range.start), tokens.range(range.start)));
            return Some(range.start + 1);
        }
        let (mut attributes, first) = attributes::outer(tokens, self.words, range.start);
        let (visibility, word) = visibility(tokens, first);
        let word = skip_modifiers(tokens, word);
        if matches!(place, Place::Module | Place::Block)
            && let Some(after) = self.branches(word..range.end, &attributes, place, found)
        {
            return Some(after);
        }
        let mut kinds = std::mem::take(&mut self.kinds);
        let extent = match self.kind(word..range.end, place, &attributes, &mut kinds) {
            Ok(extent) => extent,
            Err(why) => {
                self.kinds = kinds;
                return match why {
                    NoItem::Other => None,
                    NoItem::EndsAt(next) => {
                        self.note_junk(first);
                        Some(next)
                    }
                };
            }
        };
        attributes.extend(extent.inner);
        if self.matters(range.start..first) {
            kinds.extend(self.in_attributes(range.start..first));
        }
        if has_mark(&attributes) {
            let end = extent.body.unwrap_or(extent.after);
            kinds.insert(
                0,
                ItemKind::Annotated(Annotated {
                    start: tokens.range(range.start).start,
                    head: tokens.span(first..end),
                    has_body: extent.body.is_some(),
                }),
            );
        }
        if let [ItemKind::ForTests(name)] = kinds.as_slice() {
            found.push(Item::for_tests(name, tokens.range(word + 1)));
            kinds.clear();
            self.kinds = kinds;
            return Some(extent.after);
        }
        let shown = tokens.span(first..(word + 2).clamp(first + 1, extent.after.max(first + 1)));
        // Mostly there is one, and nothing is copied for it.
        let shared = std::iter::repeat_n((attributes, visibility, shown), kinds.len());
        found.extend(shared.zip(kinds.drain(..)).map(|((attributes, visibility, range), kind)| Item {
            attributes,
            visibility,
            range,
            kind,
        }));
        self.kinds = kinds;
        Some(extent.after)
    }

    /// Reads an item from the word on that says what it is, and keeps what of it matters.
    fn kind(
        &mut self,
        range: Range<usize>,
        place: Place,
        attributes: &[Attribute],
        kinds: &mut Vec<ItemKind>,
    ) -> Result<Extent, NoItem> {
        let tokens = self.tokens;
        let (word, end) = (range.start, range.end);
        let name = tokens.word(word + 1);
        if tokens.get(word).is_none_or(|token| token.kind != Kind::Word) {
            return self.macro_call(range, place, kinds).ok_or(NoItem::Other);
        }
        match (tokens.str(word), name) {
            ("fn", Some(name)) => {
                let mut extent = self.header(word + 1..end)?;
                let head = word + 1..extent.body.unwrap_or(extent.after);
                kinds.extend(self.inside(head, Place::Declarations, name));
                let items = self.body(&mut extent, Place::Block);
                kinds.extend(scope(items, Some(name), false));
                Ok(extent)
            }
            ("trait" | "impl", _) => {
                let mut extent = self.header(word + 1..end)?;
                let head = word + 1..extent.body.unwrap_or(extent.after);
                kinds.extend(self.inside(head, Place::Block, tokens.str(word)));
                let items = self.body(&mut extent, Place::Associated);
                kinds.extend(scope(items, None, true));
                Ok(extent)
            }
            ("struct" | "enum" | "union", Some(name)) => {
                let extent = self.header(word + 1..end)?;
                kinds.extend(self.inside(word + 1..extent.after, Place::Declarations, name));
                Ok(extent)
            }
            ("mod", Some(name)) => {
                if tokens.is_mark(word + 2, b';') {
                    kinds.push(ItemKind::File { name: String::from(name) });
                    return Ok(Extent::new(None, word + 3));
                }
                let close = tokens.group(word + 2, b'{').ok_or(NoItem::Other)?;
                if self.tests == ModulesForTests::Closed && attributes::are_for_tests(attributes) {
                    kinds.push(ItemKind::ForTests(String::from(name)));
                } else {
                    let (inner, start) = attributes::inner(tokens, self.words, word + 3);
                    let items = self.items(start..close, Place::Module);
                    kinds.push(ItemKind::Module { name: String::from(name), inner, items });
                }
                Ok(Extent::new(Some(word + 2), close + 1))
            }
            ("use", _) => {
                let semicolon = self.semicolon(word + 1..end)?;
                kinds.push(ItemKind::Imports(imports::of_use(tokens, word + 1..semicolon)));
                Ok(Extent::new(None, semicolon + 1))
            }
            ("extern", Some("crate")) => {
                let semicolon = self.semicolon(word + 1..end)?;
                let import = imports::of_extern_crate(tokens, word + 2);
                kinds.extend(import.map(|import| ItemKind::Imports(vec![Arc::new(import)])));
                Ok(Extent::new(None, semicolon + 1))
            }
            ("extern", _) => {
                let mut extent = self.header(word + 1..end)?;
                let items = self.body(&mut extent, Place::Associated);
                kinds.extend(scope(items, None, true));
                Ok(extent)
            }
            ("static" | "const" | "type", Some(name)) if name != "move" => {
                let semicolon = self.semicolon(word + 1..end)?;
                kinds.extend(self.inside(word + 2..semicolon, Place::Block, name));
                Ok(Extent::new(None, semicolon + 1))
            }
            ("macro", Some(name)) => {
                let extent = self.header(word + 2..end)?;
                kinds.extend(self.unseen(name, word + 2..extent.after).into_iter().map(ItemKind::Unseen));
                Ok(extent)
            }
            _ => self.macro_call(range, place, kinds).ok_or(NoItem::Other),
        }
    }

    /// What is in the expressions that stand anywhere in a range, such as the lengths of arrays. Nobody can name it, as if it
    /// were in a function: `name` is that of what it is in.
    fn inside(&mut self, range: Range<usize>, place: Place, name: &str) -> Option<ItemKind> {
        if !self.matters(range.clone()) {
            return None;
        }
        let items = self.items(range, place);
        scope(items, Some(name), false)
    }

    /// What is in a body in braces, where anything there can matter.
    fn body(&mut self, extent: &mut Extent, place: Place) -> Vec<Item> {
        let Some((open, close)) = extent.body.and_then(|open| Some((open, self.tokens.any_group(open)?))) else {
            return Vec::new();
        };
        if !self.matters(open..close) {
            return Vec::new();
        }
        let (inner, start) = attributes::inner(self.tokens, self.words, open + 1);
        extent.inner = inner;
        self.items(start..close, place)
    }
}

fn scope(items: Vec<Item>, name: Option<&str>, associated: bool) -> Option<ItemKind> {
    (!items.is_empty()).then(|| ItemKind::Scope { name: name.map(String::from), associated, items })
}

fn has_mark(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match attribute {
        Attribute::Mark(_) => true,
        Attribute::CfgAttr(_, inner) => has_mark(inner),
        Attribute::Cfg(_) | Attribute::Path(..) | Attribute::MacroUse => false,
    })
}

fn visibility(tokens: &Tokens<'_>, at: usize) -> (Visibility, usize) {
    if !tokens.is_word(at, "pub") {
        return (Visibility::Private, at);
    }
    let Some(close) = tokens.group(at + 1, b'(') else { return (Visibility::Public, at + 1) };
    let start = if tokens.is_word(at + 2, "in") { at + 3 } else { at + 2 };
    (Visibility::In(attributes::path(tokens, start).0), close + 1)
}

/// Skips the words that may stand before the word that says what an item is.
fn skip_modifiers(tokens: &Tokens<'_>, mut at: usize) -> usize {
    loop {
        let is_modifier = tokens.keyword(at).is_some_and(keywords::is_modifier);
        // A constant may be called like a modifier.
        let is_constant = tokens.is_word(at, "const") && tokens.is_mark(at + 2, b':');
        if is_modifier && !is_constant && tokens.keyword(at + 1).is_some_and(keywords::may_follow_modifier) {
            at += 1;
            continue;
        }
        let abi = usize::from(tokens.get(at + 1).is_some_and(|token| token.kind == Kind::Text));
        if tokens.is_word(at, "extern") && tokens.is_word(at + 1 + abi, "fn") {
            return at + 1 + abi;
        }
        return at;
    }
}
