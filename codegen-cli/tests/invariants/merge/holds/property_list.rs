//! Property lists: what is wanted stands in them, once, and nothing else is touched.

use std::io::Cursor;

use bgtask_codegen::plist::{NoteKind, Plan, PlistError, PlistErrorKind, PlistItem, PropertyList, Wanted, WantedItem};
use bgtask_codegen::xml::{Accepts, XmlError};

use super::values::{self, Value, same_line_ends};
use super::{edits, independent, reading, text_of};

const MODES: &str = "UIBackgroundModes";
const IDENTIFIERS: &str = "BGTaskSchedulerPermittedIdentifiers";
const FLAG: &str = "UIApplicationExitsOnSuspend";
const EDITED: [&str; 3] = [MODES, IDENTIFIERS, FLAG];

type Entries = Vec<(String, Value)>;

/// Checks everything that holds of a property list of which this is wanted.
pub fn check(bytes: &[u8], wanted: &Wanted) {
    let list = match PropertyList::read(bytes) {
        Ok(list) => list,
        Err(error) => {
            refused(bytes, error);
            return;
        }
    };
    if let Some(document) = list.document() {
        reading::accepted(bytes, document);
    }
    let Some(before) = entries(bytes) else { return };
    let file = File { bytes, list: &list, before };
    file.facts_are_right();
    let nothing = Wanted { identifier_prefix: wanted.identifier_prefix.clone(), ..Wanted::default() };
    if let Ok(plan) = list.plan(&nothing) {
        assert!(plan.edits.is_empty(), "{:?}", plan.edits);
        assert_eq!(list.apply(&plan), bytes, "no edit, other bytes");
    }
    file.merge(wanted);
    file.merge(&Wanted { prune: !wanted.prune, ..wanted.clone() });
    file.comes_back(wanted);
}

fn refused(bytes: &[u8], error: PlistError) {
    assert!(!error.to_string().is_empty());
    match (error.kind, error.position) {
        (PlistErrorKind::Xml(kind), Some(position)) => reading::refused(bytes, &XmlError { kind, position }),
        (PlistErrorKind::Binary(_), None) | (PlistErrorKind::NotADictionary(_), _) => {}
        (_, Some(position)) => {
            assert!(position.offset <= bytes.len());
            reading::check(bytes, Accepts { depth: 128, doctype: true });
        }
        (kind, None) => panic!("{kind:?} without a place"),
    }
}

/// What a file says, as another reader sees it.
fn entries(bytes: &[u8]) -> Option<Entries> {
    if bytes.starts_with(b"bplist") {
        let value = plist::Value::from_reader(Cursor::new(bytes)).ok()?;
        return Some(
            value.as_dictionary()?.iter().map(|(key, value)| (same_line_ends(key), of_binary(value))).collect(),
        );
    }
    let text = text_of(bytes)?;
    let document = independent(&text).ok()?;
    values::dictionary(&document)
}

fn of_binary(value: &plist::Value) -> Value {
    match value {
        plist::Value::String(text) => Value::Text(same_line_ends(text)),
        plist::Value::Boolean(flag) => Value::Flag(*flag),
        plist::Value::Array(items) => Value::Array(items.iter().map(of_binary).collect()),
        plist::Value::Dictionary(entries) => {
            Value::Dictionary(entries.iter().map(|(key, value)| (same_line_ends(key), of_binary(value))).collect())
        }
        other => Value::Other(String::new(), format!("{other:?}")),
    }
}

struct File<'f> {
    bytes: &'f [u8],
    list: &'f PropertyList<'f>,
    before: Entries,
}

