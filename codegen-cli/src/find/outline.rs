//! What of a file matters for finding: its modules, imports, inclusions and annotated items, and how they lie in one
//! another. It says nothing of any `cfg`'s value, so a file is outlined once for all platforms.

use std::ops::Range;
use std::sync::Arc;

use super::attributes::{self, Attribute};
use super::branches;
use super::imports::{self, Import};
use super::included::Included;
use super::lex::{self, Kind, LexError, Tokens};
use super::passing::{Definition, Meta};
use super::words::Words;

/// A file.
#[derive(Clone, Debug, Default)]
pub(super) struct Outline {
    /// Its inner attributes.
    pub inner: Vec<Attribute>,
    /// Its items.
    pub items: Vec<Item>,
    /// Where something stands that is no item.
    pub junk: Vec<Range<usize>>,
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
}

/// What an item is.
#[derive(Clone, Debug)]
pub(super) enum ItemKind {
    /// `mod name;`
    File { name: String },
    /// `mod name { … }`
    Module { name: String, inner: Vec<Attribute>, items: Vec<Item> },
    /// Anything that has a body in which items are: a function with its name, an implementation, a block.
    Scope { name: Option<String>, associated: bool, items: Vec<Item> },
    /// `include!(…)`
    Include(Included),
    /// `use …;` and `extern crate …;`
    Imports(Vec<Arc<Import>>),
    /// An item that carries an annotation, or may do so under a `cfg_attr`.
    Annotated(Annotated),
    /// An annotation in a macro's definition or input, which can't be judged without expanding it.
    Unseen { macro_name: String, place: Range<usize> },
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
    /// An annotation in it, which is not seen where the macro does something else.
    pub unseen: Option<Range<usize>>,
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
        Ok(Self::of_tokens(&Tokens::of(text, &hits)?, words, &hits, ModulesForTests::Closed))
    }

    /// Outlines a file that has an expression in it.
    pub fn of_expression(text: &str, words: &Words) -> Result<Self, LexError> {
        let hits = words.hits(text);
        let tokens = Tokens::of(text, &hits)?;
        let mut builder = Builder::new(&tokens, words, &hits, ModulesForTests::Closed);
        let items = builder.group(0..tokens.len());
        Ok(Self { items, ..Self::default() })
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
        Self { inner, items, junk: builder.junk }
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
    /// In an implementation or a trait.
    Associated,
}

struct Builder<'t> {
    tokens: &'t Tokens<'t>,
    words: &'t Words,
    /// Where the attributes' names stand in the text.
    hits: &'t [usize],
    tests: ModulesForTests,
    junk: Vec<Range<usize>>,
    /// Room for what one item is, which most are nothing of that matters.
    kinds: Vec<ItemKind>,
}

/// The words that may stand before the word that says what an item is.
const MODIFIERS: &[&str] = &["unsafe", "async", "const", "default", "safe", "auto", "gen"];

/// The words that say what an item is, if one of the words above stands before.
const KEYWORDS: &[&str] = &["fn", "extern", "impl", "trait", "mod", "static", "type"];

/// The words after which an exclamation mark says no, and does not call a macro.
const BEFORE_NOT: &[&str] = &["if", "while", "match", "return", "break", "in", "else", "move"];

impl<'t> Builder<'t> {
    fn new(tokens: &'t Tokens<'t>, words: &'t Words, hits: &'t [usize], tests: ModulesForTests) -> Self {
        Self { tokens, words, hits, tests, junk: Vec::new(), kinds: Vec::new() }
    }

