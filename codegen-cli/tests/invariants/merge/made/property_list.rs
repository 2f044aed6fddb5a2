//! Property lists made from a grammar, in XML and in the binary format.

use plist::{Dictionary, Value};

use super::choices::Choices;
use super::layout;
use super::tree::Element;

/// What our identifiers begin with.
pub const PREFIX: &str = "com.contoso.feed";
/// Identifiers that are wanted or there already.
pub const IDENTIFIERS: [&str; 6] = [
    "com.contoso.feed.refresh",
    "com.contoso.feed.a&b<c>",
    "com.contoso.feed.processing",
    "com.theirs.task",
    "com.contoso.feedback",
    "com.contoso.feed",
];
/// Modes that are wanted or there already.
pub const MODES: [&str; 4] = ["fetch", "processing", "audio", "voip"];

const ENTRIES: [&str; 5] = [
    "$(PRODUCT_BUNDLE_IDENTIFIER).refresh",
    "${PREFIX}.feed.processing",
    "com.contoso.feed.{{ name }}",
    "com.contoso.feed.old",
    "",
];
const KEYS: [&str; 12] = [
    "BGTaskSchedulerPermittedIdentifiers",
    "UIBackgroundModes",
    "UIApplicationExitsOnSuspend",
    "CFBundleIdentifier",
    "CFBundleName",
    "LSRequiresIPhoneOS",
    "NSAppTransportSecurity",
    "UILaunchStoryboardName",
    "aKey",
    "Ä key",
    "zKey",
    "",
];
const DOCTYPE: &str = "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \
    \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">";

/// A property list as a file.
pub fn property_list(choices: &mut Choices<'_>) -> Vec<u8> {
    let mut root = dictionary(choices, 0);
    let format = choices.below(8);
    if choices.one_in(3) {
        sort(&mut root);
    }
    if format == 7 {
        let mut bytes = Vec::new();
        let value = binary(&List::Dictionary(root));
        value.to_writer_binary(&mut bytes).expect("what was made up can be written");
        return bytes;
    }
    let dictionary = xml(choices, &List::Dictionary(root));
    if format == 6 {
        return layout::write(choices, &dictionary, None);
    }
    let mut list = Element::new("plist").with("version", "1.0");
    list.push(dictionary);
    let doctype = choices.choose(&[
        Some(DOCTYPE),
        Some(DOCTYPE),
        None,
        Some("<!DOCTYPE plist SYSTEM 'file://x/PropertyList.dtd'[ ]>"),
        Some("<!DOCTYPE plist [<!-- nothing --> <?nothing?>]>"),
    ]);
    layout::write(choices, &list, doctype)
}

/// A value that is made up.
enum List {
    Text(String),
    Plain(&'static str, &'static str),
    Array(Vec<List>),
    /// Keys may stand there twice.
    Dictionary(Vec<(&'static str, List)>),
}

fn dictionary(choices: &mut Choices<'_>, depth: usize) -> Vec<(&'static str, List)> {
    let mut entries: Vec<(&'static str, List)> = Vec::new();
    for _ in 0..choices.below(if depth == 0 { 8 } else { 4 }) {
        let key = choices.choose(&KEYS);
        let is_new = entries.iter().all(|(known, _)| *known != key);
        if is_new || choices.one_in(20) {
            entries.push((key, of_key(choices, key, depth)));
        }
    }
    entries
}

fn of_key(choices: &mut Choices<'_>, key: &str, depth: usize) -> List {
    let mut strings = |values: &[&str], more: &[&str]| {
        let count = choices.below(5);
        let mut value = || if choices.one_in(3) { choices.choose(more) } else { choices.choose(values) };
        List::Array((0..count).map(|_| List::Text(value().to_owned())).collect())
    };
    match key {
        "BGTaskSchedulerPermittedIdentifiers" => strings(&IDENTIFIERS, &ENTRIES),
        "UIBackgroundModes" => strings(&MODES, &["external-accessory"]),
        "UIApplicationExitsOnSuspend" if choices.below(8) > 0 => flag(choices),
        "CFBundleIdentifier" => List::Text(choices.choose(&["$(PRODUCT_BUNDLE_IDENTIFIER)", PREFIX]).to_owned()),
        _ => value(choices, depth + 1),
    }
}

fn flag(choices: &mut Choices<'_>) -> List {
    if choices.one_in(2) { List::Plain("true", "") } else { List::Plain("false", "") }
}

fn value(choices: &mut Choices<'_>, depth: usize) -> List {
    match choices.below(if depth > 3 { 7 } else { 10 }) {
        0 | 1 => List::Text(choices.choose(&["text", "", " a & b ", "<c>\n\td", "]]>", "déjà"]).to_owned()),
        2 => flag(choices),
        3 => List::Plain("integer", choices.choose(&["1", "-7", "9223372036854775807"])),
        4 => List::Plain("real", choices.choose(&["4.0", "0.1", "1e3"])),
        5 => List::Plain("date", "2026-01-02T03:04:05Z"),
        6 => List::Plain("data", "AAEC\n\tAwQ="),
        7 => List::Array((0..choices.below(4)).map(|_| value(choices, depth + 1)).collect()),
        _ => List::Dictionary(dictionary(choices, depth + 1)),
    }
}

fn sort(entries: &mut [(&'static str, List)]) {
    entries.sort_by_key(|(key, _)| *key);
}

fn xml(choices: &mut Choices<'_>, value: &List) -> Element {
    match value {
        List::Text(text) => {
            let element = Element::new("string");
            if text.is_empty() { element } else { element.with_text(written(choices, text)) }
        }
        List::Plain(name, text) => {
            let element = Element::new(*name);
            if text.is_empty() { element } else { element.with_text(*text) }
        }
        List::Array(items) => {
            let mut array = Element::new("array");
            for item in items {
                array.push(xml(choices, item));
            }
            array
        }
        List::Dictionary(entries) => {
            let mut dictionary = Element::new("dict");
            for (key, value) in entries {
                let key = written(choices, key);
                dictionary.push(Element::new("key").with_text(key));
                dictionary.push(xml(choices, value));
            }
            dictionary
        }
    }
}

/// Text as it is written in XML, in one way of several.
fn written(choices: &mut Choices<'_>, text: &str) -> String {
    match choices.below(12) {
        10 if !text.contains("]]>") => format!("<![CDATA[{text}]]>"),
        11 => text.chars().fold(String::new(), |text, c| text + &format!("&#{};", u32::from(c))),
        _ => text.replace('&', "&amp;").replace('<', "&lt;").replace("]]>", "]]&gt;"),
    }
}

fn binary(value: &List) -> Value {
    match value {
        List::Text(text) => Value::String(text.clone()),
        List::Plain("true", _) => Value::Boolean(true),
        List::Plain("false", _) => Value::Boolean(false),
        List::Plain("integer", text) => text.parse::<i64>().map_or(Value::Boolean(true), Value::from),
        List::Plain("real", text) => text.parse::<f64>().map_or(Value::Boolean(true), Value::from),
        List::Plain(_, text) => Value::Data(text.as_bytes().to_vec()),
        List::Array(items) => Value::Array(items.iter().map(binary).collect()),
        List::Dictionary(entries) => {
            let mut dictionary = Dictionary::new();
            for (key, value) in entries {
                dictionary.insert((*key).to_owned(), binary(value));
            }
            Value::Dictionary(dictionary)
        }
    }
}