fn strings(entries: &Entries, key: &str) -> Vec<String> {
    let value = entries.iter().find(|(there, _)| there == key).map(|(_, value)| value);
    match value {
        Some(Value::Array(items)) => items
            .iter()
            .filter_map(|item| match item {
                Value::Text(text) => Some(text.clone()),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

impl File<'_> {
    fn shown(&self) -> String {
        text_of(self.bytes).unwrap_or_default()
    }

    fn facts_are_right(&self) {
        let facts = self.list.facts();
        let texts =
            |items: &[PlistItem]| -> Vec<String> { items.iter().map(|item| same_line_ends(&item.text)).collect() };
        let keys: Vec<_> = self.before.iter().map(|(key, _)| key.clone()).collect();
        assert_eq!(texts(&facts.keys), keys, "{}", self.shown());
        if self.list.plan(&Wanted::default()).is_ok() {
            assert_eq!(texts(&facts.background_modes), strings(&self.before, MODES));
            assert_eq!(texts(&facts.permitted_identifiers), strings(&self.before, IDENTIFIERS));
        }
    }

    /// Plans and applies; all that holds of the result.
    fn merge(&self, wanted: &Wanted) -> Option<Vec<u8>> {
        let plan = match self.list.plan(wanted) {
            Ok(plan) => plan,
            Err(errors) => {
                self.is_right_to_refuse(&errors);
                return None;
            }
        };
        let after = self.list.apply(&plan);
        if let Some(document) = self.list.document() {
            if !wanted.prune && wanted.exits_on_suspend.is_none() {
                edits::only_insert(document, &plan.edits);
            }
            edits::check(document, &plan.edits, self.bytes, &after);
            self.the_plist_crate_agrees(&after);
        } else if plan.edits.is_empty() {
            assert_eq!(after, self.bytes);
        }
        let found = entries(&after).expect("as before");
        let expected = self.expected(&plan, wanted);
        for key in EDITED {
            let of = |entries: &Entries| entries.iter().find(|(there, _)| there == key).map(|(_, value)| value.clone());
            assert_eq!(
                of(&found),
                of(&expected),
                "{key}: {}\nbecame\n{}",
                self.shown(),
                text_of(&after).unwrap_or_default()
            );
        }
        let rest = |entries: &Entries| -> Entries {
            entries.iter().filter(|(key, _)| self.before.iter().any(|(there, _)| there == key)).cloned().collect()
        };
        assert_eq!(rest(&found), rest(&expected), "{}", self.shown());
        assert_eq!(found.len(), expected.len(), "{}", self.shown());

        let again = PropertyList::read(&after).unwrap_or_else(|error| panic!("{error}\n{:?}", text_of(&after)));
        let second = again.plan(wanted).unwrap_or_else(|errors| panic!("{errors:?}\n{:?}", text_of(&after)));
        let shown = || format!("{}\nand\n{}", self.shown(), text_of(&after).unwrap_or_default());
        assert!(second.edits.is_empty(), "twice: {:?}\n{}", second.edits, shown());
        assert!(!wanted.prune || second.stale.is_empty(), "still stale: {:?}\n{}", second.stale, shown());
        assert_eq!(again.apply(&second), after);
        Some(after)
    }

    fn is_right_to_refuse(&self, errors: &[PlistError]) {
        assert!(!errors.is_empty());
        let count = |key: &str| self.before.iter().filter(|(there, _)| there == key).count();
        let is_wrong = |(key, value): &(String, Value)| match (key.as_str(), value) {
            (MODES | IDENTIFIERS, Value::Array(items)) => items.iter().any(|item| !matches!(item, Value::Text(_))),
            (MODES | IDENTIFIERS, _) => true,
            (FLAG, value) => !matches!(value, Value::Flag(_)),
            _ => false,
        };
        let is_told_twice = errors.iter().any(|error| matches!(error.kind, PlistErrorKind::DuplicateKey(_)));
        let wrong = self.before.iter().any(is_wrong) || EDITED.iter().any(|key| count(key) > 1) || is_told_twice;
        assert!(wrong, "{errors:?}\n{}", self.shown());
    }

    /// What the result must say.
    fn expected(&self, plan: &Plan, wanted: &Wanted) -> Entries {
        let mut expected = self.before.clone();
        let is_ours = |text: &str| {
            wanted
                .identifier_prefix
                .as_ref()
                .is_some_and(|prefix| text.strip_prefix(prefix.as_str()).is_some_and(|rest| rest.starts_with('.')))
        };
        let there = strings(&self.before, IDENTIFIERS);
        // Each note takes one entry, of several that are alike the first.
        let mut taken: Vec<usize> = Vec::new();
        let mut matched: Vec<&str> = Vec::new();
        for note in &plan.notes {
            if let NoteKind::MatchedByPlaceholder { entry, identifier } = &note.kind {
                let entry = same_line_ends(entry);
                let is_free = |(index, text): &(usize, &String)| **text == entry && !taken.contains(index);
                let index = there.iter().enumerate().find(is_free).map(|(index, _)| index);
                taken.push(index.expect("the entry that is told of"));
                matched.push(identifier);
            }
        }
        let is_wanted = |text: &str| wanted.permitted_identifiers.iter().any(|item| item.value == text);
        let is_stale = |index: usize| {
            let text = &there[index];
            is_ours(text) && !is_wanted(text) && !taken.contains(&index)
        };
        let mut told: Vec<_> = plan.stale.iter().map(|stale| same_line_ends(&stale.identifier)).collect();
        let mut stale: Vec<_> = (0..there.len()).filter(|index| is_stale(*index)).map(|index| &there[index]).collect();
        told.sort();
        stale.sort();
        assert!(told.iter().eq(stale.iter().copied()), "{told:?}, not {stale:?}: {}", self.shown());
        if wanted.prune && !stale.is_empty() {
            let only_stale = there.len() == stale.len();
            for (_, value) in expected.iter_mut().filter(|(key, _)| key == IDENTIFIERS) {
                if let Value::Array(items) = value {
                    let mut index = 0;
                    items.retain(|_| {
                        index += 1;
                        !is_stale(index - 1)
                    });
                }
            }
            // The list goes with its last item, unless something else, as a comment, is in it.
            let after = entries(&self.list.apply(plan));
            let goes = after.is_some_and(|after| after.iter().all(|(key, _)| key != IDENTIFIERS));
            if only_stale && goes {
                expected.retain(|(key, _)| key != IDENTIFIERS);
            }
        }
        let missing: Vec<_> =
            wanted.permitted_identifiers.iter().filter(|item| !matched.contains(&&*item.value)).cloned().collect();
        unite(&mut expected, IDENTIFIERS, &missing);
        unite(&mut expected, MODES, &wanted.background_modes);
        if let Some(flag) = wanted.exits_on_suspend {
            match expected.iter_mut().find(|(key, _)| key == FLAG) {
                Some((_, value)) => *value = Value::Flag(flag),
                None => expected.push((FLAG.to_owned(), Value::Flag(flag))),
            }
        }
        expected
    }

    /// What the plist crate finds in the other keys is what it found before. It takes no notice of CDATA.
    fn the_plist_crate_agrees(&self, after: &[u8]) {
        if self.shown().contains("<![CDATA[") {
            return;
        }
        let read = |bytes: &[u8]| {
            let text = text_of(bytes)?;
            plist::Value::from_reader_xml(Cursor::new(text.into_bytes())).ok()
        };
        let Some(plist::Value::Dictionary(before)) = read(self.bytes) else { return };
        let Some(plist::Value::Dictionary(after)) = read(after) else { panic!("no dictionary any more") };
        let rest = |dictionary: &plist::Dictionary| -> Vec<(String, plist::Value)> {
            let entries = dictionary.iter().map(|(key, value)| (key.clone(), value.clone()));
            entries.filter(|(key, _)| !EDITED.contains(&key.as_str())).collect()
        };
        assert_eq!(rest(&before), rest(&after), "{}", self.shown());
    }

    /// Identifiers added, then pruned: the same bytes, where that is promised.
    fn comes_back(&self, wanted: &Wanted) {
        let Some(prefix) = &wanted.identifier_prefix else { return };
        let is_ours = |text: &str| text.starts_with(&format!("{prefix}."));
        let there = strings(&self.before, IDENTIFIERS);
        let is_empty = self.before.iter().any(|(key, value)| key == IDENTIFIERS && *value == Value::Array(Vec::new()));
        if is_empty || self.before.is_empty() || there.iter().any(|text| is_ours(text)) {
            return;
        }
        let items = wanted.permitted_identifiers.iter().filter(|item| is_ours(&item.value)).cloned().collect();
        let adding =
            Wanted { permitted_identifiers: items, identifier_prefix: Some(prefix.clone()), ..Wanted::default() };
        let Some(edited) = self.merge(&adding) else { return };
        let list = PropertyList::read(&edited).expect("what was edited can be read");
        let file = File { bytes: &edited, list: &list, before: entries(&edited).expect("as before") };
        let pruning = Wanted { permitted_identifiers: Vec::new(), prune: true, ..adding };
        let pruned = file.merge(&pruning).expect("was planned before");
        if self.list.document().is_some() {
            assert_eq!(self.shown(), text_of(&pruned).unwrap_or_default(), "added, then pruned: not the same");
            assert_eq!(self.bytes, pruned);
        } else {
            assert_eq!(entries(self.bytes), entries(&pruned));
        }
    }
}

fn unite(entries: &mut Entries, key: &str, items: &[WantedItem]) {
    let there = strings(entries, key);
    let mut new: Vec<Value> = Vec::new();
    for item in items {
        let value = Value::Text(item.value.clone());
        if !there.contains(&item.value) && !new.contains(&value) {
            new.push(value);
        }
    }
    if new.is_empty() {
        return;
    }
    match entries.iter_mut().find(|(there, _)| there == key) {
        Some((_, Value::Array(all))) => all.extend(new),
        _ => entries.push((key.to_owned(), Value::Array(new))),
    }
}