    /// Whether an attribute's name stands anywhere in these tokens.
    fn matters(&self, tokens: Range<usize>) -> bool {
        let bytes = self.tokens.span(tokens);
        let at = self.hits.partition_point(|hit| *hit < bytes.start);
        self.hits.get(at).is_some_and(|hit| *hit < bytes.end)
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
        let (mut attributes, first) = attributes::outer(tokens, self.words, range.start);
        let (visibility, word) = visibility(tokens, first);
        let word = skip_modifiers(tokens, word);
        if place == Place::Module
            && let Some(after) = self.branches(word..range.end, &attributes, found)
        {
            return Some(after);
        }
        let mut kinds = std::mem::take(&mut self.kinds);
        let extent = self.kind(word..range.end, place, &attributes, &mut kinds);
        let Some(extent) = extent else {
            self.kinds = kinds;
            return None;
        };
        attributes.extend(extent.inner);
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
    ) -> Option<Extent> {
        let tokens = self.tokens;
        let (word, end) = (range.start, range.end);
        let name = tokens.word(word + 1);
        if tokens.get(word)?.kind != Kind::Word {
            return self.macro_call(range, place, kinds);
        }
        match (tokens.str(word), name) {
            ("fn", Some(name)) => {
                let mut extent = header(tokens, word + 1..end)?;
                kinds.extend(self.expressions(word + 1..extent.body.unwrap_or(extent.after)));
                let items = self.body(&mut extent, Place::Block);
                kinds.extend(scope(items, Some(name), false));
                Some(extent)
            }
            ("trait" | "impl", _) => {
                let mut extent = header(tokens, word + 1..end)?;
                kinds.extend(self.expressions(word + 1..extent.body.unwrap_or(extent.after)));
                let items = self.body(&mut extent, Place::Associated);
                kinds.extend(scope(items, None, true));
                Some(extent)
            }
            ("struct" | "enum" | "union", Some(_)) => {
                let extent = header(tokens, word + 1..end)?;
                kinds.extend(self.expressions(word + 1..extent.after));
                Some(extent)
            }
            ("mod", Some(name)) => {
                let name = String::from(name);
                if tokens.is_mark(word + 2, b';') {
                    kinds.push(ItemKind::File { name });
                    return Some(Extent::new(None, word + 3));
                }
                let close = tokens.group(word + 2, b'{')?;
                let (mut inner, mut items) = (Vec::new(), Vec::new());
                if self.tests != ModulesForTests::Closed || !attributes::are_for_tests(attributes) {
                    let (own, start) = attributes::inner(tokens, self.words, word + 3);
                    inner = own;
                    items = self.items(start..close, Place::Module);
                }
                kinds.push(ItemKind::Module { name, inner, items });
                Some(Extent::new(Some(word + 2), close + 1))
            }
            ("use", _) => {
                let semicolon = semicolon(tokens, word + 1..end)?;
                kinds.push(ItemKind::Imports(imports::of_use(tokens, word + 1..semicolon)));
                Some(Extent::new(None, semicolon + 1))
            }
            ("extern", Some("crate")) => {
                let semicolon = semicolon(tokens, word + 1..end)?;
                let import = imports::of_extern_crate(tokens, word + 2);
                kinds.extend(import.map(|import| ItemKind::Imports(vec![Arc::new(import)])));
                Some(Extent::new(None, semicolon + 1))
            }
            ("extern", _) => header(tokens, word + 1..end),
            ("static" | "const" | "type", Some(name)) if name != "move" => {
                let semicolon = semicolon(tokens, word + 1..end)?;
                kinds.extend(self.expressions(word + 2..semicolon));
                Some(Extent::new(None, semicolon + 1))
            }
            ("macro", Some(name)) => {
                let extent = header(tokens, word + 2..end)?;
                kinds.extend(self.unseen(name, word + 2..extent.after));
                Some(extent)
            }
            _ => self.macro_call(range, place, kinds),
        }
    }

    /// What is in the expressions that stand anywhere in a range, such as the lengths of arrays.
    fn expressions(&mut self, range: Range<usize>) -> Option<ItemKind> {
        if !self.matters(range.clone()) {
            return None;
        }
        let items = self.items(range, Place::Block);
        scope(items, None, false)
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

    /// What is in the brackets of a statement or an expression.
    fn group(&mut self, range: Range<usize>) -> Vec<Item> {
        let (attributes, start) = attributes::inner(self.tokens, self.words, range.start);
        let place = if has_arrow(self.tokens, start..range.end) { Place::Arms } else { Place::Block };
        let items = self.items(start..range.end, place);
        // What is defined here is not known after it.
        let range = self.tokens.range(range.start);
        let item = |kind| Item { attributes, visibility: Visibility::Private, range, kind };
        scope(items, None, false).map(item).into_iter().collect()
    }

    /// Reads a macro call that chooses among items by `cfg`: each of its items is one of the module's, with the `cfg` of its
    /// branch.
    fn branches(&mut self, range: Range<usize>, attributes: &[Attribute], found: &mut Vec<Item>) -> Option<usize> {
        let tokens = self.tokens;
        let (name, at) = attributes::last_of_path(tokens, range.start)?;
        let close = tokens.is_mark(at, b'!').then(|| tokens.any_group(at + 1))??;
        let branches = branches::of(name, tokens, at + 2..close)?;
        for (predicate, items) in branches {
            for mut item in self.items(items, Place::Module) {
                let own = std::mem::take(&mut item.attributes);
                item.attributes = attributes.to_vec();
                item.attributes.push(Attribute::Cfg(predicate.clone()));
                item.attributes.extend(own);
                found.push(item);
            }
        }
        Some(close + 1 + usize::from(tokens.is_mark(close + 1, b';')))
    }

    /// Reads `name! { … }`, `name!(…);` and `macro_rules! name { … }`.
    fn macro_call(&mut self, range: Range<usize>, place: Place, kinds: &mut Vec<ItemKind>) -> Option<Extent> {
        let tokens = self.tokens;
        let (name, at) = attributes::last_of_path(tokens, range.start)?;
        // No other macro takes a name before its brackets.
        let defined = tokens.word(at + 1).filter(|_| name == "macro_rules");
        if !tokens.is_mark(at, b'!') || BEFORE_NOT.iter().any(|word| tokens.is_word(at - 1, word)) {
            return None;
        }
        let open = at + 1 + usize::from(defined.is_some());
        let close = tokens.any_group(open)?;
        let braces = tokens.group(open, b'{').is_some();
        let semicolon = usize::from(!braces && tokens.is_mark(close + 1, b';'));
        // Among statements a call is an expression, and may go on.
        if matches!(place, Place::Block | Place::Arms) && !braces && semicolon == 0 {
            return None;
        }
        match defined {
            Some(defined) => {
                kinds.extend(self.unseen(defined, open + 1..close));
                let definition = Definition::of(defined, tokens, self.words, open + 1..close);
                kinds.push(ItemKind::Definition(Arc::new(definition)));
            }
            None if name == "include" && place == Place::Module => {
                kinds.push(ItemKind::Include(Included::of(tokens, open + 1..close)));
            }
            None => {
                // By a path another macro may be meant than by its name alone.
                let may_pass = matches!(place, Place::Module | Place::Block) && at == range.start + 1;
                let call = may_pass.then(|| self.call(name, open + 1..close)).flatten();
                kinds.extend(call.or_else(|| self.unseen(name, open + 1..close)));
            }
        }
        Some(Extent::new(None, close + 1 + semicolon))
    }

    /// Reads what a macro is given, where that may be items that matter.
    fn call(&mut self, name: &str, range: Range<usize>) -> Option<ItemKind> {
        let tokens = self.tokens;
        let bytes = tokens.text.as_bytes().get(tokens.span(range.clone()))?;
        if !self.matters(range.clone()) && !lex::may_be_items(bytes) {
            return None;
        }
        let is_inner = tokens.is_mark(range.start, b'#') && tokens.is_mark(range.start + 1, b'!');
        let close = tokens.group(range.start + 2, b'[').filter(|_| is_inner);
        let meta = close.map(|close| tokens.span(range.start + 3..close));
        let meta = meta.and_then(|range| Some(Meta { text: String::from(tokens.text.get(range.clone())?), range }));
        let start = close.map_or(range.start, |close| close + 1);
        let known = self.junk.len();
        let items = self.items(start..range.end, Place::Module);
        let is_plain = self.junk.len() == known;
        self.junk.truncate(known);
        let unseen = self.unseen_at(range);
        (is_plain && !items.is_empty()).then(|| ItemKind::Call(Call { name: String::from(name), meta, items, unseen }))
    }

    /// Reads a statement or a part of an expression, for the items that are in its blocks.
    fn statement(&mut self, range: Range<usize>, place: Place, found: &mut Vec<Item>) -> usize {
        let tokens = self.tokens;
        let (attributes, mut at) = attributes::outer(tokens, self.words, range.start);
        // How far it goes is of interest where attributes decide on all of it.
        let mut extent = if attributes.is_empty() { Ends::AtBraces } else { Ends::of(tokens, at, place) };
        let mut items = Vec::new();
        while at < range.end {
            let after = tokens.next(at);
            match tokens.get(at).map(|token| token.kind) {
                Some(Kind::Mark(b';')) => {
                    at = after;
                    break;
                }
                Some(Kind::Mark(b',')) if extent != Ends::AtSemicolon => {
                    at = after;
                    break;
                }
                Some(Kind::Mark(b'=')) if extent == Ends::AfterArrow && is_arrow(tokens, at) => {
                    at += 2;
                    extent = Ends::of(tokens, at, Place::Block);
                    continue;
                }
                Some(Kind::Mark(b'!')) if at > range.start && tokens.any_group(at + 1).is_some() => {
                    let after = tokens.next(at + 1);
                    let (name, before) = (tokens.word(at - 1), at + 2..after - 1);
                    if BEFORE_NOT.iter().any(|word| tokens.is_word(at - 1, word)) {
                        at += 1;
                        continue;
                    }
                    if let Some(kind) = name.and_then(|name| self.unseen(name, before)) {
                        items.push(Item::plain(tokens.range(at - 1), kind));
                    }
                    at = after;
                    continue;
                }
                Some(Kind::Open(bracket)) => {
                    if self.matters(at..after) {
                        items.extend(self.group(at + 1..after - 1));
                    }
                    if bracket == b'{' && extent == Ends::AtBraces && !goes_on(tokens, at, after) {
                        at = after;
                        break;
                    }
                }
                _ => {}
            }
            at = after;
        }
        if attributes.is_empty() {
            found.append(&mut items);
        } else if let Some(kind) = scope(items, None, false) {
            let range = tokens.range(range.start);
            found.push(Item { attributes, visibility: Visibility::Private, range, kind });
        }
        at
    }

    /// The first annotation in the tokens of a macro, if there is one.
    fn unseen(&self, macro_name: &str, range: Range<usize>) -> Option<ItemKind> {
        self.unseen_at(range).map(|place| ItemKind::Unseen { macro_name: String::from(macro_name), place })
    }

    fn unseen_at(&self, range: Range<usize>) -> Option<Range<usize>> {
        if !self.matters(range.clone()) {
            return None;
        }
        let tokens = self.tokens;
        range.clone().find_map(|at| {
            let open = at + if tokens.is_mark(at + 1, b'!') { 2 } else { 1 };
            let close = tokens.is_mark(at, b'#').then(|| tokens.group(open, b'['))??;
            let named =
                (open + 1..close).any(|at| tokens.word(at).is_some_and(|word| self.words.meaning(word).is_some()));
            named.then(|| tokens.span(at..close + 1))
        })
    }

    /// Skips what is no item.
    fn junk(&mut self, range: Range<usize>) -> usize {
        let (_, first) = attributes::outer(self.tokens, self.words, range.start);
        self.junk.push(self.tokens.range(first.min(range.end)));
        let mut at = first;
        while at < range.end {
            let is_end = self.tokens.is_mark(at, b';') || self.tokens.group(at, b'{').is_some();
            at = self.tokens.next(at);
            if is_end {
                break;
            }
        }
        at
    }
}

/// How far an item goes.
struct Extent {
    /// Its body in braces.
    body: Option<usize>,
    /// The token after it.
    after: usize,
    /// What stands at the beginning of its body and is about all of it.
    inner: Vec<Attribute>,
}

impl Extent {
    fn new(body: Option<usize>, after: usize) -> Self {
        Self { body, after, inner: Vec::new() }
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
    let is_one_of = |at: usize, words: &[&str]| words.iter().any(|word| tokens.is_word(at, word));
    loop {
        if is_one_of(at, MODIFIERS) && (is_one_of(at + 1, MODIFIERS) || is_one_of(at + 1, KEYWORDS)) {
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

/// Where a statement or a part of an expression ends, at the latest at the end of what is around it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ends {
    /// At a semicolon.
    AtSemicolon,
    /// At a comma or a semicolon.
    AtComma,
    /// At its body, or at a comma or a semicolon.
    AtBraces,
    /// It is an arm of a `match`: what it ends with follows its arrow.
    AfterArrow,
}

impl Ends {
    /// By the first words.
    ///
    /// Source: <https://doc.rust-lang.org/reference/statements.html#expression-statements>
    fn of(tokens: &Tokens<'_>, at: usize, place: Place) -> Self {
        if place == Place::Arms {
            return Self::AfterArrow;
        }
        // After a label.
        let at = if tokens.str(at).starts_with('\'') && tokens.is_mark(at + 1, b':') { at + 2 } else { at };
        let with_body = ["if", "match", "while", "loop", "for", "unsafe", "const"];
        if tokens.is_word(at, "let") {
            Self::AtSemicolon
        } else if tokens.group(at, b'{').is_some() || with_body.iter().any(|word| tokens.is_word(at, word)) {
            Self::AtBraces
        } else {
            Self::AtComma
        }
    }
}

/// Whether a statement goes on after a group in braces, given by the brace and the token after it.
fn goes_on(tokens: &Tokens<'_>, open: usize, after: usize) -> bool {
    let before = open.saturating_sub(1);
    // What is asked for, or gone through, may stand in braces too, and so may parts of a pattern.
    let is_part = ["if", "while", "match", "in"].iter().any(|word| tokens.is_word(before, word));
    is_part
        || tokens.is_word(after, "else")
        || tokens.is_word(after, "in")
        || [b'.', b'?', b'='].iter().any(|mark| tokens.is_mark(after, *mark))
}

/// Whether `=>` stands there.
fn is_arrow(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.is_mark(at, b'=') && tokens.is_mark(at + 1, b'>') && tokens.range(at).end == tokens.range(at + 1).start
}

/// Whether `=>` stands anywhere outside of brackets: then these are the arms of a `match`.
fn has_arrow(tokens: &Tokens<'_>, range: Range<usize>) -> bool {
    let mut at = range.start;
    while at < range.end {
        if is_arrow(tokens, at) {
            return true;
        }
        at = tokens.next(at);
    }
    false
}

/// Finds the end of an item that ends with a body in braces or with a semicolon.
fn header(tokens: &Tokens<'_>, range: Range<usize>) -> Option<Extent> {
    let mut angles = 0_usize;
    let mut at = range.start;
    while at < range.end {
        let after = tokens.next(at);
        match tokens.get(at)?.kind {
            // A constant argument of a generic type may stand in braces.
            Kind::Open(b'{') if angles == 0 => return Some(Extent::new(Some(at), after)),
            Kind::Mark(b';') => return Some(Extent::new(None, after)),
            Kind::Mark(b'<') => angles += 1,
            Kind::Mark(b'>') if !tokens.is_mark(at.saturating_sub(1), b'-') => angles = angles.saturating_sub(1),
            _ => {}
        }
        at = after;
    }
    None
}

/// The next semicolon outside of brackets.
fn semicolon(tokens: &Tokens<'_>, range: Range<usize>) -> Option<usize> {
    let mut at = range.start;
    while at < range.end {
        if tokens.is_mark(at, b';') {
            return Some(at);
        }
        at = tokens.next(at);
    }
    None
}
